"""What a process of followers is asked to do, and what it tells."""

from __future__ import annotations

import msgspec

from server.follow.changes import Change
from server.follow.held import Held


class Task(msgspec.Struct, frozen=True):
    """Whom to follow, and how many do.

    `ip`: where to connect; `host`: how the server is called, with its port; `path`: of the feed.
    `rate`: followers a second. `mark`: a word by which the tool's own changes are known.
    """

    ip: str
    port: int
    host: str
    path: str
    tls: bool
    followers: int
    rate: float
    held: Held
    language: str = "en"
    mark: str = ""


class Newest(msgspec.Struct, frozen=True):
    """The newest drawing as the server told it; `asked_at`: when it was asked, as a tick. Without a
    root it did not tell."""

    root: str
    asked_at: int


class Counts(msgspec.Struct):
    """How it stands with the followers of a process.

    `tried`: so many have begun. `following`: are connected now. `been`: were ever. `refused`: how
    often and why the server let one not in. `asked_again`: how often it wanted to know what one
    holds. `took`: handshakes of those who came for the first time, by how many ticks each took.
    `up`, `down`: bytes of TCP, with the handshakes. `begun_at`: when the first one began to come;
    `all_in_at`: when the last one was let in for the first time (ticks).
    """

    tried: int = 0
    following: int = 0
    been: int = 0
    refused: dict[str, int] = {}
    lost: int = 0
    came_back: int = 0
    asked_again: int = 0
    messages: int = 0
    up: int = 0
    down: int = 0
    took: dict[int, int] = {}
    begun_at: int = 0
    all_in_at: int = 0


class Gaps(msgspec.Struct):
    """Followers who cannot rely on what they hold; one may be counted in several.

    `missed` a change while connected; held something `garbled`; were `behind` at the end; were
    `away` at the end, though they had been let in; were `never_in`.
    """

    anybody: int = 0
    missed: int = 0
    garbled: int = 0
    behind: int = 0
    away: int = 0
    never_in: int = 0


class Own(msgspec.Struct):
    """What the tool itself needed: memory in bytes, the share of a core, and how late its loop was,
    in milliseconds: 99 of 100 times not more than `late`, and `latest` at the most."""

    memory: int = 0
    core: float = 0.0
    late: float = 0.0
    latest: float = 0.0


class Told(msgspec.Struct):
    """What a process tells: how it stands; and at the end everything. Ticks are of the machine."""

    counts: Counts
    changes: int = 0
    everything: Everything | None = None


class Everything(msgspec.Struct):
    """What came of it all in one process."""

    changes: list[Change]
    gaps: Gaps
    own: Own
