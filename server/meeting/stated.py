"""The time that somebody states: "18:42" at 18:47, or none for now."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from server.meeting.meeting import Meeting
from server.meeting.refused import Refused
from server.words import N_

_CLOCK = re.compile(r"^\s*(\d{1,2})[:.h](\d{2})\s*(am|pm)?\s*$", re.IGNORECASE)
_FAR = timedelta(hours=12)


def stated_time(meeting: Meeting, text: str, now: datetime) -> datetime:
    """The moment that is meant by a time of day, in the meeting's time zone. Raises Refused.

    A time that would lie far ahead is the day before's: a meeting may sit past midnight. In the
    very minute in which the meeting was opened it is taken to be after the opening.
    """
    if not text.strip():
        return now
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return moment
    except ValueError:
        pass
    found = _CLOCK.match(text)
    hour, minute = (int(found[1]), int(found[2])) if found else (99, 99)
    if found and found[3]:
        hour = hour % 12 + (12 if found[3].lower() == "pm" else 0)
    if hour > 23 or minute > 59:
        raise Refused(N_("“{text}” is not a time. Write it like 18:42."), text=text[:40])
    local = now.astimezone(meeting.zone)
    at = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if at - local > _FAR:
        at -= timedelta(days=1)
    opened = meeting.sitting.opened_at
    if opened is not None and opened - timedelta(minutes=1) < at < opened:
        return opened
    return at.astimezone(now.tzinfo)
