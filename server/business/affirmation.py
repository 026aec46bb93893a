"""Affirmation: agreed without dissent, in one step.

Nobody is counted, but who was there to agree is known: the roll is worked out as for every vote.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import N_, Actor, Advice, Event, Meeting, Office, Stamp, command, replace
from server.meeting.declared import ResultDeclared
from server.meeting.putting import Asked, question
from server.meeting.takes_part import split
from server.meeting.votes import Result, Vote, Way


class AgreedWithoutDissent(ResultDeclared, frozen=True):
    """The question was put and nobody dissented."""

    title: ClassVar[str] = N_("Agreed without dissent")

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        named = replace(self, vote=replace(self.vote, id=stamp.id))
        return super(AgreedWithoutDissent, named).apply(meeting, stamp)


@command(Office.CLERK)
def agree_without_dissent(
    meeting: Meeting,
    actor: Actor,
    motion: str = "",
    text: str = "",
    item: str = "",
    items: str = "",
    override: str = "",
) -> Iterator[Event]:
    """The motion before the meeting, or a question in these words, is agreed by all.

    `items` are further items that it concerns, parted by commas.
    """
    asked = Asked(motion, text, item, Advice(override))
    asked.way, asked.items = Way.AFFIRMATION, split(meeting, items)
    put = question(meeting, actor, asked)
    vote = Vote("", put, actor.at, closed_at=actor.at, result=Result.CARRIED)
    yield AgreedWithoutDissent(put.item, vote, meeting.motions.find(put.motion))
