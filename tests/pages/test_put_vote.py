"""A vote at the console from the moment that the question is put: every key leads to its taking."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.conftest import CONVENED, VOTERS
from tests.pages.conftest import Visits
from tests.pages.typist import RECORD, Typist
from tests.serve import Town, town

AT_ONCE = """key => {
    document.querySelector("#slip-put_question form").requestSubmit();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
}"""


@pytest.fixture
async def moved(tmp_path: Path) -> AsyncIterator[Town]:
    """A meeting with a motion before it, seconded, under item 3."""
    async with town(tmp_path / "data", CONVENED) as running:
        for person in VOTERS:
            await running.do("record_present", person=person)
        await running.do("open_meeting")
        await running.do("take_item", item="3")
        await running.do("move_motion", text="That it be noted.", mover="shah", seconder="owen")
        yield running


class Clerk(Typist):
    """A clerk who takes votes by keys."""

    async def put_to(self, way: str) -> None:
        """Put the question, to be taken in this way."""
        await self.open("q", "put_question")
        await self.type(way)
        await self.press(RECORD)

    async def put_and_press(self, way: str, key: str) -> None:
        """Put the question, and press a key before any answer can have come."""
        await self.open("q", "put_question")
        await self.type(way)
        await self.page.evaluate(AT_ONCE, key)

    async def calls(self, name: str) -> None:
        """This member is called by name."""
        await expect(self.page.locator("#named-name")).to_have_text(name)
        await expect(self.slip("named")).to_be_visible()

    async def sees_votes(self, **totals: int) -> None:
        """The vote stands at these figures."""
        for name, number in totals.items():
            cell = self.page.locator(f'#vote [data-total="{name.rstrip("_")}"]')
            await expect(cell).to_have_text(str(number))


async def sat_down(moved: Town, visits: Visits) -> Clerk:
    clerk = Clerk(await visits.open(moved.door(moved.links.clerk)))
    await clerk.sit_down()
    return clerk


async def test_enter_on_a_choice_that_is_shut_puts_the_question_as_in_a_line_of_text(
    moved: Town, visits: Visits
) -> None:
    clerk = await sat_down(moved, visits)
    await clerk.open("q", "put_question")
    await clerk.press("Enter")
    await expect(clerk.page.locator("#slip-record_counts [name=in_favour]")).to_be_focused()


async def test_enter_chooses_from_a_list_that_is_open_and_puts_nothing_yet(
    moved: Town, visits: Visits
) -> None:
    clerk = await sat_down(moved, visits)
    await clerk.open("q", "put_question")
    await clerk.press("Space", "ArrowDown", "Enter")
    await expect(clerk.slip("put_question").locator("[name=way]")).to_have_value("named")
    await expect(clerk.slip("put_question")).to_be_visible()
    assert moved.running.live.meeting.votes.pending is None


async def test_once_a_named_vote_is_put_the_first_name_is_called_without_another_key(
    moved: Town, visits: Visits
) -> None:
    clerk = await sat_down(moved, visits)
    await clerk.put_to("Named")
    await clerk.calls("Cllr Ann Amin")
    await clerk.type("fab")
    await clerk.sees_votes(for_=1, against=1, abstain=1, uncast=1)


@pytest.mark.parametrize("way", ["Show", "Ballot"])
async def test_once_hands_or_papers_are_asked_for_so_is_their_count_without_another_key(
    moved: Town, visits: Visits, way: str
) -> None:
    clerk = await sat_down(moved, visits)
    await clerk.put_to(way)
    await expect(clerk.page.locator("#slip-record_counts-in_favour")).to_be_focused()


async def test_once_everybody_is_counted_enter_closes_the_vote(moved: Town, visits: Visits) -> None:
    clerk = await sat_down(moved, visits)
    await clerk.put_to("show")
    await expect(clerk.page.locator("#slip-record_counts-in_favour")).to_be_focused()
    for key in (str(len(VOTERS)), "Tab", "0", "Tab", "0", "Enter"):
        await clerk.press(key)
    await expect(
        clerk.page.locator("#vote").get_by_role("button", name="Close the vote")
    ).to_be_focused()
    await clerk.press("Enter")
    await expect(clerk.page.locator("#vote")).to_contain_text("The motion was carried")


async def test_while_somebody_is_in_no_count_enter_closes_nothing(
    moved: Town, visits: Visits
) -> None:
    clerk = await sat_down(moved, visits)
    await clerk.put_to("show")
    await expect(clerk.page.locator("#slip-record_counts-in_favour")).to_be_focused()
    for key in (str(len(VOTERS) - 1), "Tab", "0", "Tab", "0", "Enter"):
        await clerk.press(key)
    await expect(clerk.page.locator("#vote")).to_contain_text("Close the vote")
    await clerk.press("Enter")
    assert moved.running.live.meeting.votes.pending is not None


async def test_a_key_of_the_votes_that_comes_too_early_defers_nothing(
    moved: Town, visits: Visits
) -> None:
    clerk = await sat_down(moved, visits)
    await clerk.put_and_press("Named", "f")
    await clerk.calls("Cllr Ann Amin")
    await clerk.sees_votes(uncast=4)


async def test_who_turns_to_a_note_before_the_vote_is_drawn_is_left_to_it(
    moved: Town, visits: Visits
) -> None:
    clerk = await sat_down(moved, visits)
    await clerk.put_and_press("Show", "n")
    await expect(clerk.page.locator("#vote")).to_contain_text("Voting now")
    await clerk.type("Members spoke")
    await expect(clerk.box("record_note")).to_have_value("Members spoke")


async def test_who_writes_while_another_puts_the_question_writes_on(
    moved: Town, visits: Visits
) -> None:
    clerk = await sat_down(moved, visits)
    await clerk.open("n", "record_note")
    await clerk.type("Members spoke")
    await moved.do("put_question", way="named")
    await expect(clerk.page.locator("#vote")).to_contain_text("Voting now")
    await clerk.type(" for it.")
    await expect(clerk.box("record_note")).to_have_value("Members spoke for it.")


@pytest.mark.parametrize("key", ["f", "a", "b"])
async def test_while_a_named_vote_is_open_the_keys_of_the_votes_lead_to_the_names(
    moved: Town, visits: Visits, key: str
) -> None:
    await moved.do("put_question", way="named")
    clerk = await sat_down(moved, visits)
    for _ in range(2):  # at first, and after it was left
        await clerk.press(key)
        await clerk.calls("Cllr Ann Amin")
        await clerk.press("Escape")
        await expect(clerk.slip("named")).to_be_hidden()
    await clerk.sees_votes(uncast=4)


async def test_the_casting_vote_is_recorded_only_once_it_was_chosen(
    moved: Town, visits: Visits
) -> None:
    await moved.do("put_question")
    await moved.do("record_counts", in_favour="2", against="2")
    await moved.do("close_vote")
    clerk = await sat_down(moved, visits)
    await clerk.open("q", "give_casting_vote")
    await clerk.press(RECORD)
    await expect(clerk.told("give_casting_vote")).to_contain_text("Choose the casting vote")
    await expect(clerk.page.locator("#vote-heading")).to_have_text("The votes are equal")
    await expect(clerk.page.locator("#slip-give_casting_vote-choice")).to_be_focused()
    await clerk.type("Against")
    await clerk.press(RECORD)
    await expect(clerk.page.locator("#vote-heading")).to_have_text("Lost")
