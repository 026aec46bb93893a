"""Connections: when members' own devices were connected. Evidence, and never attendance by itself.

Who is present the clerk records; a member who takes part remotely is present only while they can
hear and be heard (LG&E(W) Act 2021 s.47), and a lost connection is a reason to ask.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from server.meeting.span import Span


class Connections(msgspec.Struct, frozen=True):
    """By person, the times in which at least one device of theirs was connected."""

    known: dict[str, tuple[Span, ...]] = {}

    def of(self, person: str) -> tuple[Span, ...]:
        """The times of one person, in order."""
        return self.known.get(person, ())

    def connected(self, person: str) -> bool:
        """Whether a device of this person is connected now."""
        spans = self.of(person)
        return bool(spans) and spans[-1].until is None

    def lost_since(self, person: str) -> datetime | None:
        """Since when this person is not connected any more; None if they are, or never were."""
        spans = self.of(person)
        return spans[-1].until if spans else None

    def lost_within(self, person: str, since: datetime, until: datetime) -> datetime | None:
        """When this person's connection was lost last within that time, though it may be back; or
        before it, if it was away all along. None if it was not, or nobody knows of one."""
        ends = [span.until for span in self.of(person) if span.until and span.until <= until]
        lost = [end for end in ends if end >= since]
        if lost:
            return lost[-1]
        spans = self.of(person)
        away = spans and spans[-1].until is not None and spans[-1].until < since
        return spans[-1].until if away else None

    def joined(self, person: str, at: datetime) -> Connections:
        """With this person connected since then."""
        if self.connected(person):
            return self
        return Connections({**self.known, person: (*self.of(person), Span(at))})

    def lost(self, person: str, at: datetime) -> Connections:
        """With this person connected no more."""
        if not self.connected(person):
            return self
        *before, last = self.of(person)
        ended = Span(last.since, max(at, last.since))
        return Connections({**self.known, person: (*before, ended)})
