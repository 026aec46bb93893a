"""Where a meeting stands, as lists and calendars tell it: in a word, and since or until when."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from server.meeting.limit import A_NIGHT
from server.meeting.meeting import Meeting
from server.meeting.sitting import Change, Phase
from server.render.until import resumption
from server.words import N_, Said


class State(StrEnum):
    """What a list has a colour for, and a calendar a status."""

    COMING = "coming"
    OPEN = "open"
    ADJOURNED = "adjourned"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Day(NamedTuple):
    """A day on which a meeting sits or is to sit; `at`: from when, if that is known."""

    on: date
    at: datetime | None


class Stands(NamedTuple):
    """Where a meeting stands. `when`: since when it is open or closed; when it is to begin or to go
    on, None if that is not fixed. `days`: on which it sits, the one that was summoned first.
    `until`: until when it was adjourned, in the clerk's words; `reason`: why it is cancelled."""

    sentence: str
    when: Day | None
    state: State
    days: tuple[Day, ...]
    until: str = ""
    reason: str = ""

    @property
    def word(self) -> Said:
        """Where it stands, in a word or two."""
        return Said(self.sentence, until=self.until)


def standing(meeting: Meeting) -> Stands:
    """Where a meeting stands, by what those outside may know of it."""
    sat, latest = days_sat(meeting), meeting.sitting.latest
    if meeting.notice.cancelled:
        reason = meeting.notice.cancelled
        return Stands(N_("Cancelled"), None, State.CANCELLED, sat, reason=reason)
    if latest is None:
        return Stands(N_("Coming"), sat[0], State.COMING, sat)
    since = Day(latest.at.astimezone(meeting.zone).date(), latest.at)
    if latest.phase is Phase.OPEN:
        return Stands(N_("Open now"), since, State.OPEN, sat)
    if latest.phase is Phase.CLOSED:
        return Stands(N_("Closed"), since, State.CLOSED, sat)
    further = _to_go_on(meeting, latest)
    days = (*sat, further) if further is not None and further.on > sat[-1].on else sat
    sentence = N_("Adjourned until {until}") if latest.until else N_("Adjourned")
    return Stands(sentence, further, State.ADJOURNED, days, latest.until)


def days_sat(meeting: Meeting) -> tuple[Day, ...]:
    """The day for which it was summoned, and each later one on which it was resumed. To sit past
    midnight is no other day."""
    days = [Day(meeting.date, meeting.starts_at)]
    changes = meeting.sitting.changes
    for before, change in pairwise(changes):
        on = change.at.astimezone(meeting.zone).date()
        if change.phase is Phase.OPEN and change.at - before.at > A_NIGHT and on > days[-1].on:
            days.append(Day(on, change.at))
    return tuple(days)


def _to_go_on(meeting: Meeting, adjourned: Change) -> Day | None:
    named = resumption(adjourned.until, adjourned.at.astimezone(meeting.zone))
    if named is None:
        return None
    at = datetime.combine(named.on, named.at, meeting.zone) if named.at is not None else None
    return Day(named.on, at)
