"""The record, and the last act, which can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from server.meeting.act import Act
from server.meeting.agenda import AgendaItem
from server.meeting.command import Office
from server.meeting.meeting import Meeting
from server.meeting.presence import Attendance
from server.meeting.refused import Refused
from server.render.layout.sitting import phase
from server.render.panel import Kept, Panel
from server.words import Said


def undo(meeting: Meeting) -> Panel:
    """The clerk's last act, and what it was about: an entry on the record, or a member. `why_not`:
    why it cannot be undone, if it cannot; so what would be refused is not offered."""
    own = [act for act in meeting.acts if act.actor == Office.CLERK]
    act = own[-1] if own else None
    entry = meeting.find_entry(act.id) if act else None
    about = (a.person for a in meeting.presence.members.values() if act and _tells(a, act.id))
    given: dict[str, object] = {
        "act": act,
        "why_not": _why_not(meeting, act) if act else None,
        "words": entry[1].matter.words if entry else "",
        "person": next(about, ""),
        "phase": phase(meeting),
    }
    return Panel("undo", "undo", "undo", given)


def record(meeting: Meeting, kept: Kept) -> Iterator[Panel]:
    """The whole record, one panel an entry: that of the item in hand, and the rest apart."""
    in_hand = meeting.in_hand
    for item in meeting.items:
        given = item, item is in_hand
        yield from kept.of(f"record of {item.number}", given, partial(_entries, *given))


def _entries(item: AgendaItem, in_hand: bool) -> Iterator[Panel]:
    slot = "record" if in_hand else "rest"
    for entry in item.record:
        given: dict[str, object] = {"entry": entry, "item": item.number, "in_hand": in_hand}
        classes = "app-entry" + (" app-entry--struck" if entry.struck is not None else "")
        yield Panel(f"entry-{entry.id}", slot, "entry", given, "li", classes)


def _why_not(meeting: Meeting, act: Act) -> Said | None:
    """Why this act is not undone: it is final, or others have acted upon it since."""
    if act.final:
        return Said(act.final)
    entry = meeting.find_entry(act.id)
    try:
        if entry is not None:
            entry[1].matter.require_undoable(meeting, entry[1])
    except Refused as refused:
        return refused
    return None


def _tells(attendance: Attendance, event: str) -> bool:
    """Whether this attendance came to be what it is by that event."""
    return event == attendance.event or any(s.departure == event for s in attendance.spells)
