"""What an agenda holds, counted as people count it: items, those under them, and papers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from server.meeting.convened import MeetingConvened


class Contents(NamedTuple):
    """How many items there are by themselves and under others, and how many papers of them are
    public. `closed`: how many items are closed, of either sort."""

    items: int
    subs: int
    papers: int
    closed: int


def contents_of(convened: MeetingConvened) -> Contents:
    """What this agenda holds."""
    items = convened.items
    return Contents(
        items=_count(not each.parent for each in items),
        subs=_count(bool(each.parent) for each in items),
        papers=sum(not paper.exempt for each in items if not each.closed for paper in each.papers),
        closed=_count(each.closed for each in items),
    )


def _count(found: Iterable[bool]) -> int:
    return sum(found)
