"""A meeting as lists and calendars tell of it, and all that are known, kept until one changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from operator import is_
from typing import NamedTuple

import msgspec

from server.business.cancellation import MeetingCancelled, MeetingReinstated
from server.business.revision import AgendaRevised
from server.live.meetings import Meetings
from server.meeting.event import Recorded, Undone
from server.meeting.meeting import Meeting
from server.render.standing import Day, Stands, State, standing

ANNOUNCED = (AgendaRevised, MeetingCancelled, MeetingReinstated)
"""What changes a meeting before it is opened: its day, its place, its agenda, that it is held."""

USUAL = timedelta(hours=2)
"""So long a calendar takes a meeting to last of which it is not known."""


class Listed(msgspec.Struct, frozen=True):
    """A meeting, by what everybody may know of it.

    `attend`: how to attend, in the clerk's words; `moved_from`: when it was to be first. `agenda`:
    the items' numbers and open titles. `lasts`: how long the sitting that was summoned
    lasts or lasted. `revision` rises with each change of which calendars must tell (RFC 5545
    §3.8.7.4), the last of them at `modified`; `convened` is when the server first knew of it.
    """

    key: str
    title: str
    body: str
    council: str
    place: str
    attend: str
    watch: str
    moved_from: datetime | None
    rehearsal: bool
    languages: tuple[str, ...]
    agenda: tuple[tuple[str, str], ...]
    stands: Stands
    lasts: timedelta
    revision: int
    convened: datetime
    modified: datetime


UNFIXED = Day(date.max, None)
"""The day of a meeting that was adjourned to one that is not fixed: it comes after all others."""


class Row(NamedTuple):
    """A meeting on one of its days, or on the one that is not fixed."""

    meeting: Listed
    day: Day

    @property
    def unfixed(self) -> bool:
        """Whether nobody knows yet on which day it goes on."""
        return self.day == UNFIXED

    @property
    def resumed(self) -> bool:
        """Whether it was summoned for another day, and goes on on this one."""
        return self.day != self.meeting.stands.days[0]


class Known:
    """Every meeting of the server as it is listed now."""

    def __init__(self, meetings: Meetings) -> None:
        self._lives = [running.live for running in meetings]
        meetings.begun.append(lambda running: self._lives.append(running.live))
        self._seen: list[Meeting] = []
        self._all: tuple[Listed, ...] = ()

    @property
    def newest(self) -> tuple[Listed, ...]:
        """All of them; the very same tuple for as long as nothing has changed in what is listed."""
        seen = [live.outside for live in self._lives]
        if not _same(seen, self._seen):  # asked for each page: it costs little where nothing is new
            known = tuple(self._newest(place, seen[place]) for place in range(len(seen)))
            self._seen = seen
            if not _same(known, self._all):
                self._all = known
        return self._all

    def _newest(self, place: int, meeting: Meeting) -> Listed:
        if place >= len(self._seen):
            return listed_as(meeting, self._lives[place].recorded)
        before = self._all[place]
        if meeting is self._seen[place]:
            return before
        now = listed_as(meeting, self._lives[place].recorded)
        return before if now == before else now


def listed_as(meeting: Meeting, recorded: Sequence[Recorded]) -> Listed:
    """A meeting as it is listed. `meeting`: as those outside know it."""
    undone = [r.stamp.recorded_at for r in recorded if _undone_in_public(r)]
    announced = [r.stamp.recorded_at for r in recorded if isinstance(r.event, ANNOUNCED)]
    changes = meeting.sitting.changes
    convened = recorded[0].stamp.recorded_at
    return Listed(
        key=meeting.key,
        title=meeting.title,
        body=meeting.body,
        council=meeting.council,
        place=meeting.place,
        attend=meeting.notice.attend,
        watch=meeting.watch.url if meeting.watch is not None else "",
        moved_from=meeting.notice.moved_from,
        rehearsal=meeting.rehearsal,
        languages=meeting.profile.languages,
        agenda=tuple((item.number, item.title) for item in meeting.items),
        stands=standing(meeting),
        lasts=_lasts(meeting),
        # What was undone is no change any more, and yet the number must have risen by it.
        revision=len(changes) + len(announced) + 2 * len(undone),
        convened=convened,
        modified=max([convened, *(change.at for change in changes), *announced, *undone]),
    )


def _undone_in_public(recorded: Recorded) -> bool:
    return isinstance(recorded.event, Undone) and not recorded.stamp.private


def _lasts(meeting: Meeting) -> timedelta:
    """From when it was to begin until it closed on that day; before, until its limit."""
    closed, limit = meeting.sitting.closed_at, meeting.profile.limit.minutes
    if closed is not None and timedelta() < closed - meeting.starts_at < timedelta(days=1):
        return closed - meeting.starts_at
    return timedelta(minutes=limit) if limit > 0 else USUAL


def _same(one: Sequence[object], other: Sequence[object]) -> bool:
    """Whether these are the very same things."""
    return len(one) == len(other) and all(map(is_, one, other))


def rows(meetings: Sequence[Listed], since: date, until: date) -> list[Row]:
    """Each meeting on each of its days from `since` to `until`, both among them, by time."""
    found = (
        Row(meeting, day)
        for meeting in meetings
        for day in meeting.stands.days
        if since <= day.on <= until
    )
    return sorted(found, key=by_time)


def by_time(row: Row) -> tuple[date, bool, float, str]:
    """The order of a list: by day, then by time; those without one last."""
    at = row.day.at
    return row.day.on, at is None, at.timestamp() if at is not None else 0.0, row.meeting.key


def is_open(row: Row) -> bool:
    """Whether it is in session."""
    return row.meeting.stands.state is State.OPEN
