"""A form that was refused stays as it was filled in: the words, and what it is for."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.pages.conftest import Visits
from tests.pages.test_drafts import at_the_console
from tests.pages.typist import RECORD
from tests.serve import Town

DEFER, DECISION, INTEREST = "defer_item", "record_decision", "declare_interest"
FIELDS = ("person", "kind", "item")
WHOLE = "Send the response to all members"
LONG = "Send the long response about all highways to all members"


async def test_a_refused_deferral_stays_with_the_item_that_was_chosen(
    council: Town, visits: Visits
) -> None:
    clerk = await at_the_console(council, visits, item="1")
    await clerk.open("f", DEFER)
    await clerk.onto(DEFER).select_option("3")
    await clerk.press(RECORD)
    await expect(clerk.told(DEFER)).to_be_visible()
    await expect(clerk.onto(DEFER)).to_have_value("3")
    await clerk.page.locator("#slip-defer_item-to").fill("the next meeting")
    await clerk.press(RECORD)
    await expect(clerk.page.locator("#agenda-item-3")).to_contain_text("Deferred")
    await clerk.sees_in_hand("1")


async def test_a_refused_decision_stays_with_the_item_that_was_chosen(
    council: Town, visits: Visits
) -> None:
    clerk = await at_the_console(council, visits, item="1")
    await clerk.open("d", DECISION)
    await clerk.onto(DECISION).select_option("2")
    await clerk.slip(DECISION).locator("[data-outcome]").select_option("referred")
    await clerk.box(DECISION).fill("To be looked at again.")
    await clerk.press(RECORD)
    await expect(clerk.told(DECISION)).to_be_visible()
    await expect(clerk.onto(DECISION)).to_have_value("2")
    await expect(clerk.box(DECISION)).to_have_value("To be looked at again.")
    await expect(clerk.slip(DECISION).locator("[data-outcome]")).to_have_value("referred")


async def test_a_refused_item_stays_chosen_when_one_leaves_the_box(
    council: Town, visits: Visits
) -> None:
    clerk = await at_the_console(council, visits, item="1")
    await clerk.open("d", DECISION)
    await clerk.onto(DECISION).select_option("2")
    await clerk.press(RECORD)
    await expect(clerk.told(DECISION)).to_be_visible()
    await clerk.leave_the_box()
    await council.do("record_note", item="1", text="Meanwhile.")
    await clerk.sees_recorded("Meanwhile.")
    await expect(clerk.onto(DECISION)).to_have_value("2")


async def test_nothing_is_chosen_for_whoever_declares_an_interest(
    council: Town, visits: Visits
) -> None:
    clerk = await at_the_console(council, visits)
    await clerk.open("i", INTEREST)
    person, kind, item = (clerk.slip(INTEREST).locator(f"[name={n}]") for n in FIELDS)
    await person.select_option("owen")
    await clerk.press(RECORD)
    await expect(clerk.told(INTEREST)).to_contain_text("Choose the item")
    await item.select_option("2")
    await clerk.press(RECORD)
    await expect(clerk.told(INTEREST)).to_contain_text("Choose which kind of interest it is.")
    await expect(person).to_have_value("owen")
    await expect(kind).to_have_value("")
    await expect(item).to_have_value("2")


async def test_the_reason_goes_when_another_form_is_opened(council: Town, visits: Visits) -> None:
    clerk = await at_the_console(council, visits)
    await clerk.open("f", DEFER)
    await clerk.press(RECORD)
    await expect(clerk.told(DEFER)).to_be_visible()
    await clerk.open("n", "record_note")
    await clerk.open("f", DEFER)
    await expect(clerk.told(DEFER)).to_be_hidden()


@pytest.mark.parametrize(
    ("who", "line", "read"),
    [
        ("", "Officers to report by May", ("Officers", "report", "May")),
        ("clegg", "Send the response to all members", ("clegg", WHOLE, "")),
        ("", "Send the long response about all highways to all members", ("", LONG, "")),
    ],
    ids=["who in the line", "who by itself", "a sentence"],
)
async def test_an_action_in_one_line_is_parted_only_after_whoever_is_to_do_it(
    council: Town, visits: Visits, who: str, line: str, read: tuple[str, str, str]
) -> None:
    clerk = await at_the_console(council, visits)
    await clerk.open("a", "record_action")
    form = clerk.slip("record_action")
    await form.locator("[name=who]").fill(who)
    await form.locator("[data-words]").press_sequentially(line)
    for name, value in zip(("who", "what", "by_when"), read, strict=True):
        await expect(form.locator(f"[name={name}]")).to_have_value(value)


async def test_nobody_is_guessed_where_the_line_begins_with_nobody_who_is_known(
    council: Town, visits: Visits
) -> None:
    clerk = await at_the_console(council, visits)
    await clerk.open("a", "record_action")
    form = clerk.slip("record_action")
    await clerk.type("Write to the county")
    await expect(form.locator("[name=who]")).to_have_value("")
    await expect(form.locator("[name=what]")).to_have_value("Write to the county")
    asked = form.locator("[data-action-unknown]")
    await expect(asked).to_contain_text("“Write” is nobody here whom this page knows")
    await clerk.press(RECORD)
    await expect(form).to_contain_text("Say who is to do it.")
    await expect(form.locator("[data-words]")).to_have_value("Write to the county")
    await form.locator("[name=who]").fill("Phil Swann")
    await expect(asked).to_be_empty()
    await expect(form.locator("[name=what]")).to_have_value("Write to the county")


@pytest.mark.parametrize("who", ["Cllr Shah", "The Clerk", "Owen and officers", "Planning Officer"])
async def test_who_is_known_by_name_or_office_may_begin_the_line(
    council: Town, visits: Visits, who: str
) -> None:
    clerk = await at_the_console(council, visits)
    await clerk.open("a", "record_action")
    await clerk.type(f"{who} to write to the county")
    form = clerk.slip("record_action")
    await expect(form.locator("[name=who]")).to_have_value(who)
    await expect(form.locator("[data-action-unknown]")).to_be_empty()


async def test_who_is_to_act_may_be_told_after_the_line(council: Town, visits: Visits) -> None:
    clerk = await at_the_console(council, visits)
    await clerk.open("a", "record_action")
    await clerk.type(WHOLE)
    form = clerk.slip("record_action")
    await form.locator("[name=who]").clear()
    await form.locator("[name=who]").press_sequentially("clegg")
    await expect(form.locator("[name=what]")).to_have_value(WHOLE)


async def test_a_key_on_a_row_of_the_agenda_does_nothing_to_the_last_entry(
    council: Town, visits: Visits
) -> None:
    clerk = await at_the_console(council, visits)
    await council.do("record_action", item="1", who="Officers", what="report back")
    await clerk.sees_recorded("report back")
    await clerk.page.locator("#agenda-item-2").evaluate("row => {row.tabIndex = -1; row.focus()}")
    await clerk.press("Delete")
    await expect(clerk.slip("strike_entry")).to_be_hidden()
    await clerk.page.evaluate("document.activeElement.blur()")
    await clerk.open("Delete", "strike_entry")
    await expect(clerk.slip("strike_entry")).to_contain_text("Officers to report back")


async def test_before_the_close_the_clerk_is_told_what_is_not_recorded(
    council: Town, visits: Visits
) -> None:
    clerk = await at_the_console(council, visits)
    await clerk.open("n", "record_note")
    await clerk.type("Not recorded yet.")
    await clerk.key("x")
    question = clerk.slip("close_meeting")
    await expect(question).to_contain_text("words in the box that are not recorded: Note on item 1")
    await expect(question).to_contain_text("Not taken: 2, 3.")
    await expect(question).to_contain_text("Nothing is recorded on: 1.")


async def test_minutes_are_agreed_subject_to_the_corrections_on_record(
    board: Town, visits: Visits
) -> None:
    clerk = await at_the_console(board, visits, item="2")
    tick = clerk.page.locator("#slip-agree_previous_minutes-subject")
    await expect(tick).not_to_be_checked()
    await board.do("correct_previous_minutes", item="2", text="For May read June.")
    await clerk.sees_recorded("For May read June.")
    await clerk.key("m")
    await expect(tick).to_be_checked()
    await board.do("take_item", item="3")
    await expect(clerk.slip("agree_previous_minutes")).to_be_hidden()
