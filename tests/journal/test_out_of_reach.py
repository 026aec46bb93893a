"""A database that goes away: nobody is told what is not so, nobody waits for ever, all goes on."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from server.journal.database import Database
from server.journal.journal import Answer, Append, Conflict, InDoubt, OutOfReach
from server.journal.postgresql import bell, connection
from server.journal.postgresql.journal import PostgresJournal
from tests.journal.cut import Network, network
from tests.journal.given import line, said
from tests.journal.test_bell import next_of
from tests.postgresql import PostgresServer

MEETING = "meeting/1"


@pytest.fixture
async def between(postgresql: PostgresServer) -> AsyncIterator[Network]:
    async with network(postgresql.port) as opened:
        yield opened


@pytest.fixture
async def journal(
    postgresql: PostgresServer, between: Network, url: str
) -> AsyncIterator[PostgresJournal]:
    """A journal on the far side of that network."""
    database = urlsplit(url).path.lstrip("/")
    through = postgresql.url(database, tcp=True).replace(str(postgresql.port), str(between.port))
    opened = await PostgresJournal.open(through)
    yield opened
    await opened.close()


async def patiently(journal: PostgresJournal, appends: list[Append]) -> None:
    """Append as soon as the database is there again."""
    while True:
        try:
            return await journal.append(appends)
        except OutOfReach:
            await asyncio.sleep(connection.RESPITE)


@pytest.mark.parametrize("stored", [True, False])
async def test_where_the_answer_to_a_commit_is_lost_nobody_says_that_nothing_is_stored(
    journal: PostgresJournal, between: Network, stored: bool
) -> None:
    await journal.append(said("Noted."))
    between.breaks_at, between.delivers = b"COMMIT", stored
    answer = Answer("clerk", "c1", b"carried")
    append = Append(MEETING, 1, (line("Agreed."),), (answer,))
    with pytest.raises(InDoubt, match="before it said whether this was stored"):
        await journal.append([append])
    between.breaks_at = b""
    # Whoever tries again waits for what may still be under way, and learns what became of it.
    if stored:
        with pytest.raises(Conflict):
            await journal.append([append])
    else:
        await journal.append([append])
    assert await journal.answer(MEETING, "clerk", "c1") == b"carried"
    assert await journal.verify(MEETING) == 2


async def test_what_breaks_before_the_commit_is_not_stored(
    journal: PostgresJournal, between: Network
) -> None:
    between.breaks_at = b"INSERT INTO line"
    with pytest.raises(OutOfReach, match="nothing was stored") as told:
        await journal.append(said("Noted."))
    assert "tests" not in str(told.value.values["where"]).partition("/")[2].partition("/")[0]
    between.breaks_at = b""
    assert await journal.read(MEETING) == []
    await journal.append(said("Noted."))


async def test_why_something_was_taken_back_is_told_also_if_the_connection_breaks_then(
    journal: PostgresJournal, between: Network
) -> None:
    def work(database: Database) -> None:
        with database.transaction():
            raise LookupError("no such thing")

    between.breaks_at = b"ROLLBACK"
    with pytest.raises(LookupError, match="no such thing"):
        await journal.writing.run(work)
    between.breaks_at = b""
    await journal.append(said("Noted."))


async def test_a_connection_that_broke_while_it_was_idle_is_made_anew_unnoticed(
    journal: PostgresJournal, between: Network
) -> None:
    await journal.append(said("Noted."))
    await between.cut()
    await journal.append(said("Agreed.", after=1))
    assert await journal.verify(MEETING) == 2


async def test_a_database_that_does_not_answer_is_not_waited_for_for_ever(
    journal: PostgresJournal, between: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    await journal.append(said("Noted."))
    assert await journal.verify(MEETING) == 1
    monkeypatch.setattr(connection, "PATIENCE", 0.2)
    between.silent = True
    with pytest.raises((OutOfReach, InDoubt)):
        await journal.append(said("Agreed.", after=1))
    with pytest.raises(OutOfReach):
        await journal.read(MEETING)
    between.silent = False
    await patiently(journal, said("Agreed.", after=1))
    assert await journal.verify(MEETING) == 2


async def test_a_database_that_lets_in_and_then_does_not_answer_is_not_waited_for_for_ever(
    journal: PostgresJournal, between: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a pooler does all of whose connections are taken."""
    monkeypatch.setattr(connection, "PATIENCE", 0.2)
    await between.cut()
    between.silent_from = b"search_path"
    with pytest.raises(OutOfReach, match="cannot be reached"):
        await asyncio.wait_for(journal.append(said("Noted.")), 5)
    between.silent, between.silent_from = False, b""
    await patiently(journal, said("Noted."))


async def test_the_bell_of_a_database_that_does_not_answer_is_not_waited_for_for_ever(
    journal: PostgresJournal, between: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bell, "PATIENCE", 0.2)
    heard: asyncio.Queue[str] = asyncio.Queue()
    between.silent_from = b"LISTEN"
    journal.bell.on(heard.put_nowait)
    await falls_silent(between)
    between.silent, between.silent_from = False, b""
    assert await next_of(heard) == ""


async def test_a_journal_closes_soon_while_the_database_does_not_answer_and_without_a_fault(
    journal: PostgresJournal,
    between: Network,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(connection, "LAST_PATIENCE", 0.2)
    assert await journal.read(MEETING) == []
    between.silent_from = b"LISTEN"
    journal.bell.on(lambda rung: None)
    await falls_silent(between)
    left = asyncio.create_task(journal.read(MEETING))  # as of somebody who goes before the answer
    await asyncio.sleep(0)
    left.cancel()
    await asyncio.wait({left})
    await asyncio.wait_for(journal.close(), 4)
    del left  # which keeps what it awaited
    gc.collect()
    assert "never retrieved" not in caplog.text


async def falls_silent(between: Network) -> None:
    async with asyncio.timeout(5):
        while not between.silent:  # noqa: ASYNC110  # a network tells nobody
            await asyncio.sleep(0.01)


async def test_when_the_server_is_away_everybody_hears_so_and_when_it_is_back_all_goes_on(
    postgresql: PostgresServer, url: str
) -> None:
    journal = await PostgresJournal.open(url)
    heard: asyncio.Queue[str] = asyncio.Queue()
    journal.bell.on(heard.put_nowait)
    await journal.append(said("Noted."))
    assert await next_of(heard) == ""
    postgresql.kill()
    try:
        for vain in (journal.append(said("Agreed.", after=1)), journal.read(MEETING)):
            with pytest.raises(OutOfReach, match="cannot be reached: nothing was stored"):
                await vain
    finally:
        postgresql.start()
    await patiently(journal, said("Agreed.", after=1))
    while await next_of(heard) != "":
        pass  # whoever listens is told to look at everything once the bell is heard again
    assert await journal.verify(MEETING) == 2
    await journal.close()
