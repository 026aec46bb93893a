"""Late: what is said afterwards to have happened in private changes nothing that was public.

Those outside would not learn of it, and would see for ever what is no longer so: a vote as open
that was closed, an entry as it read before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from server.meeting.event import Event
from server.meeting.refused import Refused
from server.words import N_

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting


def require_not_late(meeting: Meeting, at: datetime, events: Iterable[Event]) -> None:
    """Refuse, in public, to change what is public by a time at which the meeting was in private."""
    if meeting.private is not None or not meeting.private_at(at):
        return
    events = tuple(events)
    if any(hasattr(event, "mover") and hasattr(event, "proposed") for event in events):
        raise Refused(  # it would be under debate in public, where nobody has heard of it
            N_(
                "At {time} the meeting was in private: what was moved then was decided then. State "
                "a time when the public was there, or none."
            ),
            time=at,
        )
    for id in (id for event in events for id in _changed(event)):
        if id not in meeting.sealed and _known(meeting, id):
            raise Refused(
                N_(
                    "At {time} the meeting was in private, and this is public: state a time when "
                    "the public was there, or none."
                ),
                time=at,
            )


def _changed(event: Event) -> Iterator[str]:
    named = (getattr(event, field, "") for field in ("entry", "vote", "motion"))
    put = getattr(event, "question", None)
    for each in (*named, getattr(put, "motion", "")):
        id = each if isinstance(each, str) else getattr(each, "id", "")
        if id:
            yield id


def _known(meeting: Meeting, id: str) -> bool:
    known = meeting.find_entry(id), meeting.votes.find(id), meeting.motions.find(id)
    return any(each is not None for each in known)
