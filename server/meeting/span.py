"""A span of time that has begun, and may have ended."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Span(msgspec.Struct, frozen=True):
    """From `since` until `until`; without an end it lasts."""

    since: datetime
    until: datetime | None = None
