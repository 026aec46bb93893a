"""Which panels each page has, in order. What each is made of is told by the file of its concern.

Every panel is given the objects that it shows and nothing more: the same objects, the same
drawing. Facts are worked out here, so that templates only tell them.
"""

from __future__ import annotations

from collections.abc import Iterator

from server.meeting.meeting import Meeting
from server.meeting.record import Audience
from server.render.layout.agenda import agenda, concluded
from server.render.layout.conference import conference
from server.render.layout.debate import queue_panel, speaking
from server.render.layout.numbers import Counting, Numbers, quorum_panel
from server.render.layout.offers import offers
from server.render.layout.people import attendance, interests, others, roll
from server.render.layout.private import as_left, outside, sign
from server.render.layout.record import record, undo
from server.render.layout.reminders import limit, reminders, trouble
from server.render.layout.sitting import bar, documents, following, hand, now, status
from server.render.layout.voting import in_the_chair, motion, vote
from server.render.layout.words import words
from server.render.panel import Kept, Panel


class Layout:
    """Plans the page of an audience as a meeting goes on; what has not changed is kept."""

    def __init__(self, audience: Audience) -> None:
        self._plan = _LAYOUTS[audience]
        self._counting = Counting()
        self._kept = Kept()

    def of(self, meeting: Meeting) -> tuple[Panel, ...]:
        """The panels for a meeting that holds what the audience may see."""
        return tuple(self._plan(meeting, self._counting.of(meeting), self._kept))


def _public(meeting: Meeting, numbers: Numbers, kept: Kept) -> Iterator[Panel]:
    left = as_left(meeting)
    yield status(meeting)
    yield in_the_chair(meeting)
    yield outside(meeting) if meeting.private is not None else now(meeting)
    yield speaking(left)
    yield vote(left)
    yield motion(left)
    yield from concluded(meeting, kept)
    yield from agenda(meeting, kept)
    yield attendance(meeting, numbers)
    yield interests(meeting)


def _member(meeting: Meeting, numbers: Numbers, kept: Kept) -> Iterator[Panel]:
    yield sign(meeting)
    yield status(meeting)
    yield in_the_chair(meeting)
    yield now(meeting)
    yield speaking(meeting)
    yield queue_panel(meeting)
    yield vote(meeting)
    yield motion(meeting)
    yield from concluded(meeting, kept)
    yield from agenda(meeting, kept)
    yield attendance(meeting, numbers)
    yield interests(meeting)
    yield conference(meeting)


def _chair(meeting: Meeting, numbers: Numbers, kept: Kept) -> Iterator[Panel]:
    yield sign(meeting)
    yield status(meeting)
    yield in_the_chair(meeting)
    yield now(meeting)
    yield speaking(meeting)
    yield queue_panel(meeting)
    yield vote(meeting)
    yield motion(meeting)
    yield words(meeting, numbers)
    yield following(meeting)
    yield quorum_panel(meeting, numbers)
    yield trouble(meeting, numbers)
    yield limit(meeting, "trouble")
    yield reminders(meeting)
    yield attendance(meeting, numbers)
    yield from agenda(meeting, kept)
    yield interests(meeting)
    yield conference(meeting)


def _clerk(meeting: Meeting, numbers: Numbers, kept: Kept) -> Iterator[Panel]:
    yield sign(meeting)
    yield bar(meeting)
    yield in_the_chair(meeting)
    yield limit(meeting, "presiding")
    yield quorum_panel(meeting, numbers)
    yield undo(meeting)
    yield hand(meeting)
    yield speaking(meeting)
    yield queue_panel(meeting)
    yield trouble(meeting, numbers)
    yield reminders(meeting)
    yield offers(meeting)
    yield vote(meeting)
    yield motion(meeting, clerk=True)
    yield from record(meeting, kept)
    yield from agenda(meeting, kept)
    yield from roll(meeting, numbers, kept)
    yield others(meeting)
    yield interests(meeting)
    yield documents(meeting)
    yield conference(meeting)


LISTS = {
    Audience.PUBLIC: ("concluded", "agenda"),
    Audience.MEMBER: ("concluded", "agenda"),
    Audience.CHAIR: ("agenda",),
    Audience.CLERK: ("record", "rest", "agenda", "roll"),
}
"""The places of each page whose panels come and go, so that one may be left without any."""

_LAYOUTS = {
    Audience.PUBLIC: _public,
    Audience.MEMBER: _member,
    Audience.CHAIR: _chair,
    Audience.CLERK: _clerk,
}
