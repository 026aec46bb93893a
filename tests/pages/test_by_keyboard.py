"""The meeting of 14 July 2020 minuted at the console by keyboard alone, its script the dictation."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from msgspec.structs import replace
from playwright.async_api import expect

from server.render.language import voice
from server.script import Line, Performance
from tests.pages.conftest import Visits
from tests.pages.typist import RECORD, Typist
from tests.serve import Town
from tests.test_demonstration import BOARD, SCRIPT, Fact, convene, facts, listed, noted

PEOPLE = {person.id: person for person in BOARD.people}
TIMES = ("opened_at", "closed_at", "taken")


class Clerk(Typist):
    """Does by keys what the lines of a script say. Letters are what a clerk would press."""

    def __init__(self, typist: Typist) -> None:
        super().__init__(typist.page)
        self._by_key: set[str] = set()
        self._calling = False

    async def perform(self, line: Line) -> None:
        """Do what the line says, and see that it was done."""
        act: Callable[[Line], Awaitable[None]] = getattr(self, line.do)
        await act(line)

    async def write(self, line: Line, words: str) -> None:
        """Type the first words of each kind key by key, and put the others in whole."""
        give = self.put if line.do in self._by_key or len(words) > 200 else self.type
        self._by_key |= {line.do}
        await give(words)

    # The roll

    async def record_present(self, line: Line) -> None:
        await self._answer(line, "r" if line.given["remote"] else "p")
        if line.given["remote"]:
            await expect(self.slip("ask")).to_be_visible()
            await self.press("y" if line.given["heard"] else "n")
        await self._sees_on_the_roll(line, "remote" if line.given["remote"] else "here")

    async def record_apologies(self, line: Line) -> None:
        await self._answer(line, "a")
        await self._sees_on_the_roll(line, "apologies")

    async def _answer(self, line: Line, letter: str) -> None:
        """Answer for the member whom the page calls, who must be the one of the script."""
        if not self._calling:
            await self.press("r")
            self._calling = True
        await expect(self.page.locator("#call-name")).to_contain_text(
            PEOPLE[line.given["person"]].name
        )
        await self.press(letter)

    async def _sees_on_the_roll(self, line: Line, state: str) -> None:
        row = self.page.locator(f"[data-slot=roll] [data-person={line.given['person']}]")
        await expect(row.locator(".app-roll__state")).to_contain_text(state)

    async def record_in_attendance(self, line: Line) -> None:
        person = PEOPLE[line.given["person"]]
        await self.key("p")
        await expect(self.slip("record_in_attendance").locator("select:focus")).to_be_visible()
        await self.type(person.name)
        await self.press(RECORD)
        await expect(self.page.locator("[data-slot=undo]")).to_contain_text("In attendance")
        await expect(self.page.locator("#others .app-others").first).to_contain_text(person.name)

    # The sitting and its items

    async def open_meeting(self, line: Line) -> None:
        await self.key("o")
        await expect(self.page.locator("[data-phase=open]")).to_contain_text("Open since")

    async def close_meeting(self, line: Line) -> None:
        await self.key("x")
        await expect(self.slip("close_meeting")).to_contain_text("Close the meeting now?")
        await self.press("Enter")
        await expect(self.page.locator("[data-phase=closed]")).to_contain_text("Closed at")

    async def take_item(self, line: Line) -> None:
        number = str(line.given["item"])
        await self.leave_the_box()
        if await self.page.get_by_role("button", name=f"Take item {number}", exact=True).count():
            await self.press("Space")
        else:
            await self.press("g")
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
        await self.key("e")
        before = await self.box("correct_entry").input_value()
        written = line.given["text"].removeprefix(before)
        assert before
        assert written != line.given["text"], "it goes on where the note ended"
        await self.write(line, written)
        await self.press(RECORD)
        await self.sees_recorded(line.given["text"])

    async def record_decision(self, line: Line) -> None:
        await self.open("d", line.do)
        await self.write(line, line.given["text"])
        await self.back_to("[data-outcome]")
        await self.type(line.given["outcome"])
        await self.press(RECORD)
        await self.sees_recorded(line.given["text"])

    async def record_action(self, line: Line) -> None:
        await self.open("a", line.do)
        await self._record(line, f"{line.given['who']} to {line.given['what']}")

    async def correct_previous_minutes(self, line: Line) -> None:
        await self.open("c", line.do)
        await self._record(line, line.given["text"])

    async def agree_previous_minutes(self, line: Line) -> None:
        await self.key("m")
        onto = self.slip(line.do).locator("[data-onto]")
        if await onto.input_value() != str(line.given["item"]):
            await self.back_to(f"#slip-{line.do} [data-onto]")
            await self.type(str(line.given["item"]))
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
    """What a note says, but for the times of the clock."""
    return {fact for fact in facts(note) if fact[0] not in TIMES}


def taken_in_order(note: dict[str, object]) -> list[str]:
    """The items as they were taken one after the other."""
    times = [(at, item["number"]) for item in listed(note, "items") for at in item["taken_at"]]
    return [number for _, number in sorted(times)]


async def test_the_script_played_by_keyboard_ends_in_the_same_note(
    board: Town, visits: Visits
) -> None:
    clerk = Clerk(Typist(await visits.open(board.door(board.links.clerk))))
    await clerk.sit_down()
    for line in SCRIPT[1:]:
        await clerk.perform(line)
    await expect(clerk.page.get_by_role("link", name="JSON")).to_be_visible()
    note = await (
        await visits.context.request.get(f"{board.url}/meetings/{board.key}/note.json")
    ).json()
    assert timeless(note) == timeless(noted(SCRIPT))
    assert taken_in_order(note) == taken_in_order(noted(SCRIPT))
    print(len(clerk.keys))
