"""Moments as the text that is stored: UTC, to the microsecond, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime


def written(moment: datetime) -> str:
    """Write an aware moment down."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """Read what `written` wrote."""
    return datetime.fromisoformat(text)
