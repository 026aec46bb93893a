"""A named vote of sixty, taken at the console by one key a name, and seen live by everybody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.async_api import Locator, Page, expect

from server.live.order import Order
from server.meeting.command import Office
from server.meeting.people import Person
from server.meeting.votes import Choice, Vote
from tests import conftest
from tests.pages.conftest import Visits
from tests.pages.typist import RECORD, Typist
from tests.serve import Town, town

MOTION = "That the council welcomes the report."
SIXTY = tuple(
    Person(f"m{n:02}", f"Cllr Member {n:02}", role="Chair" if n == 0 else "") for n in range(60)
)
IDS = [person.id for person in SIXTY]
CONVENED = replace(conftest.CONVENED, people=SIXTY)


@pytest.fixture
async def chamber(tmp_path: Path) -> AsyncIterator[Town]:
    """A council of sixty, all present, with item 3 in hand."""
    async with town(tmp_path / "data", CONVENED) as running:
        await asyncio.gather(*(running.do("record_present", person=id) for id in IDS))
        await running.do("open_meeting")
        await running.do("take_item", item="3")
        yield running


class Clerk(Typist):
    """A clerk who takes motions and votes by keys."""

    async def move(self) -> None:
        """Record a motion with its mover, then its seconder."""
        await self.open("1", "move_motion")
        await self.type("Member 01")
        await self.back_to_words()
        await self.type(MOTION)
        await self.press(RECORD)
        await expect(self.motion).to_contain_text("not seconded yet")
        await self.open("s", "second_motion")
        await self.type("Member 02")
        await self.press(RECORD)
        await expect(self.motion).to_contain_text("seconded by Cllr Member 02")

    async def back_to_words(self) -> None:
        """Go on by Tab to the box for the words."""
        for _ in range(4):
            if await self.page.locator("#slip-move_motion [data-words]:focus").count():
                return
            await self.press("Tab")

    async def put(self, way: str) -> None:
        """Put the motion to the vote, taken in this way."""
        await self.open("q", "put_question")
        await self.type(way)
        await self.press(RECORD)
        await expect(self.page.locator("#vote")).to_contain_text("Voting now")

    async def take(self, keys: str) -> None:
        """A key a name, as fast as they can be typed; no answer is waited for."""
        await self.type(keys)

    @property
    def motion(self) -> Locator:
        """The motion before the meeting."""
        return self.page.locator("#motion")

    async def calls(self, name: str) -> None:
        """This member is called."""
        await expect(self.page.locator("#named-name")).to_have_text(name)

    async def takes_all_names(self, chair: Page, public: Page) -> None:
        """Sixty keys for sixty names, with two who answer late and one key put right."""
        # Members 20 and 40 do not answer at first; a key is mistaken for 41, and put right at once.
        await self.take("f" * 20 + "s" + "f" * 9 + "a" * 10 + "s" + "f")
        await self.press("Backspace")
        await self.take("a" + "a" * 16)
        for page in (chair, public):
            await sees(page, for_=29, against=27, uncast=4, roll=60)
        await expect(public.locator("#vote")).to_contain_text(
            "Not yet voted: Cllr Member 20, Cllr Member 40, Cllr Member 58, Cllr Member 59"
        )
        await expect(self.page.locator("#named-gap")).to_have_text("4 of 60 have not voted.")
        await self.press("Enter")  # closes nothing while somebody is missing
        await self.take("aa")
        await self.calls("Cllr Member 20")
        await self.take("fa")
        await expect(self.page.locator("#named-gap")).to_have_text("Nobody is missing.")
        await self.press("q")  # as the button beside it says; Enter closes it too


async def sees(page: Page, **totals: int) -> None:
    """The page shows these figures of the vote."""
    for name, number in totals.items():
        cell = page.locator(f'#vote [data-total="{name.rstrip("_")}"]')
        await expect(cell).to_have_text(str(number))


def voted(vote: Vote, choice: Choice | None) -> list[str]:
    return list(vote.who(choice))


async def test_sixty_vote_by_name_the_gap_is_filled_and_the_chair_breaks_the_tie(
    chamber: Town, visits: Visits
) -> None:
    clerk = Clerk(await visits.open(chamber.door(chamber.links.clerk)))
    chair = await visits.open(chamber.door(chamber.links.chair))
    public = await visits.open(f"{chamber.url}/meetings/{chamber.key}")
    await clerk.sit_down()
    await clerk.move()
    await expect(public.locator("#motion")).to_contain_text(MOTION)
    await clerk.put("Named")
    await clerk.press("q")
    await clerk.calls("Cllr Member 00")

    await clerk.takes_all_names(chair, public)
    for page in (chair, public):
        await sees(page, for_=30, against=30, abstain=0, uncast=0)
    told = "The votes are equal. Cllr Member 00 may give a casting vote."
    await expect(public.locator("#vote")).to_contain_text(told)
    await chair.locator("summary", has_text="Casting vote for").click()
    await chair.get_by_role("button", name="Give my casting vote: for").click()
    for page in (clerk.page, chair, public):
        await expect(page.locator("#vote-heading")).to_have_text("Carried")

    vote = chamber.running.live.meeting.votes.latest
    assert vote is not None
    assert voted(vote, Choice.FOR) == IDS[:30]
    assert voted(vote, Choice.AGAINST) == IDS[30:]
    answer = await visits.context.request.get(f"{chamber.url}/meetings/{chamber.key}/note.md")
    minutes = (await answer.text()).replace("\\", "")
    assert MOTION in minutes
    assert "For (30):" in minutes
    assert "Cllr Member 00, presiding, gave the casting vote" in minutes


async def test_a_name_taken_down_wrongly_earlier_is_put_right_with_a_reason(
    chamber: Town, visits: Visits
) -> None:
    await chamber.do("move_motion", text=MOTION, mover="m01", seconder="m02")
    await chamber.do("put_question", way="named")
    clerk = Clerk(await visits.open(chamber.door(chamber.links.clerk)))
    await clerk.sit_down()
    await clerk.press("q")
    await clerk.take("ffff")
    await clerk.press("Backspace", "Backspace", "Backspace")
    await clerk.calls("Cllr Member 01")
    await clerk.press("a")
    await clerk.type("Misheard.")
    await clerk.press("Enter")
    await clerk.calls("Cllr Member 04")
    await sees(clerk.page, for_=3, against=1, uncast=56)
    vote = chamber.running.live.meeting.votes.latest
    assert vote is not None
    assert [change.reason for change in vote.changed] == ["Misheard."]
    await clerk.press("Escape")
    await expect(clerk.slip("named")).to_be_hidden()


async def test_who_votes_from_their_own_device_meanwhile_is_not_called(
    chamber: Town, visits: Visits
) -> None:
    await chamber.do("move_motion", text=MOTION, mover="m01", seconder="m02")
    await chamber.do("put_question", way="named")
    clerk = Clerk(await visits.open(chamber.door(chamber.links.clerk)))
    await clerk.sit_down()
    await clerk.press("q")
    await clerk.take("f")
    for person in ("m01", "m02", "m04"):
        await device_votes(chamber, person, "against")
    await sees(clerk.page, for_=1, against=3, uncast=56)
    await clerk.calls("Cllr Member 01")
    await expect(clerk.page.locator("#named-state")).to_have_text("Against")
    await clerk.press("a")  # as they have said themselves: nothing is sent
    await clerk.calls("Cllr Member 03")
    await clerk.press("f")
    await clerk.calls("Cllr Member 05")
    await clerk.press("Backspace")
    await clerk.calls("Cllr Member 03")
    vote = chamber.running.live.meeting.votes.latest
    assert vote is not None
    assert vote.by_device == ("m01", "m02", "m04")
    assert vote.changed == ()


async def device_votes(chamber: Town, person: str, choice: str) -> None:
    """A member's own device casts their vote."""
    given: dict[str, object] = {"choice": choice}
    order = Order(Office.MEMBER, "cast_vote", given, f"{person}-votes", person)
    await chamber.running.live.handle(order)


