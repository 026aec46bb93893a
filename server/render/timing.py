"""The time that an item has used: while it was in hand and the meeting was sitting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from server.meeting.agenda import AgendaItem
from server.meeting.sitting import Phase, Sitting
from server.meeting.span import Span


class Used(NamedTuple):
    """Whole seconds used up `before` the stretch that is running, and since when it runs.

    `since` is empty while the time stands still. Nothing in it depends on the clock.
    """

    before: int = 0
    since: str = ""


def used(item: AgendaItem, sitting: Sitting) -> Used:
    """The time used by an item. Adjournments do not count."""
    before, since = timedelta(), ""
    for stretch in _stretches(sitting):
        for span in item.spans:
            common = _common(stretch, span)
            if common is None:
                continue
            if common.until is None:
                since = common.since.isoformat()
            else:
                before += common.until - common.since
    return Used(int(before.total_seconds()), since)


def _stretches(sitting: Sitting) -> Iterator[Span]:
    """The times during which the meeting sat."""
    changes = sitting.changes
    ends: list[datetime | None] = [*(change.at for change in changes[1:]), None]
    for change, end in zip(changes, ends, strict=False):
        if change.phase is Phase.OPEN:
            yield Span(change.at, end)


def _common(one: Span, other: Span) -> Span | None:
    """The time in which both were, if there is any."""
    since = max(one.since, other.since)
    ends = [span.until for span in (one, other) if span.until is not None]
    until = min(ends) if ends else None
    return Span(since, until) if until is None or until > since else None
