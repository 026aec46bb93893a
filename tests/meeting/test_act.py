"""The last acts are kept, each once, so that it can be undone."""

from __future__ import annotations

from msgspec.structs import replace

from server.meeting.act import KEPT, remember
from tests.conftest import at_item, sitting


def test_an_act_is_remembered_by_its_first_event() -> None:
    sat = sitting()
    sat.do("take_item", item="2")
    note = sat.do("record_note", text="Said.")
    assert sat.meeting.acts[-1].id == note
    assert sat.meeting.acts[-1].title == "Note"
    assert sat.meeting.acts[-1].actor == "clerk"


def test_several_events_of_one_command_are_one_act() -> None:
    sat = at_item("3")
    for number in ("3", "4"):
        sat.do("declare_interest", person="owen", kind="pecuniary", item=number)
        sat.do("leave_for_interest", person="owen", item=number)
    acts, events = len(sat.meeting.acts), len(sat.recorded)
    sat.do("return_from_interest", person="owen")
    assert len(sat.recorded) == events + 2
    assert len(sat.meeting.acts) == acts + 1


def test_the_same_id_of_two_people_is_two_acts() -> None:
    sat = at_item("3")
    stamp = replace(sat.recorded[-1].stamp, actor="chair")
    assert [act.actor for act in remember(sat.meeting, stamp, "x").acts[-2:]] == ["clerk", "chair"]


def test_only_the_last_acts_are_kept() -> None:
    sat = at_item("3")
    for number in range(KEPT + 5):
        sat.do("record_note", text=f"Note {number}.")
    assert len(sat.meeting.acts) == KEPT


def test_the_acts_of_members_leave_those_of_the_clerk_to_be_undone() -> None:
    sat = at_item("3")
    note = sat.do("record_note", text="Said.")
    meeting, stamp = sat.meeting, sat.recorded[-1].stamp
    for place in range(KEPT + 5):
        own = replace(stamp, actor="person:owen", command=f"d{place}", id=f"v{place}")
        meeting = remember(meeting, own, "Vote cast")
    assert note in [act.id for act in meeting.acts]
    assert [act.id for act in meeting.acts if act.actor == "person:owen"] == [f"v{KEPT + 4}"]


def test_convening_and_closing_are_no_acts_to_be_undone() -> None:
    sat = sitting()
    acts = sat.meeting.acts
    sat.do("close_meeting")
    assert sat.meeting.acts == acts
    assert "Meeting convened" not in [act.title for act in acts]
