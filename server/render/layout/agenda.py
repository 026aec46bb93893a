"""The agenda, and what was decided so far."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from server.meeting.agenda import AgendaItem
from server.meeting.meeting import Meeting
from server.render.layout.sitting import in_parts, phase
from server.render.panel import Kept, Panel


def concluded(meeting: Meeting, kept: Kept) -> Iterator[Panel]:
    """What was decided so far, newest first, each a panel: a new one leaves the others alone."""
    found = [
        timed
        for item in meeting.items
        for timed in kept.of(f"concluded {item.number}", (item,), partial(_concluded, item))
    ]
    found.sort(key=lambda timed: timed[0], reverse=True)
    yield Panel("decided", "decided", "decided", {"any": bool(found), "phase": phase(meeting)})
    yield from (panel for _, panel in found)


def agenda(meeting: Meeting, kept: Kept) -> Iterator[Panel]:
    """The items, each a panel."""
    covered = meeting.private.items if meeting.private is not None else ()
    now = "cancelled" if meeting.notice.cancelled else phase(meeting)
    parts = in_parts(meeting)
    for item in meeting.items:
        given = item, now, item.number in covered, parts.get(item.number, "")
        yield from kept.of(f"agenda {item.number}", given, partial(_item, *given))


def _concluded(item: AgendaItem) -> Iterator[tuple[datetime, Panel]]:
    about = {"number": item.number, "title": item.title, "anchor": item.anchor}
    for entry in item.record:
        if entry.matter.concludes and entry.struck is None:
            id, given = f"decided-{entry.id}", {"entry": entry, **about}
            panel = Panel(id, "concluded", "concluded", given, "li", "app-decided__entry")
            yield entry.at, panel


def _item(item: AgendaItem, phase: str, in_private: bool, parts: str) -> Iterator[Panel]:
    classes = f"app-item app-item--{item.standing.value.replace('_', '-')}"
    if item.closed:
        classes += " app-item--closed"
    if item.parent:
        classes += " app-item--sub"
    given = {"item": item, "phase": phase, "in_private": in_private, "parts": parts}
    yield Panel(f"agenda-{item.anchor}", "agenda", "item", given, "li", classes)
