"""Motions and votes in one step, for stories in which more matters than how they came about."""

from __future__ import annotations

from collections.abc import Iterable

from server.meeting.motions import Motion
from server.meeting.votes import Vote
from tests.conftest import VOTERS, Story, at_item

GRANT = "That permission be granted."
CONDITIONS = "That permission be granted with conditions."


def moved(*present: str, seconder: str = "owen", item: str = "3", **changes: object) -> Story:
    """Item 3 in hand since 18:31, and a motion of Shah's on it, seconded by Owen."""
    sat = at_item(item, *present, **changes)
    sat.do("move_motion", text=GRANT, mover="shah", seconder=seconder)
    return sat


def amended(*present: str) -> Story:
    """The motion, and an amendment of Ruiz's, seconded by Amin, that is still open."""
    sat = moved(*present)
    sat.do("move_amendment", text=CONDITIONS, mover="ruiz", seconder="amin")
    return sat


def counted(sat: Story, in_favour: int, against: int, abstained: int = 0, **put: object) -> Story:
    """What is before the meeting, put to a show of hands, counted and closed."""
    sat.do("put_question", **put)
    sat.do("record_counts", in_favour=in_favour, against=against, abstained=abstained)
    sat.do("close_vote", gap=True)
    return sat


def named(sat: Story, choices: Iterable[str], **put: object) -> Story:
    """What is before the meeting, put to a named vote, answered in seat order and closed."""
    sat.do("put_question", way="named", **put)
    for person, choice in zip(VOTERS, choices, strict=False):
        sat.do("cast_vote", person=person, choice=choice)
    sat.do("close_vote", gap=True)
    return sat


def the_motion(sat: Story) -> Motion:
    """The first motion of the meeting."""
    return sat.meeting.motions.moved[0]


def the_vote(sat: Story) -> Vote:
    """The vote that was put last."""
    vote = sat.meeting.votes.latest
    assert vote is not None
    return vote
