"""What an agenda is begun from: the standing items of the body, or the last meeting's agenda."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date
from itertools import repeat
from string import ascii_lowercase
from typing import Any

from msgspec.structs import replace

from server.meeting.agenda import AgendaItem, Standing
from server.meeting.meeting import Meeting
from server.meeting.sitting import Phase
from server.meeting_file.form import WrittenItem, WrittenSubItem

_RECURRING = ("title", "purpose", "presenters", "minutes", "declarations", "budget")
_UNFINISHED = (
    *_RECURRING,
    "summary",
    "recommendations",
    "access",
    "paragraphs",
    "private_title",
    "public_interest",
)


def with_minutes_of(items: Iterable[WrittenItem], day: date | None) -> tuple[WrittenItem, ...]:
    """The items, where the one that agrees minutes agrees those of this day."""
    return tuple(
        replace(item, minutes_of=day) if day is not None and _agrees_minutes(item) else item
        for item in items
    )


def from_last(meeting: Meeting) -> tuple[WrittenItem, ...]:
    """The agenda of a meeting again: its titles and who brings them, no words of that day's papers.

    What was urgent then, and what was closed to the public, is not taken over. The items are
    counted anew, and sub-items have letters where they had (6a).
    """
    taken = [item for item in meeting.items if not item.urgent and not item.closed]
    return tuple(
        WrittenItem(**_fields(item, _RECURRING), items=tuple(_sub_items(item, number, taken)))
        for number, item in enumerate((item for item in taken if not item.parent), 1)
    )


def _sub_items(
    above: AgendaItem, number: int, items: Iterable[AgendaItem]
) -> Iterator[WrittenSubItem]:
    subs = [item for item in items if item.parent == above.number]
    tails = [sub.number.removeprefix(above.number) for sub in subs]
    lettered = all(len(tail) == 1 and tail in ascii_lowercase for tail in tails)
    letters = ascii_lowercase if lettered else repeat("")
    for sub, letter in zip(subs, letters, strict=False):  # of one letter each there are no more
        own = f"{number}{letter}" if letter else ""
        yield WrittenSubItem(**_fields(sub, _RECURRING), number=own)


def recurring(items: Iterable[WrittenItem]) -> Iterator[WrittenItem]:
    """The items as every agenda has them: open, without the words and papers of one meeting."""
    for item in items:
        subs = tuple(WrittenSubItem(**_fields(sub, _RECURRING)) for sub in item.items)
        yield WrittenItem(**_fields(item, _RECURRING), items=subs)


def unfinished(meeting: Meeting, usual: Container[str] = ()) -> Iterator[AgendaItem]:
    """The items of a meeting that were deferred, or that it did not come to. `usual`: titles that
    every agenda has; the meeting did not come to them, but they are no business that waits."""
    if meeting.sitting.phase is not Phase.CLOSED:
        return
    above = {item.parent for item in meeting.items}
    for item in meeting.items:
        waits = item.standing is Standing.PENDING and item.title not in usual
        left = waits or item.standing is Standing.DEFERRED
        if left and item.number not in above:
            yield item


def again(item: AgendaItem) -> WrittenSubItem:
    """An item of an earlier meeting as it stands on a new agenda, with its words."""
    return WrittenSubItem(**_fields(item, _UNFINISHED))


def _agrees_minutes(item: WrittenItem) -> bool:
    words = item.title.casefold()
    return (
        item.minutes_of is not None
        or ("minutes" in words and "last" in words)
        or (words.startswith("minutes"))
    )


def _fields(item: AgendaItem | WrittenSubItem, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(item, name) for name in names}
