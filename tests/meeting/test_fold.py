"""The meeting is the fold of its events, less what was undone."""

from __future__ import annotations

from server.meeting.event import Recorded, Stamp, Undone
from server.meeting.fold import advance, replay
from server.meeting.meeting import NOWHERE
from tests.conftest import at_item


def test_no_events_make_no_meeting() -> None:
    assert replay([]) is NOWHERE


def test_the_fold_of_all_events_is_the_meeting_as_it_stands() -> None:
    sat = at_item("3")
    sat.do("record_decision", text="Granted.")
    assert replay(sat.recorded) == sat.meeting


def test_what_was_undone_is_left_out_of_the_fold() -> None:
    sat = at_item("3")
    before = sat.meeting
    sat.do("record_decision", text="Granted.")
    sat.do("undo")
    assert sat.meeting == before
    assert len(sat.recorded) == len(replay(sat.recorded).acts) + 3


def test_undoing_takes_back_what_that_actor_did_and_nobody_else() -> None:
    sat = at_item("3")
    note = sat.do("record_note", text="Said.")
    command = sat.recorded[-1].stamp.command
    stamp = Stamp("u", sat.now, sat.now, "person:amin", "u")
    undone = [Recorded(stamp, Undone("person:amin", command))]
    assert advance(sat.meeting, sat.recorded, undone).find_entry(note) is not None


def test_that_something_was_undone_changes_nothing_by_itself() -> None:
    sat = at_item("3")
    stamp = Stamp("u", sat.now, sat.now, "clerk", "u")
    assert Undone("clerk", "nothing").apply(sat.meeting, stamp) is sat.meeting
