"""A whole journal moved from one store into another, in one transaction there.

What is moved is the rows as they are, erased ones too: the chain tells that nothing was changed.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import wait
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar, cast

import msgspec

from server.journal import carry, lines
from server.journal.database import SECRETS, Database, Found
from server.journal.journal import Damaged, Unusable, open_journal
from server.journal.secrets import audit
from server.journal.stored import StoredJournal
from server.journal.tables import TABLES
from server.words import N_, Said

LOOK_UP = 0.1  # seconds after which whoever waits asks whether it is still wanted

T = TypeVar("T")

Tell = Callable[[int, int], None]
"""Is told how many rows are there, and how many there will be."""
Ask: TypeAlias = Callable[[Callable[[Database], list[Found]]], list[Found]]
"""Has the source read something, and waits for it."""


class Moved(msgspec.Struct, frozen=True):
    """What a move has brought to its new place, and checked there."""

    streams: int
    lines: int
    answers: int
    audited: int


class NotEmpty(Said):
    """Something is where the journal was to go."""


class Stopped(Said):
    """Whoever had the journal moved wants it no more."""


async def move(source: str | Path, target: str | Path, tell: Tell) -> Moved:
    """Copy everything into an empty journal, check it there, and leave the source as it is.

    Raises what opening a journal does, and what reading a damaged one does; InUse while a server
    has one of the two open; NotEmpty; Stopped, where it is cancelled before all has arrived. After
    any of these the target is as empty as before. No server can write to either meanwhile.
    """
    will = _Will()
    with _heeding_signals(will):
        moving = asyncio.create_task(_move(source, target, tell, will))
        while not moving.done():
            try:
                await asyncio.wait({moving})
            except asyncio.CancelledError:
                will.end()  # then it ends soon, and alone knows how
        return moving.result()


class _Will:
    """Whether whoever asked for a move still wants it; looked at between the parts of one."""

    stop = False

    def end(self) -> None:
        self.stop = True

    def must_last(self) -> None:
        if self.stop:
            raise Stopped(N_("Stopped: nothing was moved."))


@contextmanager
def _heeding_signals(will: _Will) -> Iterator[None]:
    """However often Ctrl+C is pressed, nothing is left half done and nobody waits for ever."""
    loop, heeded = asyncio.get_running_loop(), []
    with suppress(NotImplementedError, RuntimeError, ValueError):  # not on this thread or system
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, will.end)
            heeded.append(number)
    try:
        yield
    finally:
        for number in heeded:
            loop.remove_signal_handler(number)


async def _move(source: str | Path, target: str | Path, tell: Tell, will: _Will) -> Moved:
    await _must_exist(source)
    await _must_be_empty(target)
    if isinstance(target, Path):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    async with _alone(source) as old, _alone(target) as new:
        for stream in await old.streams():
            will.must_last()
            await old.verify(stream)
        await old.secrets.audit.verify()
        state = await old.reading.run(carry.state)
        ask = partial(_ask, loop=asyncio.get_running_loop(), will=will)

        def work(database: Database) -> Moved:
            with database.transaction(SECRETS):
                database.keep_out(*(table.name for table in TABLES))
                if any(carry.counts(database).values()):
                    raise _not_empty(new)
                _carry(database, lambda read: ask(old.reading.run(read)), tell, state.rows)
                moved = _checked(database, state, will)
                if ask(_stood(old)) != state:
                    raise _changed()
                will.must_last()
                return moved

        return await new.writing.run(work)


def _ask(asked: Coroutine[None, None, T], loop: asyncio.AbstractEventLoop, will: _Will) -> T:
    """Ask the source from the thread of the target: for as long as the move is wanted."""
    answer = asyncio.run_coroutine_threadsafe(asked, loop)
    while not wait({answer}, LOOK_UP).done:
        will.must_last()
    will.must_last()
    return answer.result()


async def _stood(old: StoredJournal) -> carry.State:
    """The source as it is now; that nobody else could write to it before this is known."""
    await old.must_have_been_alone()
    return await old.reading.run(carry.state)


def _carry(database: Database, ask: Ask, tell: Tell, total: int) -> None:
    done = 0
    for table in TABLES:
        key: Found = ()
        while rows := ask(partial(carry.rows_after, table=table, key=key)):
            carry.insert(database, table, rows)
            key = rows[-1][: len(table.key)]
            done += len(rows)
            tell(done, total)


async def _must_exist(source: str | Path) -> None:
    """Opening it for writing would make it, where there is none."""
    await (await open_journal(source, read_only=True)).close()


async def _must_be_empty(target: str | Path) -> None:
    """Opening it for writing would bring its tables up to date, whatever they hold."""
    try:
        journal = cast(StoredJournal, await open_journal(target, read_only=True))
    except (Damaged, Unusable):
        return  # nothing is there yet; or what is there is said when it is opened for writing
    try:
        if await journal.reading.run(lambda database: any(carry.counts(database).values())):
            raise _not_empty(journal)
    finally:
        await journal.close()


def _not_empty(journal: StoredJournal) -> NotEmpty:
    return NotEmpty(
        N_("There is a journal in {where} already. Move into one that is empty."),
        where=journal.where,
    )


@asynccontextmanager
async def _alone(place: str | Path) -> AsyncIterator[StoredJournal]:
    journal = cast(StoredJournal, await open_journal(place))
    try:
        await journal.must_be_alone()
        yield journal
    finally:
        await journal.close()


def _checked(database: Database, sent: carry.State, will: _Will) -> Moved:
    """Check all that has arrived against the chains, and against what there was."""
    arrived = 0
    for stream, _, _ in carry.ends(database):
        will.must_last()
        arrived += sum(1 for _ in lines.checked(database, stream, 0))
    audited = audit.verified(database)
    here = carry.State(carry.counts(database), carry.ends(database))
    if here != sent or arrived != sent.counts["line"]:
        raise _changed()
    return Moved(len(sent.ends), arrived, sent.counts["answer"], audited)


def _changed() -> Damaged:
    return Damaged(N_("What arrived is not what was sent, so nothing was moved. Try again."))
