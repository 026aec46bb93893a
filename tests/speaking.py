"""Speaking in one step, for stories of a debate."""

from __future__ import annotations

from msgspec.structs import replace

from server.meeting.debate import Request, Turn
from server.meeting.floor import queue
from server.meeting.profile import SpeakingKind, SpeakingRule, Speech
from tests.conftest import PROFILE, Story

TIMED = SpeakingRule(
    kinds=(
        SpeakingKind(Speech.POINT_OF_ORDER, 60, 15, interrupts=True),
        SpeakingKind(Speech.EXPLANATION, 60, 15, interrupts=True),
        SpeakingKind(Speech.PUBLIC, 180),
        SpeakingKind(Speech.WARD_MEMBER, 180),
        SpeakingKind(Speech.SPEECH, 300),
        SpeakingKind(Speech.QUESTION, 60, 15),
        SpeakingKind(Speech.REPLY, 300),
    ),
    on_record=True,
)
BY_THE_CLOCK = replace(PROFILE, speaking=TIMED)
"""Every kind has its time, and the minutes tell who spoke."""

FEW = replace(PROFILE, speaking=SpeakingRule(kinds=(SpeakingKind(Speech.SPEECH, 300),)))
"""Speeches, and nothing else."""


def waiting(sat: Story) -> list[str]:
    """Who is to be called, in order: ids, and names of those on no list."""
    return [request.person or request.name for request in queue(sat.meeting)]


def the_request(sat: Story) -> Request:
    """The request that came last."""
    return sat.meeting.debate.requests[-1]


def turn_of(sat: Story, who: str) -> Turn:
    """The last turn of somebody."""
    return next(t for t in reversed(sat.meeting.debate.turns) if who in (t.person, t.name))


def on_the_floor(sat: Story) -> str:
    """Whose clock runs; nobody's is the empty text."""
    floor = sat.meeting.debate.floor
    return (floor.person or floor.name) if floor is not None and floor.runs else ""
