"""A finding: what a reader of the draft would stumble over, and where it stands."""

from __future__ import annotations

import msgspec

from server.words import Said


class Finding(msgspec.Struct, frozen=True):
    """One thing to look at before the draft is published.

    `rule` names the check that found it. `event` is the entry that it is about, or empty where
    something is missing; `item` the item, or empty where it is about the meeting.
    """

    rule: str
    said: Said
    item: str = ""
    event: str = ""
