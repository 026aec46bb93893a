"""Faults: the stream, the conference or one member's connection was lost, from when to when."""

from __future__ import annotations

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
