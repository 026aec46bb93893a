"""Corrections: what stood before is kept, and the last act can be undone."""

from __future__ import annotations

from server.meeting.act import KEPT
from tests.conftest import Story, at_item, convened, sitting


def decided() -> tuple[Story, str]:
    sat = at_item("3")
    return sat, sat.do("record_decision", text="Grated.")


# Correcting


def test_an_entry_reads_as_it_was_corrected() -> None:
    sat, decision = decided()
    sat.do("correct_entry", entry=decision, text="Granted.", reason="Misspelt", version=0)
    entry = sat.entry(decision)
    assert entry.matter.words == "Granted."
    assert [(v.matter.words, v.reason) for v in entry.earlier] == [("Grated.", "Misspelt")]


def test_a_correction_keeps_everything_but_the_words() -> None:
    sat = at_item("3", "shah")
    decision = sat.do("record_decision", text="Grated.", outcome="noted")
    before = sat.entry(decision)
    sat.do("correct_entry", entry=decision, text="Granted.")
    after = sat.entry(decision)
    assert (after.id, after.at) == (before.id, before.at)
    assert after.matter.inquorate  # type: ignore[attr-defined]
    assert after.matter.outcome == "noted"  # type: ignore[attr-defined]


def test_what_cannot_be_corrected() -> None:
    sat, decision = decided()
    assert sat.refused("correct_entry", entry=decision, text="") == (
        "A correction needs words. To take the entry out, strike it."
    )
    assert sat.refused("correct_entry", entry=decision, text="Grated.") == (
        "The entry reads like that already."
    )
    assert "not on the record" in sat.refused("correct_entry", entry="nowhere", text="x")


def test_an_entry_without_words_is_struck_and_recorded_anew() -> None:
    sat = sitting()
    withdrawal = sat.do("withdraw_item", item="3")
    assert sat.refused("correct_entry", entry=withdrawal, text="x") == (
        "This entry has no words of its own to correct: strike it and record it anew."
    )


def test_a_correction_on_top_of_another_version_is_refused() -> None:
    sat, decision = decided()
    sat.wait_until("18:40")
    sat.do("correct_entry", entry=decision, text="Granted.")
    sentence = sat.refused("correct_entry", entry=decision, text="Refused.", version=0)
    assert sentence.startswith("Somebody else changed this at 6.40pm while you were writing.")


def test_after_the_close_a_correction_needs_a_reason() -> None:
    sat, decision = decided()
    sat.do("close_meeting")
    assert sat.refused("correct_entry", entry=decision, text="Granted.") == (
        "The meeting is closed: say why the entry is corrected."
    )
    sat.do("correct_entry", entry=decision, text="Granted.", reason="Misspelt")
    assert sat.entry(decision).matter.words == "Granted."


# Striking


def test_an_entry_is_struck_out_with_the_reason_and_stays_for_the_clerk() -> None:
    sat, decision = decided()
    sat.do("strike_entry", entry=decision, reason="Not decided")
    assert sat.entry(decision).struck == "Not decided"
    assert sat.matters("3") == []


def test_an_entry_is_not_struck_out_without_a_reason_or_twice() -> None:
    sat, decision = decided()
    assert sat.refused("strike_entry", entry=decision, reason="") == (
        "Say why the entry is struck out."
    )
    sat.do("strike_entry", entry=decision, reason="Not decided")
    sentence = "That entry has been struck out already."
    assert sat.refused("strike_entry", entry=decision, reason="Again") == sentence
    assert sat.refused("correct_entry", entry=decision, text="x") == sentence


def test_an_entry_can_be_struck_out_after_the_close() -> None:
    sat, decision = decided()
    sat.do("close_meeting")
    sat.do("strike_entry", entry=decision, reason="Not decided")
    assert sat.matters("3") == []


# Undoing


def test_the_last_act_is_undone() -> None:
    sat = at_item("3")
    before = sat.meeting
    sat.do("record_decision", text="Granted.")
    sat.do("undo", act=sat.meeting.acts[-1].id)
    assert sat.meeting == before


def test_one_act_after_the_other_is_undone() -> None:
    sat = convened()
    before = sat.meeting
    sat.do("record_present", person="shah")
    sat.do("open_meeting")
    sat.do("take_item", item="3")
    for _ in range(3):
        sat.do("undo")
    assert sat.meeting == before
    assert sat.refused("undo") == "There is nothing to undo."


def test_a_striking_or_a_correction_can_be_undone() -> None:
    sat, decision = decided()
    before = sat.meeting
    sat.do("strike_entry", entry=decision, reason="Not decided")
    sat.do("undo")
    sat.do("correct_entry", entry=decision, text="Granted.")
    sat.do("undo")
    assert sat.meeting == before


def test_an_act_that_is_no_longer_the_last_is_not_undone() -> None:
    sat, decision = decided()
    sat.do("record_note", text="Said.")
    assert sat.refused("undo", act=decision) == (
        "Something else was recorded since. Look again, then undo."
    )


def test_nobody_undoes_what_another_did() -> None:
    sat, _ = decided()
    assert sat.refused("undo", by="chair") == "There is nothing to undo."
    assert "not for the member to do" in sat.refused("undo", by="shah")


def test_as_many_acts_can_be_undone_as_are_kept_and_then_more() -> None:
    sat = at_item("3")
    for number in range(KEPT + 3):
        sat.do("record_note", text=f"Note {number}.")
    for _ in range(KEPT + 3):
        sat.do("undo")
    assert sat.matters("3") == []


def test_after_the_close_nothing_is_undone_even_if_an_earlier_time_is_stated() -> None:
    sat, _ = decided()
    sat.wait_until("19:00")
    sat.do("close_meeting")
    assert "was closed at 7.00pm" in sat.refused("undo")
    assert sat.refused("undo", at="18:50") == (
        "The meeting is closed: correct the entry or strike it out, and say why."
    )


def test_a_change_to_an_entry_that_is_gone_changes_nothing() -> None:
    """The chair’s entry may be undone after the clerk has corrected it."""
    sat, decision = decided()
    sat.do("correct_entry", entry=decision, text="Granted.")
    corrected = sat.recorded[-1]
    sat.do("strike_entry", entry=decision, reason="Not decided")
    struck = sat.recorded[-1]
    elsewhere = at_item("3").meeting
    for stamp, event in (corrected, struck):
        assert event.apply(elsewhere, stamp) is elsewhere
