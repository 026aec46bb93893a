"""The quorum in numbers: of the meeting, and of the item in hand, and why so many are needed."""

from __future__ import annotations

from typing import NamedTuple

from server.meeting.meeting import Meeting
from server.meeting.quorum import here, quorum, quorum_in_hand
from server.meeting.why import why_quorum
from server.render.layout.sitting import phase
from server.render.panel import Panel
from server.words import Said


class Numbers(NamedTuple):
    """The quorum, counted once for all panels of a page.

    `of_item` is that for the item in hand, for which some must leave who are still here.
    """

    of_meeting: dict[str, object]
    of_item: dict[str, object]
    why: Said


def numbers(meeting: Meeting) -> Numbers:
    """The quorum of this meeting as it stands."""
    now, item = quorum(meeting), meeting.in_hand
    for_item = quorum_in_hand(meeting)
    attending = sum(1 for person in meeting.callable if here(meeting, person))
    return Numbers(
        {
            "needed": now.needed,
            "present": now.present,
            "membership": now.membership,
            "quorate": now.quorate,
            "uncounted": attending - now.present,
            "called": bool(meeting.presence.answered),
            "source": meeting.profile.quorum.source,
        },
        {
            "item_number": item.number if item else "",
            "item_present": for_item.present,
            "item_quorate": for_item.quorate,
            "barred": for_item.barred,
        },
        why_quorum(meeting, now),
    )


def quorum_panel(meeting: Meeting, counted: Numbers) -> Panel:
    """Whether the meeting is quorate, also for the item in hand, and why."""
    given: dict[str, object] = {
        "phase": phase(meeting),
        "why": counted.why,
        **counted.of_meeting,
        **counted.of_item,
    }
    return Panel("quorum", "quorum", "quorum", given)
