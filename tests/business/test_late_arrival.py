"""Word that somebody comes late: for the clerk, and on no record."""

from __future__ import annotations

from server.meeting.quorum import expected as expected_at
from server.meeting.quorum import item_quorum, quorum
from server.meeting.readmission import on_return
from server.minutes import write
from tests.conftest import ENGLISH, Story, convened, sitting


def late() -> Story:
    """Before the meeting Owen has sent word that they come at 7.15pm."""
    sat = convened()
    sat.do("expect_late", by="owen", when="7.15pm")
    return sat


def expected(sat: Story, person: str = "owen") -> str:
    return sat.meeting.presence.of(person).expected


def test_a_member_sends_word_for_themselves_and_the_clerk_for_anybody() -> None:
    sat = late()
    sat.do("expect_late", person="ruiz", when="after item 3")
    assert (expected(sat), expected(sat, "ruiz")) == ("7.15pm", "after item 3")
    assert sat.refused("expect_late", by="owen", person="shah", when="8pm") == (
        "From your own device you act for yourself alone: tell the clerk."
    )


def test_another_time_takes_its_place_and_an_empty_one_takes_it_back() -> None:
    sat = late()
    assert sat.refused("expect_late", by="owen", when="7.15pm") == "The clerk knows that already."
    sat.do("expect_late", by="owen", when="8pm")
    sat.do("expect_late", by="owen", when="")
    assert expected(sat) == ""
    assert sat.refused("expect_late", by="owen", when="") == (
        "Say when, such as “7.15pm” or “after item 4”."
    )


def test_it_is_over_once_they_come_or_send_apologies() -> None:
    sat = late()
    sat.do("record_present", person="owen")
    assert expected(sat) == ""
    assert sat.refused("expect_late", by="owen", when="8pm") == (
        "Cllr Carys Owen is recorded as being here already."
    )
    sat = late()
    sat.do("record_apologies", person="owen")
    assert expected(sat) == ""


def test_it_is_said_in_a_few_words() -> None:
    assert "at most 80 characters" in convened().refused("expect_late", by="owen", when="x" * 81)


def test_it_changes_nothing_that_those_outside_see() -> None:
    sat = convened()
    outside = sat.outside
    sat.do("expect_late", by="owen", when="7.15pm")
    assert sat.outside is outside
    assert all("owen" not in sat.seen_by(a).presence.members for a in ("public", "member", "chair"))


def test_it_is_no_answer_to_the_roll() -> None:
    sat, other = late(), convened()
    assert not sat.meeting.presence.answered
    assert item_quorum(sat.meeting, sat.item("3")) == item_quorum(other.meeting, other.item("3"))
    assert quorum(sat.meeting) == quorum(other.meeting)


def test_it_does_not_take_the_place_of_a_roll_call() -> None:
    sat = convened()
    sat.do("open_meeting")
    before = expected_at(sat.meeting)
    assert len(before) == 4
    sat.do("expect_late", by="owen", when="7.15pm")
    assert expected_at(sat.meeting) == before


def test_it_is_not_told_when_the_public_is_back() -> None:
    sat = sitting("amin", "shah", "ruiz")
    sat.do("exclude_public", ground="own_rules", items="3")
    told = on_return(sat.meeting, sat.now)
    sat.do("expect_late", by="owen", when="8pm")
    assert on_return(sat.meeting, sat.now) == told
    assert "owen" not in sat.seen_by("member").presence.members
    sat.do("readmit_public")
    assert "owen" not in sat.outside.presence.members
    assert expected(sat) == "8pm"


def test_it_is_not_minuted() -> None:
    sat = sitting("amin", "shah", "ruiz")
    before = write(sat.meeting, ENGLISH)["md"]
    sat.do("expect_late", by="owen", when="zebra o’clock")
    assert write(sat.meeting, ENGLISH)["md"] == before
