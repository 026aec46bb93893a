"""The meeting of 14 July 2020 minuted at the console by keyboard alone: its script is dictated."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from msgspec.structs import replace
from playwright.async_api import Page, expect

from server.render.language import voice
from server.script import Line, Performance
from tests.pages.conftest import Visits
from tests.pages.typist import RECORD, Typist
from tests.serve import Town
from tests.test_demonstration import BOARD, SCRIPT, Fact, convene, facts, listed, noted

PEOPLE = {person.id: person for person in BOARD.people}
TIMED = {"opened_at", "closed_at", "taken"}
TIMES = {"event", "at", "opened_at", "closed_at", "taken_at", "since", "until"}


class Clerk(Typist):
    """Does by keys what the lines of a script say, and sees that it was done."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._typed: set[str] = set()
        self._calling = False

    async def perform(self, line: Line) -> None:
        """Do what the line says."""
        act: Callable[[Line], Awaitable[None]] = getattr(self, line.do)
        await act(line)

    async def write(self, line: Line, words: str) -> None:
        """Type the first words of each kind key by key; the others come at once."""
        await (self.put if line.do in self._typed else self.type)(words)
        self._typed.add(line.do)

    # The roll

    async def record_present(self, line: Line) -> None:
        await self._answer(line, "r" if line.given["remote"] else "p")
        if line.given["remote"]:
            await expect(self.slip("ask")).to_contain_text("can we hear you?")
            await self.press("y" if line.given["heard"] else "n")
        await self._sees_on_the_roll(line, "remote" if line.given["remote"] else "here")

    async def record_apologies(self, line: Line) -> None:
        await self._answer(line, "a")
        await self._sees_on_the_roll(line, "apologies")

    async def _answer(self, line: Line, letter: str) -> None:
        """Answer for the member whom the page calls: it must be the one of the script."""
        if not self._calling:
            await self.press("r")
            self._calling = True
        name = PEOPLE[line.given["person"]].name
        await expect(self.page.locator("#call-name")).to_contain_text(name)
        await self.press(letter)

    async def _sees_on_the_roll(self, line: Line, state: str) -> None:
        row = self.page.locator(f"[data-slot=roll] [data-person={line.given['person']}]")
        await expect(row.locator(".app-roll__state")).to_contain_text(state)

    async def record_in_attendance(self, line: Line) -> None:
        person = PEOPLE[line.given["person"]]
        await self.open("p", line.do)
        await self.type(person.name)
        await self.press(RECORD)
        await expect(self.page.locator("[data-slot=undo]")).to_contain_text("In attendance")
        await expect(self.page.locator("#others .app-others").first).to_contain_text(person.name)

    # The sitting and its items

    async def open_meeting(self, line: Line) -> None:
        await self.key("o")
        await expect(self.page.locator("[data-phase=open]")).to_contain_text("Open since")

    async def close_meeting(self, line: Line) -> None:
        await self.open("x", line.do)
        await expect(self.slip(line.do)).to_contain_text("Close the meeting now?")
        await self.press("Enter")
        await expect(self.page.locator("[data-phase=closed]")).to_contain_text("Closed at")

    async def take_item(self, line: Line) -> None:
        number = str(line.given["item"])
        following = self.page.get_by_role("button", name=f"Take item {number}", exact=True)
        if await following.count():
            await self.key("Space")
        else:
            await self.open("g", line.do)
            await self.type(number)
            await self.press("Enter")
        await self.sees_in_hand(number)

    async def declare_no_interests(self, line: Line) -> None:
        await self.key("0")
        await self.sees_recorded("No declarations of interest were made.")

    # The record

    async def record_note(self, line: Line) -> None:
        await self.open("n", line.do)
        await self._record(line, line.given["text"])

    async def edit_note(self, line: Line) -> None:
        await self.open("e", "correct_entry")
        before = await self.box("correct_entry").input_value()
        written = line.given["text"].removeprefix(before)
        assert 0 < len(written) < len(line.given["text"]), "the note goes on where it ended"
        await self.write(line, written)
        await self.press(RECORD)
        await self.sees_recorded(line.given["text"])

    async def record_decision(self, line: Line) -> None:
        words = line.given["text"]
        standard = await self.page.locator("[data-phrase]").evaluate_all(
            "phrases => phrases.map(phrase => phrase.title)"
        )
        if words in standard:
            await self.press(f"Alt+{standard.index(words) + 1}")
            await expect(self.box(line.do)).to_have_value(words)
        else:
            await self.open("d", line.do)
            await self.write(line, words)
            await self.back_to("[data-outcome]")
            await self.type(line.given["outcome"])
        await self.press(RECORD)
        await self.sees_recorded(words)

    async def record_action(self, line: Line) -> None:
        await self.open("a", line.do)
        await self._record(line, f"{line.given['who']} to {line.given['what']}")

    async def correct_previous_minutes(self, line: Line) -> None:
        await self.open("c", line.do)
        await self._record(line, line.given["text"])

    async def agree_previous_minutes(self, line: Line) -> None:
        number = str(line.given["item"])
        await self.open("m", line.do)
        if await self.onto(line.do).input_value() != number:
            await self.back_to(f"#slip-{line.do} [data-onto]")
            await self.type(number)
        tick = "#slip-agree_previous_minutes-subject"
        if await self.page.locator(f"{tick}:checked").count():  # the script agrees them as they are
            await self.back_to(tick)
            await self.press("Space")
        await self.press(RECORD)
        if line.refused:
            await expect(self.told(line.do)).to_have_text(refusal(line))
        else:
            await self.sees_recorded("agreed as a correct record")

    async def _record(self, line: Line, words: str) -> None:
        await self.write(line, words)
        await self.press(RECORD)
        await self.sees_recorded(words)
        await expect(self.box(line.do)).to_have_value("")


