"""Exclusion: the press and public are excluded, since when and on what ground, until they return.

By resolution for exempt information (LGA 1972 s.100A(4) and the like), without one for confidential
information (s.100A(2)), or under the body's own rules.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from server.meeting.agenda import Access, AgendaItem

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting


class Ground(StrEnum):
    """On what ground the press and public are excluded."""

    EXEMPT = "exempt"
    CONFIDENTIAL = "confidential"
    OWN_RULES = "own_rules"


class Exclusion(msgspec.Struct, frozen=True):
    """One time during which the press and public were excluded.

    `items` are those for which they were; `paragraphs` number what kind of information is exempt.
    `closed` are those of them that it closed. `by` is the event that excluded them.
    """

    since: datetime
    ground: Ground
    items: tuple[str, ...]
    paragraphs: tuple[str, ...] = ()
    by: str = ""
    until: datetime | None = None
    closed: tuple[str, ...] = ()

    def at(self, moment: datetime) -> bool:
        """Whether that moment lay within it."""
        return self.since <= moment and (self.until is None or moment < self.until)


def excluded(meeting: Meeting, exclusion: Exclusion) -> Meeting:
    """The meeting from which the public is excluded. Items that were not begun are closed, and
    what is in hand and does not belong to them is left."""
    if meeting.private is not None:
        return meeting
    closed = tuple(
        item.number
        for item in meeting.items
        if item.number in exclusion.items and not item.taken and not item.closed
    )
    began = replace(exclusion, closed=closed)

    def become(item: AgendaItem) -> AgendaItem:
        if item.number in closed:
            return _closed(item, exclusion)
        return item if item.number in exclusion.items else item.leave(exclusion.since)

    items = tuple(become(item) for item in meeting.items)
    return replace(meeting, items=items, exclusions=(*meeting.exclusions, began))


def _closed(item: AgendaItem, exclusion: Exclusion) -> AgendaItem:
    ground = exclusion.ground is Ground.CONFIDENTIAL
    access = Access.CONFIDENTIAL if ground else Access.EXEMPT
    return replace(item, access=access, paragraphs=exclusion.paragraphs)
