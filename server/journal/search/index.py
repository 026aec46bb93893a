"""The index: what is in it for each meeting, and finding in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from math import ceil
from typing import Any, Protocol

import msgspec

from server.journal.database import Connection, Database
from server.journal.search.marking import Piece, excerpt, marked
from server.journal.search.passage import Passage
from server.journal.search.wanted import Wanted, wanted
from server.journal.search.words import spoken
from server.words import N_, Said

ON_A_PAGE = 20
LAST_PAGE = 50
MOST_WAITING = 16  # searches; they are done one after the other
SECONDS = 2.0  # that one may take
AT_ONCE = 64  # passages written together: whoever stores a command waits for no more

_COLUMNS = "anchor, words_at, kind, item, title, words, heading, body, day, rehearsal"
_WRITTEN = f"meeting, {_COLUMNS}, sought_title, sought_words, digest"


TOO_LONG = N_("That search took too long. Look for fewer words, or for rarer ones.")
TOO_MANY = N_("Many people are searching at this moment. Try again in a moment.")


class CannotSearch(Said):
    """It took too long, or too many search at this moment; the sentence says what to do."""


class Query(msgspec.Struct, frozen=True):
    """What somebody looks for, of which body, and on which days: both bounds included."""

    words: str
    body: str = ""
    since: date | None = None
    until: date | None = None
    page: int = 1


class Hit(msgspec.Struct, frozen=True):
    """A passage that was found, and its texts with the words that were looked for."""

    meeting: str
    passage: Passage
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]

    @property
    def place(self) -> str:
        """Where it stands on the page of its meeting; the words, if it was found by them."""
        by_words = any(piece.marked for piece in self.excerpt)
        return (by_words and self.passage.words_at) or self.passage.anchor


class Found(msgspec.Struct, frozen=True):
    """What was found: one page of it, and how much there is. `asked`: whether there was a word to
    look for."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    page: int = 1
    asked: bool = True

    @property
    def pages(self) -> int:
        """How many pages of it are shown."""
        return min(LAST_PAGE, max(1, ceil(self.total / ON_A_PAGE)))


class Dialect(Protocol):
    """What a store does in a way of its own."""

    source: str
    """What is selected from. Here or in `match` stands the one placeholder for `written`."""
    match: str
    best_first: str

    def written(self, sought: Wanted) -> str:
        """What is looked for, as the store reads it."""

    def hurried(self, database: Database, seconds: float) -> AbstractContextManager[None]:
        """Raise CannotSearch if what is read within it takes longer."""

    def scrub(self, database: Database) -> None:
        """Take what was deleted from where the store keeps words, as far as it can."""


