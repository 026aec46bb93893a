"""The time limit of a sitting: when it must end, and how it is extended.

The limit runs from the opening and does not wait while the meeting stands adjourned; a meeting that
is resumed on another day begins another sitting, with the whole limit before it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

from msgspec.structs import replace

from server.meeting.advice import Advice
from server.meeting.meeting import Meeting
from server.meeting.sitting import Phase
from server.words import N_, Term

MOST = 24 * 60
"""The most minutes by which a sitting is extended: it is one sitting for a day at most."""

A_NIGHT = timedelta(hours=6)
"""A meeting that is resumed on another day sits anew, unless it only sat past midnight."""

_RULE = N_("A sitting ends at its time limit")


def ends_by(meeting: Meeting) -> datetime | None:
    """When the sitting must end, with all extensions; None before it began, or without a limit."""
    began, limit = sitting_began(meeting), meeting.profile.limit.minutes
    if began is None or limit <= 0:
        return None
    return began + timedelta(minutes=min(limit, MOST) + meeting.extended)


def extend(meeting: Meeting, minutes: int) -> Meeting:
    """With the sitting longer by so many minutes; by fewer than none, shorter again."""
    return replace(meeting, extended=min(max(meeting.extended + minutes, 0), MOST))


def sitting_began(meeting: Meeting) -> datetime | None:
    """When the sitting began from which the limit runs: the opening, or the latest resumption on
    another day than that of the adjournment."""
    began = meeting.sitting.opened_at
    for before, change in pairwise(meeting.sitting.changes):
        other_day = _day(meeting, change.at) != _day(meeting, before.at)
        if change.phase is Phase.OPEN and other_day and change.at - before.at > A_NIGHT:
            began = change.at
    return began


def advise_in_time(meeting: Meeting, at: datetime, advice: Advice) -> None:
    """Advise against new business once the sitting must have ended."""
    limit = ends_by(meeting)
    if limit is None or at < limit:
        return
    advice.against(
        _RULE,
        N_(
            "The sitting was to end by {time} ({source}). Have it extended by vote, or adjourn "
            "the meeting."
        ),
        time=limit,
        source=meeting.profile.limit.source or Term(N_("its time limit")),
    )


def _day(meeting: Meeting, at: datetime) -> date:
    return at.astimezone(meeting.zone).date()
