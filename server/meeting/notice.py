"""The notice of a meeting: when its agenda was public, what was changed since, how to attend."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Revision(msgspec.Struct, frozen=True):
    """The agenda was published again: when, and what is new, in a sentence for everybody."""

    at: datetime
    what: str


class Notice(msgspec.Struct, frozen=True):
    """What everybody is told before a meeting.

    `published_at`: when the agenda was open to the public, from which its clear days count (LGA
    1972 s.100B(3)). `attend`: how to attend and to watch. `moved_from`: when it was to be, before
    it was postponed or brought forward. `cancelled`: why it is not held.
    """

    published_at: datetime | None = None
    attend: str = ""
    revisions: tuple[Revision, ...] = ()
    moved_from: datetime | None = None
    cancelled: str = ""
