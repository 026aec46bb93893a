"""The sitting, the item in hand and the one after it."""

from __future__ import annotations

from server.meeting.agenda import AgendaItem, Standing
from server.meeting.meeting import Meeting
from server.meeting.sitting import Phase
from server.render.layout.phrases import offered
from server.render.panel import Panel
from server.render.timing import used


def status(meeting: Meeting) -> Panel:
    """Where the sitting stands, and how one takes part or watches."""
    given: dict[str, object] = {**sitting(meeting), "undone": _undone(meeting)}
    return Panel("status", "status", "status", given)


def bar(meeting: Meeting) -> Panel:
    """Where the sitting stands, for who opens and closes it."""
    return Panel("sitting", "bar", "sitting", sitting(meeting))


def now(meeting: Meeting) -> Panel:
    """The item in hand, as it is read."""
    given: dict[str, object] = {
        "item": meeting.in_hand,
        "above": above(meeting),
        "next": meeting.next_item,
        "phase": phase(meeting),
        "cancelled": bool(meeting.notice.cancelled),
        # What is put to the vote is in a panel of its own: a page leads with that.
        "deciding": meeting.before_it() is not None or meeting.votes.pending is not None,
        **_time_used(meeting),
    }
    return Panel("now", "now", "now", given)


def hand(meeting: Meeting) -> Panel:
    """The item in hand, for who works on it."""
    given: dict[str, object] = {
        "item": meeting.in_hand,
        "above": above(meeting),
        "next": meeting.next_item,
        "phase": phase(meeting),
        "phrases": offered(meeting),
    }
    return Panel("hand", "hand", "hand", given)


def following(meeting: Meeting) -> Panel:
    """The item that is taken next."""
    return Panel("next", "next", "next", {"item": meeting.next_item, "phase": phase(meeting)})


def documents(meeting: Meeting) -> Panel:
    """The draft of the minutes once the meeting is closed, and the full one if there is one."""
    restricted = bool(meeting.exclusions or meeting.sealed)
    given: dict[str, object] = {"phase": phase(meeting), "restricted": restricted}
    return Panel("documents", "documents", "documents", given)


# Facts


def phase(meeting: Meeting) -> str:
    """The phase of the sitting."""
    return meeting.sitting.phase.value


def sitting(meeting: Meeting) -> dict[str, object]:
    """The sitting: when, where, and where it stands."""
    return {
        "sitting": meeting.sitting,
        "phase": phase(meeting),
        "place": meeting.place,
        "starts_at": meeting.starts_at,
        "rehearsal": meeting.rehearsal,
        "performed": meeting.performed,
        "watch": meeting.watch,
        "notice": meeting.notice,
        "join": meeting.join,
        "next_number": meeting.next_item.number if meeting.next_item else "",
        "key": meeting.key,
    }


def above(meeting: Meeting) -> AgendaItem | None:
    """The item above the sub-item in hand."""
    item = meeting.in_hand
    return meeting.find_item(item.parent) if item and item.parent else None


def _time_used(meeting: Meeting) -> dict[str, object]:
    """The time used by the item in hand and, of a sub-item, by the item above it."""
    item, parent = meeting.in_hand, above(meeting)
    return {
        "used": used(item, meeting.sitting) if item else None,
        "used_above": used(parent, meeting.sitting) if parent else None,
    }


def in_parts(meeting: Meeting) -> dict[str, str]:
    """Of the items that were not taken themselves, those of which an item below is "in_hand" or was
    "taken"."""
    found: dict[str, str] = {}
    for child in meeting.items:
        if child.parent and child.standing is Standing.IN_HAND:
            found[child.parent] = "in_hand"
        elif child.parent and child.standing is Standing.TAKEN:
            found.setdefault(child.parent, "taken")
    return {item.number: found[item.number] for item in meeting.undone if item.number in found}


def _undone(meeting: Meeting) -> tuple[AgendaItem, ...]:
    """After the close, what was not reached, in no part either."""
    if meeting.sitting.phase is not Phase.CLOSED:
        return ()
    parts = in_parts(meeting)
    return tuple(item for item in meeting.undone if item.number not in parts)