def refusal(line: Line) -> str:
    """The sentence that a script gets back for this line, when it does not foresee the refusal."""
    performance = Performance(convene, lenient=True)
    performance.play(replace(each, refused=False) for each in SCRIPT[: line.number])
    return voice("en", "Europe/London").say(performance.refusals[-1].reason)


def timeless(note: dict[str, object]) -> set[Fact]:
    """What a note tells, but for the times of the clock."""
    return {fact for fact in facts(note) if fact[0] not in TIMED}


def taken_in_order(note: dict[str, object]) -> list[str]:
    """The items as they were taken, one after the other."""
    times = [(at, item["number"]) for item in listed(note, "items") for at in item["taken_at"]]
    return [number for _, number in sorted(times)]


def without_times(value: object) -> object:
    """All that a note holds, but for times and the ids of events."""
    if isinstance(value, dict):
        return {name: without_times(each) for name, each in value.items() if name not in TIMES}
    return [without_times(each) for each in value] if isinstance(value, list) else value


async def sat_down(board: Town, visits: Visits, item: str = "") -> Clerk:
    """A clerk at the console, in an open meeting with an item in hand if one is named."""
    if item:
        await board.do("open_meeting")
        await board.do("take_item", item=item)
    clerk = Clerk(await visits.open(board.door(board.links.clerk)))
    await clerk.sit_down()
    return clerk


async def test_the_script_played_by_keyboard_ends_in_the_same_note(
    board: Town, visits: Visits
) -> None:
    clerk = await sat_down(board, visits)
    for line in SCRIPT[1:]:
        await clerk.perform(line)
    await expect(clerk.page.get_by_role("link", name="JSON")).to_be_visible()
    answer = await visits.context.request.get(f"{board.url}/meetings/{board.key}/note.json")
    note, played = await answer.json(), noted(SCRIPT)
    assert timeless(note) == timeless(played)
    assert taken_in_order(note) == taken_in_order(played)
    assert without_times(note) == without_times(played)
    assert len(clerk.keys) <= 2 * len(SCRIPT)


