"""The minutes of an earlier meeting: corrected beside, never within, and agreed once."""

from __future__ import annotations

from server.business.previous_minutes import MinutesCorrectionAsked, PreviousMinutesAgreed
from tests.conftest import EARLIER, at_item, sitting


def test_a_correction_is_asked_for() -> None:
    sat = at_item("2")
    sat.do("correct_previous_minutes", text="For “Bournmouth” read “Bournemouth”.")
    assert sat.matters("2") == [
        MinutesCorrectionAsked("2", EARLIER, "For “Bournmouth” read “Bournemouth”.")
    ]


def test_a_correction_needs_words() -> None:
    assert at_item("2").refused("correct_previous_minutes", text="") == (
        "Say what is to be corrected."
    )


def test_only_an_item_that_brings_minutes_has_them_corrected_or_agreed() -> None:
    sentence = "Item 3 does not bring the minutes of an earlier meeting."
    assert at_item("3").refused("correct_previous_minutes", text="x") == sentence
    assert at_item("2").refused("agree_previous_minutes", item="3") == sentence


def test_minutes_are_agreed_as_they_stand() -> None:
    sat = at_item("2")
    sat.do("agree_previous_minutes")
    assert sat.matters("2") == [PreviousMinutesAgreed("2", EARLIER)]
    assert sat.matters("2")[0].concludes


def test_minutes_are_agreed_once_their_item_was_taken() -> None:
    assert sitting().refused("agree_previous_minutes", item="2") == (
        "Item 2 has not been taken yet. Take it first."
    )


def test_minutes_are_agreed_once() -> None:
    sat = at_item("2")
    agreed = sat.do("agree_previous_minutes")
    assert sat.refused("agree_previous_minutes") == "These minutes have been agreed already."
    sat.do("strike_entry", entry=agreed, reason="Misheard")
    sat.do("agree_previous_minutes")


def test_minutes_are_agreed_subject_to_what_was_asked_for() -> None:
    sat = at_item("2")
    assert sat.refused("agree_previous_minutes", subject_to_corrections=True) == (
        "No correction has been asked for: record it first."
    )
    sat.do("correct_previous_minutes", text="For “she” read “he”.")
    sat.do("agree_previous_minutes", subject_to_corrections=True)
    assert sat.matters("2")[-1] == PreviousMinutesAgreed("2", EARLIER, True)


def test_a_correction_struck_out_is_not_asked_for_any_more() -> None:
    sat = at_item("2")
    asked = sat.do("correct_previous_minutes", text="For “she” read “he”.")
    sat.do("strike_entry", entry=asked, reason="Taken back")
    assert "No correction" in sat.refused("agree_previous_minutes", subject_to_corrections=True)