async def test_hands_that_were_not_counted_are_told_while_the_figures_are_typed(
    chamber: Town, visits: Visits
) -> None:
    await chamber.do("move_motion", text=MOTION, mover="m01", seconder="m02")
    clerk = Clerk(await visits.open(chamber.door(chamber.links.clerk)))
    await clerk.sit_down()
    await clerk.put("Show")
    await clerk.open("q", "record_counts")
    await clerk.type("31")
    await clerk.press("Tab")
    await clerk.type("27")
    rest = clerk.slip("record_counts").locator("[data-rest]")
    await expect(rest).to_have_text("2 of 60 not counted.")
    await clerk.press("Tab")
    await clerk.type("2")
    await expect(rest).to_have_text("All 60 are counted.")
    await clerk.press(RECORD)
    await sees(clerk.page, for_=31, against=27, abstain=2, uncast=0)
    await clerk.press("q")
    await expect(clerk.page.locator("#vote-heading")).to_have_text("Carried")


async def test_a_rule_that_is_against_it_asks_for_the_reason_and_keeps_the_words(
    chamber: Town, visits: Visits
) -> None:
    await chamber.do("move_motion", text=MOTION, mover="m01")
    clerk = Clerk(await visits.open(chamber.door(chamber.links.clerk)))
    await clerk.sit_down()
    await clerk.press("y")
    slip = "agree_without_dissent"
    await expect(clerk.told(slip)).to_contain_text("Without a seconder the motion is not put")
    await expect(clerk.page.locator(f"#slip-{slip}-override")).to_be_focused()
    await clerk.type("The chair moved it from the chair.")
    await clerk.press(RECORD)
    await expect(clerk.page.locator("#vote-heading")).to_have_text("Agreed without dissent")
    vote = chamber.running.live.meeting.votes.latest
    assert vote is not None
    assert [each.reason for each in vote.question.despite] == ["The chair moved it from the chair."]


