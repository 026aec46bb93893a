"""What a journal promises, whatever it is kept in, and the values that go in and out of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from server.words import N_, Said

if TYPE_CHECKING:
    from server.journal.bell import Bell
    from server.journal.search import Index
    from server.journal.secrets import Secrets


IN_DATA_FOLDER = "journal.db"
"""What the journal is called in a data folder."""


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an event besides its words; it is kept for as long as the journal is."""

    event: str
    """The name that the event is registered under."""
    id: str
    """Random, so that the public may see it: it counts nothing."""
    actor: str
    command: str
    """Made by the client, unique per actor; the lines of one command share it."""
    recorded_at: datetime
    """The server's clock: aware, and within a stream never before the line above."""
    happened_at: datetime
    private: bool = False
    """Whether it is private business: those outside hear nothing of it."""


class Line(Header, frozen=True, kw_only=True):
    """One event that somebody wants stored."""

    payload: bytes
    """The event as JSON."""

    def __post_init__(self) -> None:
        if not self.command:
            raise ValueError("a line needs the id of its command")
        if self.recorded_at.tzinfo is None or self.happened_at.tzinfo is None:
            raise ValueError("a line needs times that know their zone")


class Row(Header, frozen=True, kw_only=True):
    """One event as it is stored. `payload` and `salt` are None once they are erased."""

    stream: str
    position: int
    """From 1, without gaps. It counts private events too, so the public never sees it."""
    payload: bytes | None
    salt: bytes | None
    commitment: bytes
    digest: bytes


class Answer(msgspec.Struct, frozen=True):
    """What the actor was told when the command was first given, and is told when it is repeated."""

    actor: str
    command: str
    answer: bytes


class Append(msgspec.Struct, frozen=True):
    """Lines for the end of one stream, by somebody who has read it up to `after`."""

    stream: str
    after: int
    lines: tuple[Line, ...]
    answers: tuple[Answer, ...] = ()


class Conflict(Exception):
    """Somebody else wrote there first and nothing was stored: read on, and decide again."""

    def __init__(self, stream: str, after: int) -> None:
        super().__init__(f"{stream} does not end after line {after}, or had this command before")
        self.stream = stream
        self.after = after


class InDoubt(Said):
    """The connection broke at the very end: whether it was stored, only the stream can tell."""


class OutOfReach(Said):
    """The database cannot be reached; nothing of what was asked for now was stored."""


class Damaged(Said):
    """What is stored is not what was written."""


class Full(Said):
    """The disk is full: nothing of this append was stored, nothing acknowledged was lost."""


class InUse(Said):
    """Another server writes to this journal."""


class TooNew(Said):
    """A newer version made this journal, and this one would misread it."""


class Unusable(Said):
    """The file is not there, or cannot be read or written."""


class Journal(Protocol):
    """Streams of lines that can be added to and read, and never changed."""

    @property
    def secrets(self) -> Secrets:
        """Sign-in links, kept beside the journal and never in it."""

    @property
    def index(self) -> Index:
        """What everybody may read, by its words: made from the journal, and never in it."""

    @property
    def bell(self) -> Bell:
        """What the processes that have this journal open tell each other; of one alone, silent."""

    async def append(self, appends: Sequence[Append]) -> None:
        """Store all of these or none; they survive a crash or a power cut once this returns.

        Raises `Conflict` when a stream does not end at `after`, or a command was answered before;
        `Full` when the disk is; `OutOfReach`; `InDoubt` when it may be stored all the same. After
        that, and for whoever is cancelled while waiting: read the stream.
        """

    async def try_out(self) -> None:
        """Raise what an append would now, and leave nothing behind: whether there is room on the
        disk is not tried. Of a journal that is opened to be read: raise what reading would."""

    async def read(self, stream: str, after: int = 0) -> list[Row]:
        """Return the lines after that position, each checked against the chain, or raise `Damaged`.

        A stream that nobody has written to is empty.
        """

    async def answer(self, stream: str, actor: str, command: str) -> bytes | None:
        """Return what this command was answered when it was first given, or None."""

    async def answers(self, stream: str) -> dict[tuple[str, str], bytes]:
        """Return every first answer of a stream by (actor, command)."""

    async def streams(self, prefix: str = "") -> list[str]:
        """Return the names of the streams that hold lines, sorted."""

    async def ends(self) -> dict[str, int]:
        """Return the position at which each stream ends that holds lines."""

    async def verify(self, stream: str) -> int:
        """Check a whole stream and count its lines, or raise `Damaged`."""

    async def erase(self, stream: str, position: int) -> None:
        """Overwrite the payload and the salt of one line; the chain still verifies.

        They are gone from the journal at once. A file holds nothing of them any more; in a database
        their bytes may stay for a time in freed space and in the log that is written ahead, and in
        both cases in backups and in standbys for as long as these are kept.

        Raises `LookupError` when there is no such line. First answers are kept: put no words of
        people into them.
        """

    async def close(self) -> None:
        """Store what is waiting, then let go of the journal."""


async def open_journal(place: str | Path, *, read_only: bool = False) -> Journal:
    """Open the journal in this file or at this postgresql:// address, and make it if there is none.

    One server may write to a file: a second is told `InUse`. Any number may write to a database.
    With `read_only` it can be read and verified while they run. Raises `Damaged`, `TooNew` or
    `Unusable` for what is no journal of ours, and `OutOfReach`.
    """
    if is_database(place):
        return await _in_database(str(place), read_only=read_only)
    # Imported here, so that nobody needs the driver of a store that they do not use.
    from server.journal.sqlite.journal import SqliteJournal

    return await SqliteJournal.open(Path(place), read_only=read_only)


def is_database(place: str | Path) -> bool:
    """Whether this is the address of a PostgreSQL database, and not a file."""
    return isinstance(place, str) and place.startswith(("postgresql://", "postgres://"))


def place_of(text: str) -> Path | str:
    """Where the journal is that somebody names by its address, its file or its data folder.

    Raises Unusable for an address of something else.
    """
    if is_database(text):
        return text
    if "://" in text:  # or a slip of the pen would become a folder; it is not shown, for passwords
        raise Unusable(
            N_(
                "That is no address of a journal: one in PostgreSQL begins with postgresql://, and "
                "any other is named by its folder or its file."
            )
        )
    path = Path(text)
    return path if path.suffix == ".db" or path.is_file() else path / IN_DATA_FOLDER


async def _in_database(url: str, *, read_only: bool) -> Journal:
    try:
        from server.journal.postgresql.journal import PostgresJournal
    except ImportError as missing:
        raise Unusable(
            N_(
                "For a journal in PostgreSQL its driver is missing. "
                "It is among what requirements.lock installs: see config/README.md."
            )
        ) from missing
    return await PostgresJournal.open(url, read_only=read_only)
