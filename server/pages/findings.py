"""What the check found in a record, as the clerk's page tells it: a sentence and where to look."""

from __future__ import annotations

from urllib.parse import quote

import msgspec

from server.meeting.meeting import Meeting
from server.meeting.sides import Sides
from server.meeting.sitting import Phase
from server.minutes.checking import Finding, check
from server.render.language import Voice


class Shown(msgspec.Struct, frozen=True):
    """A finding in words; `way` leads to what it is about, and is empty where that is all of it."""

    text: str
    way: str


def findings(sides: Sides, voice: Voice) -> tuple[Shown, ...] | None:
    """What there is to look at before the draft is published; None before the close, when most of
    it is still to come."""
    if sides.inside.sitting.phase is not Phase.CLOSED:
        return None
    return tuple(Shown(voice.say(f.said), _way(sides.inside, f)) for f in check(sides))


def _way(meeting: Meeting, finding: Finding) -> str:
    """To the entry on the clerk’s page, where it can be put right; else to the item here."""
    if finding.event and meeting.find_entry(finding.event) is not None:
        return f"/meetings/{quote(meeting.key)}/clerk#entry-{quote(finding.event)}"
    item = meeting.find_item(finding.item) if finding.item else None
    return f"#{item.anchor}" if item is not None else ""