async def test_without_a_script_the_form_comes_again_with_the_box_for_the_reason(
    chamber: Town, visits: Visits
) -> None:
    await chamber.do("move_motion", text=MOTION, mover="m01")
    request = visits.context.request
    await request.get(chamber.door(chamber.links.clerk))
    url = f"{chamber.url}/meetings/{chamber.key}/clerk/do/agree_without_dissent"
    refused = await request.post(url, form={"at": ""}, headers={"Origin": chamber.url})
    assert refused.status == 422
    assert '<details class="app-override" open' in await refused.text()
    given = {"override": "From the chair."}
    done = await request.post(url, form=given, headers={"Origin": chamber.url}, max_redirects=0)
    assert done.status == 303


async def test_an_amendment_begins_with_the_motion_as_it_reads_now(
    chamber: Town, visits: Visits
) -> None:
    await chamber.do("move_motion", text=MOTION, mover="m01", seconder="m02")
    clerk = Clerk(await visits.open(chamber.door(chamber.links.clerk)))
    await clerk.sit_down()
    await clerk.open("3", "move_amendment")
    await clerk.type("Member 03")
    await expect(clerk.box("move_amendment")).to_have_value(MOTION)
    await clerk.box("move_amendment").fill("That the council notes the report.")
    await chamber.do("alter_motion", text="That we welcome the report.", consent="true")
    await expect(clerk.page.locator("#motion")).to_contain_text("That we welcome the report.")
    await clerk.press(RECORD)
    await expect(clerk.told("move_amendment")).to_contain_text("The motion has been changed since")
    await expect(clerk.box("move_amendment")).to_have_value("That the council notes the report.")
    await clerk.press(RECORD)
    await expect(clerk.page.locator("#motion del")).to_have_count(1)
