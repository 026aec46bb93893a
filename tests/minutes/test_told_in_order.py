"""The draft tells things in their order: who presided at the head, who came back after the vote."""

from __future__ import annotations

from server.minutes import write, write_full
from tests.conftest import ENGLISH, Story
from tests.minutes.golden import kept
from tests.minutes.meetings import planning, ready, welsh


def told(sat: Story) -> str:
    return write(sat.outside, ENGLISH)["md"].decode()


def test_who_left_for_an_interest_comes_back_after_the_decision() -> None:
    item = told(planning()).partition("## 5 ")[2].partition("## 6 ")[0]
    left, decided, back = (
        item.index(words) for words in ("Owen left the meeting", "RESOLVED", "Owen returned")
    )
    assert left < decided < back


def test_the_public_comes_back_after_what_was_decided_in_private() -> None:
    full = write_full(welsh().sides, ENGLISH)["md"].decode()
    item = full.partition("## 4 ")[2].partition("## Private business")[0]
    assert item.index("ei werthu i gwmni Tarian.") < item.index("the press and public came back")


def test_who_comes_back_while_the_item_goes_on_is_told_before_what_was_said_then() -> None:
    sat = planning(closed=False)
    sat.do("exclude_public", ground="confidential")
    sat.do("readmit_public", mover="shah", seconder="amin")
    sat.do("record_note", text="Members thanked the public for waiting.")
    item = told(sat).partition("## 6 ")[2]
    assert item.index("came back") < item.index("thanked the public") < item.index("RESOLVED")


def test_earlier_minutes_are_agreed_as_a_correct_record_with_what_was_to_be_corrected() -> None:
    item = told(planning()).partition("## 3 ")[2].partition("## 4 ")[0]
    assert "It was asked that the minutes be corrected:\n\nCllr Ruiz had sent apologies." in item
    assert "agreed as a correct record, subject to the corrections above." in item
    assert "Mehefin 2026 were agreed as a correct record." in kept("md", "welsh-public")


def test_the_minutes_say_who_was_in_the_chair_and_from_when_another_was() -> None:
    assert "| **In the chair** | Cllr Ann Amin |" in told(planning())
    sat = ready("english_planning_committee")
    for person in ("amin", "shah", "owen", "ruiz"):
        sat.do("record_present", person=person)
    sat.wait_until("18:30")
    sat.do("open_meeting")
    sat.wait_until("19:00")
    sat.do("record_departure", person="amin")
    sat.do("take_chair", person="shah")
    assert "Cllr Ann Amin; Cllr Bilal Shah from 7.01pm" in told(sat)
