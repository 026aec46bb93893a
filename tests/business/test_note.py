"""Notes: written under an item, changed until the close, and not the public's."""

from __future__ import annotations

import pytest

from tests.conftest import at_item, sitting


def test_a_note_stands_under_the_item_in_hand() -> None:
    sat = at_item("3")
    sat.do("record_note", text="Members asked about flooding.")
    assert [m.words for m in sat.matters("3")] == ["Members asked about flooding."]


def test_a_note_may_be_for_an_item_that_was_not_taken() -> None:
    sat = at_item("3")
    sat.do("record_note", item="5", text="Nothing.")
    assert [m.words for m in sat.matters("5")] == ["Nothing."]


def test_a_note_needs_an_item_and_words() -> None:
    assert sitting().refused("record_note", text="Said.") == (
        "No item is in hand. Take an item, or say which one is meant."
    )
    assert at_item("3").refused("record_note", text=" ") == "A note needs words."


def test_a_note_that_waited_stands_under_the_item_that_was_in_hand() -> None:
    sat = at_item("3")
    sat.wait_until("18:40")
    sat.do("take_item", item="4")
    sat.wait_until("18:45")
    sat.do("record_note", text="Said before.", waited=8)
    assert [m.words for m in sat.matters("3")] == ["Said before."]


def test_the_clerk_writes_on_while_the_meeting_is_adjourned() -> None:
    sat = at_item("3")
    note = sat.do("record_note", text="Said.")
    sat.do("adjourn_meeting", until="19:30", reason="Tea")
    sat.do("record_note", text="Said as well.")
    sat.do("edit_note", entry=note, text="Said at length.")
    assert [m.words for m in sat.matters("3")] == ["Said at length.", "Said as well."]


@pytest.mark.parametrize(
    ("audience", "sees"), [("public", 0), ("member", 0), ("chair", 1), ("clerk", 1)]
)
def test_a_note_is_for_clerk_and_chair(audience: str, sees: int) -> None:
    sat = at_item("3")
    sat.do("record_note", text="Said.")
    assert len(sat.seen_by(audience).item("3").record) == sees


def test_how_a_note_read_before_is_kept() -> None:
    sat = at_item("3")
    note = sat.do("record_note", text="Said.")
    sat.do("edit_note", entry=note, text="Said at length.", version=0)
    entry = sat.entry(note)
    assert entry.matter.words == "Said at length."
    assert [version.matter.words for version in entry.earlier] == ["Said."]


def test_two_clerks_never_overwrite_each_other() -> None:
    sat = at_item("3")
    note = sat.do("record_note", text="Said.")
    sat.wait_until("18:40")
    sat.do("edit_note", entry=note, text="Said at length.", version=0)
    assert sat.refused("edit_note", entry=note, text="Shouted.", version=0) == (
        "Somebody else changed this at 6.40pm while you were writing. "
        "Their words stand; yours are kept here: put them together and save again."
    )


def test_a_change_of_what_was_undone_is_told_so() -> None:
    sat = at_item("3")
    note = sat.do("record_note", text="Said.")
    sat.do("edit_note", entry=note, text="Said at length.")
    sat.do("undo")
    assert sat.refused("edit_note", entry=note, text="Shouted.", version=1) == (
        "What you were changing was undone while you were writing. "
        "Your words are kept here: look again, then save."
    )


def test_what_cannot_be_edited_as_a_note() -> None:
    sat = at_item("3")
    decision = sat.do("record_decision", text="Granted.")
    note = sat.do("record_note", text="Said.")
    assert sat.refused("edit_note", entry=decision, text="Refused.") == (
        "That entry is not a note: correct it, and say why."
    )
    assert "not on the record" in sat.refused("edit_note", entry="nowhere", text="x")
    assert sat.refused("edit_note", entry=note, text="") == (
        "A note needs words. To take it out, strike it."
    )
    assert sat.refused("edit_note", entry=note, text="Said.") == (
        "The note reads like that already."
    )


def test_a_note_struck_out_stays_as_it_was() -> None:
    sat = at_item("3")
    note = sat.do("record_note", text="Said.")
    sat.do("strike_entry", entry=note, reason="Not to be noted")
    assert sat.refused("edit_note", entry=note, text="x") == "That note has been struck out."


def test_after_the_close_a_note_is_corrected_with_a_reason_and_not_edited() -> None:
    sat = at_item("3")
    note = sat.do("record_note", text="Said.")
    sat.do("close_meeting")
    assert "was closed" in sat.refused("edit_note", entry=note, text="Told.")
    sat.do("correct_entry", entry=note, text="Told.", reason="Misheard")
    assert sat.entry(note).matter.words == "Told."