class Index:
    """What everybody may read of each meeting, by its words. It can be made anew from the journal
    at any time, and holds nothing that is not public."""

    def __init__(self, writing: Connection, reading: Connection, dialect: Dialect) -> None:
        """`reading` is the index's own, so that nobody waits for those who search."""
        self._writing = writing
        self._reading = reading
        self._dialect = dialect
        self._waiting = 0
        self.forgotten: list[Callable[[str], None]] = []

    async def replace(self, meeting: str, passages: Iterable[Passage]) -> bool:
        """Let these be what is found of a meeting; whether anything was written for it.

        Nothing is written where they are there already. Of several processes one writes at a time,
        and in small parts, so that a command waits for no more than one of them.
        """
        new = {sound.anchor: sound for sound in (passage.sound() for passage in passages)}
        digests = {anchor: passage.digest for anchor, passage in new.items()}
        held = await self._reading.run(partial(_held, meeting=meeting))
        if held == digests:
            return False
        while await self._writing.run(partial(_bring_nearer, meeting=meeting, new=new)):
            pass
        return True

    async def forget(self, *meetings: str) -> None:
        """Find nothing of these any more, and leave none of their words where they were kept."""
        deleted = 0
        for meeting in meetings:
            deleted += await self._writing.run(partial(_delete, meeting=meeting))
        if not deleted:  # where many lines are erased one by one, it is scrubbed after the first
            return
        await self._writing.run(self._dialect.scrub)
        for meeting in meetings:
            for tell in self.forgotten:
                tell(meeting)

    async def clear(self) -> None:
        """Find nothing at all, until it is made anew."""
        await self.forget(*await self.meetings())

    async def meetings(self) -> set[str]:
        """The keys of the meetings of which something is found."""
        return {
            key for (key,) in await self._reading.execute("SELECT DISTINCT meeting FROM passage")
        }

    async def find(self, query: Query) -> Found:
        """What is meant by this, the best first. Never raises for what was typed, whatever it is;
        CannotSearch where it would take too long."""
        sought = wanted(query.words)
        if not sought.terms:
            return Found(asked=False)
        if self._waiting >= MOST_WAITING:
            raise CannotSearch(TOO_MANY)
        self._waiting += 1
        try:
            return await self._reading.run(lambda database: self._find(database, query, sought))
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """Let go of the connection that is the index's own."""
        await self._reading.close()

    def _find(self, database: Database, query: Query, sought: Wanted) -> Found:
        dialect = self._dialect
        where = f"{dialect.match} AND (? = '' OR body = ?) AND day >= ? AND day <= ?"
        body = query.body.encode("utf-8", "replace").decode()
        since, until = _day(query.since, ""), _day(query.until, "9")
        values = (dialect.written(sought), body, body, since, until)
        with database.snapshot(), dialect.hurried(database, SECONDS):
            counted = database.execute(
                f"SELECT count(*) FROM {dialect.source} WHERE {where}",  # noqa: S608  # our own
                values,
            ).fetchone()
            total = int(counted[0]) if counted else 0
            page = max(1, min(query.page, Found(total=total).pages))
            rows = database.execute(
                f"SELECT meeting, {_COLUMNS} FROM {dialect.source} WHERE {where}"  # noqa: S608
                f" ORDER BY {dialect.best_first}, day DESC, number LIMIT ? OFFSET ?",
                (*values, ON_A_PAGE, (page - 1) * ON_A_PAGE),
            ).fetchall()
        return Found(tuple(_hit(row, sought) for row in rows), total, page)


def _held(database: Database, meeting: str) -> dict[str, bytes]:
    found = database.execute("SELECT anchor, digest FROM passage WHERE meeting = ?", (meeting,))
    return {anchor: bytes(digest) for anchor, digest in found}


def _delete(database: Database, meeting: str) -> int:
    with database.transaction(_over(meeting)):
        found = database.execute("DELETE FROM passage WHERE meeting = ?", (meeting,))
        return found.rowcount


def _bring_nearer(database: Database, meeting: str, new: dict[str, Passage]) -> bool:
    """Write some of what is new and delete some of what is not; whether more is left to do."""
    with database.transaction(_over(meeting)):
        held = _held(database, meeting)
        gone = [a for a, digest in held.items() if a not in new or new[a].digest != digest]
        for anchor in gone[:AT_ONCE]:
            database.execute(
                "DELETE FROM passage WHERE meeting = ? AND anchor = ?", (meeting, anchor)
            )
        # What has changed is deleted before it comes again.
        left = set(gone[AT_ONCE:])
        come = [p for a, p in new.items() if a not in left and held.get(a) != p.digest]
        _insert(database, [_row(meeting, passage) for passage in come[:AT_ONCE]])
    return bool(left) or len(come) > AT_ONCE


def _insert(database: Database, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        database.execute_many(f"INSERT INTO passage ({_WRITTEN}) VALUES ({marks})", rows)  # noqa: S608


def _row(meeting: str, passage: Passage) -> tuple[object, ...]:
    return (
        meeting,
        passage.anchor,
        passage.words_at,
        passage.kind,
        passage.item,
        passage.title,
        passage.words,
        passage.heading,
        passage.body,
        passage.day.isoformat(),
        int(passage.rehearsal),
        spoken(f"{passage.item} {passage.title}"),
        spoken(passage.words),
        passage.digest,
    )


def _hit(row: Sequence[Any], sought: Wanted) -> Hit:
    meeting, anchor, words_at, kind, item, title, words, heading, body, day, rehearsal = row
    passage = Passage(
        anchor=anchor,
        words_at=words_at,
        kind=kind,
        item=item,
        title=title,
        words=words,
        heading=heading,
        body=body,
        day=date.fromisoformat(day),
        rehearsal=bool(rehearsal),
    )
    return Hit(meeting, passage, marked(title, sought), excerpt(words, sought))


def _over(meeting: str) -> str:
    """What every change to what is found of a meeting is made over."""
    return f"search {meeting}"


def _day(day: date | None, none: str) -> str:
    return day.isoformat() if day is not None else none
