"""What must be minded now: who must leave, what goes wrong, and what will."""

from __future__ import annotations

from server.meeting.cut_off import cut_off_now
from server.meeting.faults import Fault
from server.meeting.interests import Interest
from server.meeting.limit import ends_by, sitting_began
from server.meeting.meeting import Meeting
from server.meeting.presiding import due_to_preside, presiding, taking
from server.meeting.quorum import shortfalls
from server.meeting.sitting import Phase
from server.render.layout.calling import chair_awaited
from server.render.layout.numbers import Numbers
from server.render.layout.offers import declared_ahead
from server.render.layout.sitting import phase
from server.render.panel import Panel


def reminders(meeting: Meeting) -> Panel:
    """Interests that bear on the item in hand: who must leave, and who may come back; the items to
    come that will have no quorum once all have left who must; and, for the clerk, who sees the
    connections, remote members who lost theirs."""
    item = meeting.in_hand
    bearing = meeting.bearing(item) if item else ()
    present = tuple(i.person for i in bearing if meeting.presence.of(i.person).here is not None)
    closed = meeting.sitting.phase is Phase.CLOSED
    leaving = any(interest.must_leave for interest in meeting.interests.declared)
    ahead = shortfalls(meeting) if leaving and not closed else ()
    given: dict[str, object] = {
        "item": item,
        "voting": meeting.votes.pending is not None,
        "bearing": bearing,
        "present": present,
        "sent": declared_ahead(meeting),
        "may_return": tuple(i for i in meeting.interests.declared if i.out and i not in bearing),
        "cut_off": tuple(cut_off_now(meeting)),
        "shortfalls": tuple((i.number, len(q.barred), q.present, q.needed) for i, q in ahead),
    }
    return Panel("reminders", "reminders", "reminders", given)


def trouble(meeting: Meeting, numbers: Numbers) -> Panel:
    """What stands in the way: no quorum, nobody in the chair, something that failed."""
    taken = taking(meeting)
    given: dict[str, object] = {
        "phase": phase(meeting),
        "chair": presiding(meeting),
        "due": due_to_preside(meeting),
        "awaited": chair_awaited(meeting),
        "asked_to": taken is not None and taken.reason == "other",
        "faults": open_faults(meeting),
        "must_leave": tuple(interest.person for interest in must_leave(meeting)),
        "early": meeting.sitting.opened_at if _opened_early(meeting) else None,
        "summoned": meeting.starts_at,
        **numbers.attending.of_meeting,
        **numbers.of_item,
    }
    return Panel("trouble", "trouble", "trouble", given)


def limit(meeting: Meeting, slot: str) -> Panel:
    """When the sitting must end."""
    given: dict[str, object] = {
        "phase": phase(meeting),
        "ends_by": ends_by(meeting),
        "began": sitting_began(meeting),
        "limit": meeting.profile.limit.minutes + meeting.extended,
    }
    return Panel("limit", slot, "limit", given)


def open_faults(meeting: Meeting) -> tuple[Fault, ...]:
    """What failed and has not been restored."""
    return tuple(fault for fault in meeting.faults if fault.until is None)


def _opened_early(meeting: Meeting) -> bool:
    """Whether a real meeting was opened before the time for which it is summoned, and nothing was
    taken yet: as long as nothing was done, the opening can be undone."""
    opened = meeting.sitting.opened_at
    if opened is None or meeting.rehearsal or meeting.performed:
        return False
    return opened < meeting.starts_at and not any(item.taken for item in meeting.items)


def must_leave(meeting: Meeting) -> tuple[Interest, ...]:
    """The interests because of which a member who is here may not stay for the item in hand."""
    item = meeting.in_hand
    bearing = meeting.bearing(item) if item else ()
    return tuple(
        interest
        for interest in bearing
        if interest.must_leave
        and not interest.out
        and meeting.presence.of(interest.person).here is not None
    )