@pytest.mark.parametrize(
    ("key", "words", "recorded"),
    [
        ("n", "The Chairman thanked Mia.", "The Chairman thanked Mia."),
        ("a", "Officers to report by May", "Officers to report by May."),
        ("Alt+1", "", "The members of the Improvement & Innovation Board noted the report."),
    ],
    ids=["note", "action", "decision"],
)
async def test_the_commonest_entries_take_two_keys_besides_their_words(
    board: Town, visits: Visits, key: str, words: str, recorded: str
) -> None:
    clerk = await sat_down(board, visits, item="8")
    await clerk.press(key)
    await clerk.type(words)
    await clerk.press(RECORD)
    await clerk.sees_recorded(recorded)


async def test_the_roll_is_called_by_one_key_a_member_as_fast_as_one_can_type(
    board: Town, visits: Visits
) -> None:
    clerk = await sat_down(board, visits)
    await clerk.press("r", *("p" * 18), *("a" * 6))
    await expect(clerk.page.locator(".app-roll__here")).to_have_count(18)
    await expect(clerk.page.locator(".app-roll--apologies")).to_have_count(6)
    await expect(clerk.page.locator("[data-slot=roll]")).not_to_contain_text("absent")
    members = board.running.live.meeting.presence.members
    assert [attendance.answer for attendance in members.values()] == (
        ["present"] * 18 + ["apologies"] * 6
    )


async def test_once_the_earlier_minutes_are_agreed_space_takes_the_next_item(
    board: Town, visits: Visits
) -> None:
    clerk = await sat_down(board, visits, item="2")
    await clerk.press("m", "Enter")
    await clerk.sees_recorded("agreed as a correct record")
    await clerk.press("Space")
    await clerk.sees_in_hand("3")


async def test_a_refused_agreement_stays_with_the_item_that_it_was_for(
    board: Town, visits: Visits
) -> None:
    clerk = await sat_down(board, visits, item="1")
    await clerk.press("m")
    await clerk.back_to("#slip-agree_previous_minutes [data-onto]")
    await clerk.type("2")
    await clerk.press(RECORD)
    await expect(clerk.told("agree_previous_minutes")).to_contain_text("Item 2 has not been taken")
    await expect(clerk.onto("agree_previous_minutes")).to_have_value("2")


async def test_enter_after_the_number_of_an_item_takes_that_item_and_nothing_else(
    board: Town, visits: Visits
) -> None:
    clerk = await sat_down(board, visits, item="1")
    await clerk.press("j", "ArrowRight")
    await expect(clerk.page.locator("[data-slot=roll] [data-row]").first).to_be_focused()
    await clerk.press("g")
    await clerk.type("7")
    await clerk.press("Enter")
    await clerk.sees_in_hand("7")
    await expect(clerk.slip("call")).to_be_hidden()


async def test_a_decision_in_own_words_gets_its_outcome_one_tab_before_them(
    board: Town, visits: Visits
) -> None:
    clerk = await sat_down(board, visits, item="7")
    await clerk.press("d")
    await clerk.type("That the work programme be agreed.")
    await clerk.press("Shift+Tab")
    await clerk.type("agreed")
    await clerk.press(RECORD)
    await clerk.sees_recorded("Agreed")


async def test_why_an_answer_to_the_roll_was_refused_stays_while_the_next_are_called(
    council: Town, visits: Visits
) -> None:
    for command in ("record_present", "record_departure"):
        await council.do(command, person="chair")
    clerk = await sat_down(council, visits)
    await clerk.press("r", "Backspace", "p", "p", "p")
    await expect(clerk.page.locator(".app-roll__here")).to_have_count(2)
    await expect(clerk.told("call")).to_contain_text("Cllr Amin was here before and left")
