"""Bars: an interest binds on its matter wherever it is taken, and on nothing else."""

from __future__ import annotations

import pytest

from server.meeting.bars import barring, given_before_known
from server.meeting.interests import Part
from tests.conftest import Story, sitting
from tests.debated import moved, named

EVERY_PART = set(Part)
IN_LAW = [
    ("pecuniary", "none", EVERY_PART),
    ("registrable", "none", EVERY_PART - {Part.SPEAK}),
    ("affected", "none", set()),
    ("pecuniary", "speak", {Part.VOTE, Part.PRESIDE}),
    ("pecuniary", "speak_and_vote", set()),
]


def declared(kind: str = "pecuniary", item: str = "3", dispensation: str = "none") -> Story:
    sat = sitting()
    sat.do("declare_interest", person="owen", kind=kind, item=item, dispensation=dispensation)
    return sat


@pytest.mark.parametrize(("kind", "dispensation", "parts"), IN_LAW)
def test_what_an_interest_bars_from(kind: str, dispensation: str, parts: set[Part]) -> None:
    meeting = declared(kind, dispensation=dispensation).meeting
    assert {part for part in Part if barring(meeting, "owen", ["3"], part)} == parts


def test_it_binds_on_what_is_under_its_item_and_not_on_what_is_above() -> None:
    assert barring(declared(item="4").meeting, "owen", ["4.1"], Part.VOTE)
    assert not barring(declared(item="4.1").meeting, "owen", ["4"], Part.VOTE)
    assert not barring(declared(item="4.1").meeting, "owen", ["4.2"], Part.VOTE)


def test_it_binds_where_its_item_is_one_of_several() -> None:
    assert barring(declared().meeting, "owen", ["5", "3"], Part.VOTE)
    assert barring(declared(item="all").meeting, "owen", ["5"], Part.VOTE)


def test_it_binds_nobody_else_and_on_no_item_that_there_is_not() -> None:
    assert not barring(declared().meeting, "shah", ["3"], Part.VOTE)
    assert not barring(declared().meeting, "owen", ["9"], Part.VOTE)


def test_votes_given_before_an_interest_was_known_are_flagged() -> None:
    sat = named(moved(), ("for",) * 4)
    assert not list(given_before_known(sat.meeting))
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    flagged = [(vote.item, interest.person) for vote, interest in given_before_known(sat.meeting)]
    assert flagged == [("3", "owen")]


def test_a_vote_that_is_void_needs_no_flag() -> None:
    sat = named(moved(), ("for",) * 4)
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    sat.do("void_vote", reason="an interest became apparent")
    assert not list(given_before_known(sat.meeting))
