"""The last acts of a meeting, so that each can be undone by the one who did it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

if TYPE_CHECKING:
    from server.meeting.event import Stamp
    from server.meeting.meeting import Meeting

KEPT = 20
"""So many acts of one who gives them for others; of a member the last alone, so that a hundred
members who vote leave the clerk's own acts to be undone."""


class Act(msgspec.Struct, frozen=True):
    """One accepted command: who gave it, what it was, and the id by which it can be undone."""

    id: str
    actor: str
    command: str
    title: str
    final: str = ""


def remember(meeting: Meeting, stamp: Stamp, title: str, final: str = "") -> Meeting:
    """The meeting with this act as its newest. Several events of one command are one act."""
    acts = meeting.acts
    if acts and acts[-1].command == stamp.command and acts[-1].actor == stamp.actor:
        same = replace(acts[-1], final=final or acts[-1].final)
        return replace(meeting, acts=(*acts[:-1], same))
    act = Act(stamp.id, stamp.actor, stamp.command, title, final)
    most = 1 if stamp.actor.startswith("person:") else KEPT
    own = [each for each in acts if each.actor == stamp.actor]
    gone = {each.id for each in own[: max(0, len(own) + 1 - most)]}
    return replace(meeting, acts=(*(each for each in acts if each.id not in gone), act))
