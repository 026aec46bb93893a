"""Two clerk's windows are open at once: nothing of either is overwritten, lost or mixed up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from playwright.async_api import Browser, expect

from tests.pages.conftest import Visits
from tests.pages.typist import RECORD, Typist
from tests.serve import Town

NOTE, EDIT = "record_note", "correct_entry"


@pytest.fixture
async def elsewhere(browser: Browser) -> AsyncIterator[Visits]:
    """Another computer."""
    context = await browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-GB")
    visits = Visits(context)
    visits.forgiven = "ERR_INTERNET_DISCONNECTED"
    yield visits
    await context.close()
    assert visits.faults == []


async def clerk_at(council: Town, visits: Visits) -> Typist:
    """A clerk at the console in a window of this browser."""
    clerk = Typist(await visits.open(council.door(council.links.clerk)))
    await clerk.sit_down()
    return clerk


async def two(council: Town, visits: Visits, other: Visits) -> tuple[Typist, Typist]:
    """Two clerks in an open meeting with item 1 in hand."""
    await council.do("open_meeting")
    await council.do("take_item", item="1")
    return await clerk_at(council, visits), await clerk_at(council, other)


async def lose_connection(clerk: Typist) -> None:
    await clerk.page.context.set_offline(True)
    await expect(clerk.page.locator("#link")).to_contain_text("Connection lost")


async def come_back(clerk: Typist) -> None:
    await clerk.page.context.set_offline(False)
    await expect(clerk.page.locator("#link")).not_to_contain_text("Connection lost")


async def both_see(first: Typist, second: Typist, *words: str) -> None:
    for clerk in (first, second):
        for each in words:
            await expect(clerk.page.locator("#record")).to_contain_text(each)


async def both_edit(first: Typist, second: Typist) -> None:
    """Both open the same note and write on; the first saves before the second."""
    for clerk in (first, second):
        await clerk.key("e")
        await expect(clerk.box(EDIT)).to_have_value("The chair spoke.")
    await second.type(" The vice-chair replied.")
    await first.type(" Cllr Shah asked.")
    await first.press(RECORD)
    await both_see(first, second, "The chair spoke. Cllr Shah asked.")


async def test_two_who_edit_the_same_note_overwrite_nothing(
    council: Town, visits: Visits, elsewhere: Visits
) -> None:
    first, second = await two(council, visits, elsewhere)
    await council.do("record_note", text="The chair spoke.")
    await both_see(first, second, "The chair spoke.")
    await both_edit(first, second)
    await expect(second.slip(EDIT)).to_contain_text("It was changed meanwhile")
    await second.press(RECORD)
    await expect(second.told(EDIT)).to_contain_text("Somebody else changed this")
    await expect(second.slip(EDIT).locator("blockquote")).to_have_text(
        "The chair spoke. Cllr Shah asked."
    )
    await expect(second.box(EDIT)).to_have_value("The chair spoke. The vice-chair replied.")
    await both_see(first, second, "The chair spoke. Cllr Shah asked.")


async def test_two_edits_of_one_note_can_be_put_together(
    council: Town, visits: Visits, elsewhere: Visits
) -> None:
    first, second = await two(council, visits, elsewhere)
    await council.do("record_note", text="The chair spoke.")
    await both_see(first, second, "The chair spoke.")
    await both_edit(first, second)
    await second.press(RECORD)
    await expect(second.told(EDIT)).to_contain_text("put them together and save again")
    await second.type(" Cllr Shah asked.")
    await second.press(RECORD)
    together = "The chair spoke. The vice-chair replied. Cllr Shah asked."
    await both_see(first, second, together, "Changed 2 times")
    assert council.running.live.meeting.item("1").record[-1].matter.words == together


async def test_two_who_write_different_notes_at_once_record_both(
    council: Town, visits: Visits, elsewhere: Visits
) -> None:
    first, second = await two(council, visits, elsewhere)

    async def write(clerk: Typist, words: str) -> None:
        await clerk.open("n", NOTE)
        await clerk.type(words)
        await clerk.press(RECORD)

    await asyncio.gather(
        write(first, "What Cllr Shah said."), write(second, "What Cllr Owen said.")
    )
    await both_see(first, second, "What Cllr Shah said.", "What Cllr Owen said.")
    for clerk in (first, second):
        await expect(clerk.box(NOTE)).to_have_value("")
    assert len(council.running.live.meeting.item("1").record) == 2


async def test_what_was_recorded_meanwhile_is_not_undone_by_a_window_that_has_not_seen_it(
    council: Town, visits: Visits, elsewhere: Visits
) -> None:
    first, second = await two(council, visits, elsewhere)
    await lose_connection(second)
    await second.key("u")
    await expect(second.page.locator("#unsent")).to_contain_text("Item taken")
    await first.open("n", NOTE)
    await first.type("Recorded meanwhile.")
    await first.press(RECORD)
    await first.sees_recorded("Recorded meanwhile.")
    await come_back(second)
    await expect(second.page.locator("#unsent")).to_contain_text(
        "Something else was recorded since. Look again, then undo."
    )
    await both_see(first, second, "Recorded meanwhile.")
    await second.sees_in_hand("1")


async def test_an_item_that_two_take_at_once_is_taken_once(
    council: Town, visits: Visits, elsewhere: Visits
) -> None:
    first, second = await two(council, visits, elsewhere)
    await lose_connection(second)
    await second.key("Space")
    await expect(second.page.locator("#unsent")).to_contain_text("Take item 2")
    await first.key("Space")
    await first.sees_in_hand("2")
    await come_back(second)
    await expect(second.page.locator("#unsent")).to_contain_text("Item 2 is in hand already.")
    await second.sees_in_hand("2")
    assert len(council.running.live.meeting.item("2").spans) == 1


async def test_two_windows_of_one_browser_keep_their_drafts_apart(
    council: Town, visits: Visits
) -> None:
    first, second = await two(council, visits, visits)
    drafts = {first: "What the first began", second: "What the second began"}
    for clerk, words in drafts.items():
        await clerk.open("n", NOTE)
        await expect(clerk.box(NOTE)).to_have_value("")
        await clerk.type(words)
    await asyncio.gather(first.page.reload(), second.page.reload())
    for clerk, words in drafts.items():
        await clerk.sit_down()
        await expect(clerk.box(NOTE)).to_have_value(words)


async def test_what_one_window_records_leaves_the_draft_of_the_other(
    council: Town, visits: Visits
) -> None:
    first, second = await two(council, visits, visits)
    for clerk, words in ((first, "Ready."), (second, "Not ready")):
        await clerk.open("n", NOTE)
        await clerk.type(words)
    await first.press(RECORD)
    await both_see(first, second, "Ready.")
    await expect(second.box(NOTE)).to_have_value("Not ready")
    await second.page.reload()
    await second.sit_down()
    await expect(second.box(NOTE)).to_have_value("Not ready")


async def test_a_window_that_is_away_for_a_moment_keeps_its_draft_from_the_others(
    council: Town, visits: Visits
) -> None:
    first, second = await two(council, visits, visits)
    await first.page.clock.install()
    await first.page.reload()
    await first.sit_down()
    begun = await first.page.evaluate("Date.now()")
    soon = datetime.fromtimestamp(begun / 1000 + 6, UTC)
    await first.page.clock.pause_at(soon)  # when it has looked for what was left before it came
    await second.open("n", NOTE)
    await second.type("Not ready")
    console = second.page.url
    await second.page.goto("about:blank")
    await first.page.clock.run_for(25_000)  # it looks again, and takes nothing for a moment
    await second.page.goto(console)
    await second.sit_down()
    await first.page.clock.run_for(3000)
    await expect(second.box(NOTE)).to_have_value("Not ready")
    await second.page.reload()
    await second.sit_down()
    await expect(second.box(NOTE)).to_have_value("Not ready")
