"""The agenda, and what was decided so far."""

from __future__ import annotations

from collections.abc import Iterator

from server.meeting.meeting import Meeting
from server.render.layout.sitting import phase
from server.render.panel import Panel


def concluded(meeting: Meeting) -> Iterator[Panel]:
    """What was decided so far, newest first, each a panel: a new one leaves the others alone."""
    found = [
        (item, entry)
        for item in meeting.items
        for entry in item.record
        if entry.matter.concludes and entry.struck is None
    ]
    found.sort(key=lambda pair: pair[1].at, reverse=True)
    yield Panel("decided", "decided", "decided", {"any": bool(found), "phase": phase(meeting)})
    for item, entry in found:
        about = {"number": item.number, "title": item.title, "anchor": item.anchor}
        given: dict[str, object] = {"entry": entry, **about}
        yield Panel(
            f"decided-{entry.id}", "concluded", "concluded", given, "li", "app-decided__entry"
        )


def agenda(meeting: Meeting) -> Iterator[Panel]:
    """The items, each a panel."""
    covered = meeting.private.items if meeting.private is not None else ()
    for item in meeting.items:
        classes = f"app-item app-item--{item.standing.value.replace('_', '-')}"
        if item.closed:
            classes += " app-item--closed"
        if item.parent:
            classes += " app-item--sub"
        given: dict[str, object] = {
            "item": item,
            "phase": phase(meeting),
            "in_private": item.number in covered,
        }
        yield Panel(f"agenda-{item.anchor}", "agenda", "item", given, "li", classes)
