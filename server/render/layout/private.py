"""Private business: the sign for those inside, the notice for those outside."""

from __future__ import annotations

from msgspec.structs import replace

from server.meeting.agenda import AgendaItem
from server.meeting.debate import Debate
from server.meeting.meeting import Meeting
from server.meeting.motions import MotionKind, Motions
from server.meeting.votes import Votes
from server.render.layout.sitting import phase
from server.render.panel import Panel


def sign(meeting: Meeting) -> Panel:
    """For those inside: that the meeting is in private, or that the next item is to be."""
    return Panel("private", "private", "private", {"phase": phase(meeting), **facts(meeting)})


def outside(meeting: Meeting) -> Panel:
    """For those outside, in place of the item in hand: that the meeting is in private."""
    return Panel("now", "now", "outside", facts(meeting))


def facts(meeting: Meeting) -> dict[str, object]:
    """Since when the meeting is in private, for what, and what comes next in public."""
    private = meeting.private
    following = meeting.next_item
    closed = following is not None and meeting.is_closed(following.number)
    moved = any(m.open and m.kind is MotionKind.EXCLUDE for m in meeting.motions.moved)
    return {
        "since": private.since if private is not None else None,
        "side": private.by if private is not None else "",
        "ground": private.ground.value if private is not None else "",
        "paragraphs": private.paragraphs if private is not None else (),
        "covered": _covered(meeting),
        "next_in_public": meeting.next_in_public,
        "next_closed": following if closed and not moved else None,
    }


def as_left(meeting: Meeting) -> Meeting:
    """The meeting for those outside while it is in private: nothing that was begun goes on."""
    if meeting.private is None:
        return meeting
    return replace(meeting, votes=Votes(), motions=Motions(), debate=Debate())


def _covered(meeting: Meeting) -> tuple[AgendaItem, ...]:
    numbers = meeting.private.items if meeting.private is not None else ()
    return tuple(item for item in meeting.items if item.number in numbers)
