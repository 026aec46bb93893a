"""The time that somebody states: "18:42" at 18:47, or none for now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from server.meeting.meeting import Meeting
from server.meeting.refused import SHOWN, Refused
from server.meeting.sitting import Phase
from server.words import N_

_CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})\s?(am|pm)?", re.IGNORECASE)
_FAR = timedelta(hours=12)
_OUT_OF_REACH = timedelta(days=366)
_MINUTE = timedelta(minutes=1)


def stated_time(meeting: Meeting, text: str, now: datetime) -> datetime:
    """The moment that is meant by a time of day, in the meeting's time zone. Raises Refused.

    A time that would lie far ahead is the day before's: a meeting may sit past midnight. In a
    minute in which the meeting was opened, an item taken or somebody came or went, it is taken to
    be after that. A moment with its date and offset, as a program writes it, is taken as it is.
    """
    text = text.strip()
    if not text:
        return now
    moment = _moment(text) or _time_of_day(meeting, text, now)
    if moment is None or abs(moment - now) > _OUT_OF_REACH:
        raise Refused(N_("“{text}” is not a time. Write it like 18:42."), text=text[:SHOWN])
    return moment.astimezone(now.tzinfo)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _time_of_day(meeting: Meeting, text: str, now: datetime) -> datetime | None:
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    half = (found[3] or "").lower()
    if hour > (12 if half == "am" else 23) or minute > 59:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    local = now.astimezone(meeting.zone)
    at = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if at - local > _FAR:
        at -= timedelta(days=1)
    turns = (each for each in _turns(meeting) if _may_be_known(meeting, each))
    return max(known for known in (at, *turns) if at <= known < at + _MINUTE)


def _may_be_known(meeting: Meeting, moment: datetime) -> bool:
    """What happened in private is no help to state a time in public: it would make it private."""
    return meeting.private is not None or not meeting.private_at(moment)


def _turns(meeting: Meeting) -> Iterator[datetime]:
    """When the meeting was opened or resumed, items were taken, and members came and went."""
    yield from (change.at for change in meeting.sitting.changes if change.phase is Phase.OPEN)
    yield from (span.since for item in meeting.items for span in item.spans)
    spells = [spell for each in meeting.presence.members.values() for spell in each.spells]
    absences = [absence for i in meeting.interests.declared for absence in i.absences]
    moments = [(s.since, s.until) for s in spells] + [(a.since, a.until) for a in absences]
    yield from (moment for pair in moments for moment in pair if moment is not None)
