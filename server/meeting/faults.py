"""Faults: the stream, the conference or one member's connection was lost, from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec


class What(StrEnum):
    """What failed."""

    STREAM = "stream"
    CONFERENCE = "conference"
    MEMBER = "member"


class Fault(msgspec.Struct, frozen=True):
    """Something failed. `person` is the member who was lost, if it was one member's connection."""

    id: str
    what: What
    since: datetime
    person: str = ""
    until: datetime | None = None


def lost(faults: Iterable[Fault], person: str) -> Fault | None:
    """That this member's connection is recorded as lost, if it is and is not back."""
    own = (f for f in faults if f.what is What.MEMBER and f.person == person)
    return next((fault for fault in own if fault.until is None), None)
