"""The numbers of a page: counted anew whenever somebody comes, goes or takes a seat."""

from __future__ import annotations

from msgspec.structs import replace

from server.meeting.people import Capacity, Person
from server.meeting.profile import SubstituteRule
from server.render.layout.numbers import Counting
from server.render.panel import same
from tests.conftest import CAST, PROFILE, at_item

SUBSTITUTES = replace(PROFILE, substitutes=SubstituteRule(allowed=True, notice=0))
YOUNG = Person("young", "Cllr Fay Young", Capacity.SUBSTITUTE, group="Conservative")


def test_who_is_here_is_counted_anew_once_somebody_comes_or_goes() -> None:
    sat = at_item("3", "amin", "shah", "owen", profile=SUBSTITUTES, people=(*CAST, YOUNG))
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3", nature="Lives there")
    counting = Counting()
    before = counting.of(sat.meeting)
    for command, given in (
        ("leave_for_interest", {"person": "owen", "item": "3"}),
        ("return_from_interest", {"person": "owen"}),
        ("name_substitute", {"person": "young", "member": "ruiz"}),
        ("record_arrival", {"person": "young"}),
        ("record_departure", {"person": "shah"}),
    ):
        sat.do(command, **given)
        counted = counting.of(sat.meeting)
        assert counted.attending != before.attending, command
        assert same(counted, Counting().of(sat.meeting))
        before = counted


def test_who_is_here_is_not_counted_again_while_nobody_comes_or_goes() -> None:
    sat, counting = at_item("3"), Counting()
    before = counting.of(sat.meeting)
    sat.do("record_decision", text="Granted.")
    assert counting.of(sat.meeting).attending is before.attending
