"""In attendance: officers and guests, and who of them may stay in private."""

from __future__ import annotations

from server.meeting.admission import stays
from server.meeting.command import Office
from tests.business.test_exclusion import EXEMPT
from tests.conftest import Story, at_item


def in_private() -> Story:
    """In private for item 3, with the planning officer recorded as in attendance."""
    sat = at_item("3", items=EXEMPT)
    sat.do("record_in_attendance", person="hughes")
    sat.do("exclude_public", ground="own_rules")
    return sat


def test_an_officer_stays_in_private_while_in_attendance() -> None:
    sat = in_private()
    assert stays(sat.meeting, Office.OFFICER, "hughes")
    other = sat.meeting.presence.others[0].id
    sat.do("record_no_longer_in_attendance", other=other)
    assert not stays(sat.meeting, Office.OFFICER, "hughes")
    assert "Look again" in sat.refused("record_no_longer_in_attendance", other=other)


def test_an_officer_who_was_not_recorded_is_outside() -> None:
    sat = at_item("3")
    sat.do("exclude_public", ground="own_rules")
    assert not stays(sat.meeting, Office.OFFICER, "hughes")


def test_an_officer_who_came_for_some_items_stays_for_those() -> None:
    sat = at_item("3", items=EXEMPT)
    sat.do("record_in_attendance", person="hughes", items="4")
    sat.do("exclude_public", ground="own_rules", items="3, 4")
    assert not stays(sat.meeting, Office.OFFICER, "hughes")
    sat.do("take_item", item="4")
    assert stays(sat.meeting, Office.OFFICER, "hughes")


def test_who_attends_for_closed_items_alone_is_not_told() -> None:
    sat = at_item("3", items=EXEMPT)
    sat.do("record_in_attendance", name="Ms Jones", authority="Jones & Sons", items="4")
    assert "Jones" not in repr(sat.outside)
    sat.do("record_in_attendance", name="Mr Smith", items="3, 4")
    assert [other.name for other in sat.outside.presence.others] == ["Mr Smith"]


def test_who_left_may_be_recorded_again() -> None:
    sat = in_private()
    assert "already" in sat.refused("record_in_attendance", person="hughes")
    sat.do("record_no_longer_in_attendance", other=sat.meeting.presence.others[0].id)
    sat.do("record_in_attendance", person="hughes")
    assert stays(sat.meeting, Office.OFFICER, "hughes")
