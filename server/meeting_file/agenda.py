"""The agenda of a meeting file: its items in one row, every one with its number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from server.meeting.agenda import Link
from server.meeting.convened import PlannedItem
from server.meeting_file.faults import Path
from server.meeting_file.form import WrittenItem, WrittenLink, WrittenSubItem


class Placed(NamedTuple):
    """An item and where in the file it stands."""

    path: Path
    item: PlannedItem


def placed(items: tuple[WrittenItem, ...]) -> Iterator[Placed]:
    """Every item, each followed by its sub-items. Without a number it is counted: 6, 6.1, 6.2."""
    for n, item in enumerate(items):
        number = item.number or str(n + 1)
        yield Placed(("items", n), _planned(item, number, parent=""))
        for m, sub in enumerate(item.items):
            under = _planned(sub, sub.number or f"{number}.{m + 1}", parent=number)
            yield Placed(("items", n, "items", m), under)


def link(written: WrittenLink) -> Link:
    """The link as the core has it."""
    return Link(written.title, written.url, written.exempt)


def _planned(written: WrittenSubItem, number: str, parent: str) -> PlannedItem:
    fields = {
        field: getattr(written, field)
        for field in PlannedItem.__struct_fields__
        if field not in ("number", "parent", "papers")
    }
    papers = tuple(link(paper) for paper in written.papers)
    return PlannedItem(number=number, parent=parent, papers=papers, **fields)
