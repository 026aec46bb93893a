"""Actions: who is to do what by when."""

from __future__ import annotations

from server.business.action import ActionRecorded
from tests.conftest import at_item, sitting


def test_an_action_says_who_what_and_by_when() -> None:
    sat = at_item("3")
    sat.do("record_action", who="Officers", what="visit the site", by_when="September")
    assert sat.matters("3") == [ActionRecorded("3", "Officers", "visit the site", "September")]


def test_to_is_said_once() -> None:
    sat = at_item("3")
    sat.do("record_action", who="Officers", what="to visit the site")
    sat.do("record_action", who="Officers", what="To tour the site")
    assert [m.words for m in sat.matters("3")] == ["visit the site", "tour the site"]


def test_an_action_needs_somebody_and_something() -> None:
    sat = at_item("3")
    assert sat.refused("record_action", who="", what="visit") == "Say who is to do it."
    for what in ("", "to", "to "):
        assert sat.refused("record_action", who="Officers", what=what) == "Say what is to be done."


def test_an_action_needs_an_item() -> None:
    assert "No item is in hand" in sitting().refused("record_action", who="Officers", what="go")


def test_an_action_is_corrected_in_what_is_to_be_done() -> None:
    sat = at_item("3")
    action = sat.do("record_action", who="Officers", what="visit the sight")
    sat.do("correct_entry", entry=action, text="visit the site")
    assert sat.matters("3") == [ActionRecorded("3", "Officers", "visit the site")]
