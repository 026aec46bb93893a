"""What stands in the box is never lost: not by a reload, a lost connection or a refusal."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from playwright.async_api import expect

from server.meeting.convened import PlannedItem
from server.meeting.given import MOST_CHARACTERS
from tests.conftest import CONVENED
from tests.pages.conftest import Visits
from tests.pages.typist import RECORD, Typist
from tests.serve import Town, town

NOTE = "record_note"
SHUT_WINDOWS_ARE_FOUND = 40_000  # ms: a busy machine lets the lock go late, and then half a minute


async def at_the_console(council: Town, visits: Visits, item: str = "1") -> Typist:
    """A clerk at the console, with an item in hand."""
    await council.do("open_meeting")
    await council.do("take_item", item=item)
    clerk = Typist(await visits.open(council.door(council.links.clerk)))
    await clerk.sit_down()
    return clerk


async def writing(council: Town, visits: Visits, words: str) -> Typist:
    """A clerk with words in the box of a note on item 1, not recorded yet."""
    clerk = await at_the_console(council, visits)
    await clerk.open("n", NOTE)
    await clerk.type(words)
    return clerk


async def test_a_draft_survives_a_reload(council: Town, visits: Visits) -> None:
    clerk = await writing(council, visits, "Cllr Shah asked")
    await clerk.page.reload()
    await clerk.sit_down()
    await expect(clerk.box(NOTE)).to_have_value("Cllr Shah asked")
    await clerk.open("n", NOTE)
    await clerk.type(" about drains.")
    await clerk.press(RECORD)
    await clerk.sees_recorded("Cllr Shah asked about drains.")


async def test_a_recorded_note_does_not_come_back_as_a_draft(council: Town, visits: Visits) -> None:
    clerk = await writing(council, visits, "Said and done.")
    await clerk.press(RECORD)
    await clerk.sees_recorded("Said and done.")
    await clerk.page.reload()
    await clerk.sit_down()
    await expect(clerk.box(NOTE)).to_have_value("")


async def test_a_draft_survives_a_lost_connection(council: Town, visits: Visits) -> None:
    visits.forgiven = "ERR_INTERNET_DISCONNECTED"
    clerk = await writing(council, visits, "Begun before,")
    await visits.context.set_offline(True)
    await expect(clerk.page.locator("#link")).to_contain_text("Connection lost")
    await clerk.type(" ended without.")
    await visits.context.set_offline(False)
    await expect(clerk.page.locator("#link")).to_be_empty()
    await expect(clerk.box(NOTE)).to_have_value("Begun before, ended without.")
    await clerk.press(RECORD)
    await clerk.sees_recorded("Begun before, ended without.")


async def test_a_draft_stays_with_its_item_when_another_is_taken(
    council: Town, visits: Visits
) -> None:
    clerk = await writing(council, visits, "About the apologies.")
    await council.do("take_item", item="2")
    await clerk.sees_in_hand("2")
    await expect(clerk.page.get_by_text("these words are for item 1.")).to_be_visible()
    await clerk.press(RECORD)
    await expect(clerk.box(NOTE)).to_have_value("")
    await expect(clerk.page.locator("[data-slot=rest]")).to_contain_text("About the apologies.")
    (entry,) = council.running.live.meeting.item("1").record
    assert entry.matter.words == "About the apologies."


async def test_one_key_moves_a_draft_to_the_item_in_hand(council: Town, visits: Visits) -> None:
    clerk = await writing(council, visits, "About Mill Lane.")
    await council.do("take_item", item="2")
    await clerk.sees_in_hand("2")
    await clerk.press("Alt+m")
    await expect(clerk.slip(NOTE).locator("[data-onto]")).to_have_value("2")
    await clerk.press(RECORD)
    await clerk.sees_recorded("About Mill Lane.")
    assert council.running.live.meeting.item("1").record == ()


async def test_a_draft_of_another_item_is_offered_and_not_lost(
    council: Town, visits: Visits
) -> None:
    clerk = await writing(council, visits, "For the first item.")
    await council.do("take_item", item="2")
    await clerk.page.reload()
    await clerk.sit_down()
    await expect(clerk.box(NOTE)).to_have_value("")
    await expect(clerk.page.get_by_role("button", name="Draft: Note on item 1")).to_be_visible()


async def test_a_refused_note_stays_in_the_box_with_the_reason_beside_it(
    council: Town, visits: Visits
) -> None:
    clerk = Typist(await visits.open(council.door(council.links.clerk)))
    await clerk.sit_down()
    await clerk.open("n", NOTE)
    await clerk.type("Too early.")
    await clerk.press(RECORD)
    await expect(clerk.told(NOTE)).to_have_text("The meeting has not been opened. Open it first.")
    await expect(clerk.box(NOTE)).to_have_value("Too early.")
    await clerk.key("o")
    await expect(clerk.page.locator("[data-phase=open]")).to_be_visible()
    await clerk.key("t")
    await clerk.sees_in_hand("1")
    await clerk.open("n", NOTE)
    await clerk.press(RECORD)
    await clerk.sees_recorded("Too early.")


async def test_a_note_that_is_too_long_is_refused_in_a_sentence_and_kept_whole(
    council: Town, visits: Visits
) -> None:
    clerk = await writing(council, visits, "")
    words = "So long. " * (MOST_CHARACTERS // 9 + 1) + "The end."
    await clerk.put(words)
    await clerk.press(RECORD)
    await expect(clerk.told(NOTE)).to_contain_text("at most 20,000 can be recorded at once")
    await expect(clerk.box(NOTE)).to_have_value(words)
    await clerk.page.reload()
    await clerk.sit_down()
    await expect(clerk.box(NOTE)).to_have_value(words)


async def test_words_beyond_all_measure_are_kept_and_do_not_break_the_connection(
    council: Town, visits: Visits
) -> None:
    clerk = await writing(council, visits, "")
    await clerk.put("word " * 250_000)
    await clerk.press(RECORD)
    await expect(clerk.told(NOTE)).to_contain_text("too long to be recorded at once")
    assert len(await clerk.box(NOTE).input_value()) == 1_250_000
    await council.do("record_note", text="Said meanwhile.")
    await clerk.sees_recorded("Said meanwhile.")


async def test_a_window_finds_the_draft_of_one_that_was_shut(council: Town, visits: Visits) -> None:
    clerk = await writing(council, visits, "Then the browser was shut.")
    await clerk.page.close()
    again = Typist(await visits.open(council.door(council.links.clerk)))
    await again.sit_down()
    box = again.box(NOTE)
    await expect(box).to_have_value("Then the browser was shut.", timeout=SHUT_WINDOWS_ARE_FOUND)


async def test_what_was_begun_about_one_item_is_not_there_at_the_next(
    council: Town, visits: Visits
) -> None:
    clerk = await at_the_console(council, visits)
    await council.do("record_present", person="shah")
    await clerk.open("1", "move_motion")
    seconder = clerk.page.locator("#slip-move_motion-seconder")
    await seconder.select_option("shah")
    await clerk.box("move_motion").fill("That it be granted.")
    await clerk.page.keyboard.press("Escape")
    await council.do("take_item", item="2")
    await clerk.sees_in_hand("2")
    await clerk.open("1", "move_motion")
    await expect(seconder).to_have_value("")
    await expect(clerk.box("move_motion")).to_have_value("")
    await clerk.page.keyboard.press("Escape")
    await council.do("take_item", item="1")
    await clerk.sees_in_hand("1")
    await clerk.open("1", "move_motion")
    await expect(clerk.box("move_motion")).to_have_value("That it be granted.")


async def test_a_draft_is_kept_for_an_item_whose_number_has_a_stroke(
    tmp_path: Path, visits: Visits
) -> None:
    items = (PlannedItem("FC26/101", "Apologies"), PlannedItem("FC26/102", "Planning"))
    async with town(tmp_path / "data", replace(CONVENED, items=items)) as council:
        clerk = await at_the_console(council, visits, "FC26/101")
        await clerk.open("n", NOTE)
        await clerk.type("For later.")
        await clerk.leave_the_box()
        await council.do("take_item", item="FC26/102")
        await clerk.open("d", "record_decision")
        kept = clerk.page.locator("#elsewhere button", has_text="Note on item FC26/101")
        await kept.click()
        await expect(clerk.box(NOTE)).to_have_value("For later.")
        await visits.context.close()
