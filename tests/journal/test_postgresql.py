"""What PostgreSQL adds to the promises: several who write, durability, a place beside others."""

from __future__ import annotations

import asyncio
import builtins
import os
import resource
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import errors

from server.config import BadSetting, settings
from server.journal.database import SECRETS, Database
from server.journal.journal import (
    Damaged,
    Full,
    Journal,
    OutOfReach,
    TooNew,
    Unusable,
    open_journal,
)
from server.journal.postgresql import schema
from server.journal.postgresql.database import _key
from server.journal.postgresql.journal import PostgresJournal
from server.journal.postgresql.trouble import told
from server.journal.secrets.accounts import LastAdministrator, LinkSpent, Role
from tests.journal.given import said
from tests.journal.test_journal import speak
from tests.journal.test_secrets import HASH, TOLD, account, link, sign_in
from tests.postgresql import PostgresServer

MEETING = "meeting/1"


@pytest.fixture
async def beside(url: str) -> AsyncIterator[PostgresJournal]:
    """The same journal, as another process has it open."""
    opened = await PostgresJournal.open(url)
    yield opened
    await opened.close()


@pytest.fixture
def bare(postgresql: PostgresServer) -> Iterator[str]:
    """The address of a database with nothing in it."""
    made = postgresql.create()
    yield made
    postgresql.drop(made)


def do(url: str, *statements: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url, autocommit=True) as database:
        for statement in statements:
            cursor = database.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


# Several who write


async def test_of_two_servers_that_write_the_same_line_one_decides_again(
    postgres_journal: PostgresJournal, beside: Journal
) -> None:
    for after in range(10):
        both = [
            journal.append(said("Noted.", after=after)) for journal in (postgres_journal, beside)
        ]
        outcomes = await asyncio.gather(*both, return_exceptions=True)
        assert sorted(type(each).__name__ for each in outcomes) == ["Conflict", "NoneType"]
    assert await beside.verify(MEETING) == 10


async def test_however_the_clerks_of_two_servers_interleave_nothing_acknowledged_is_lost(
    postgres_journal: PostgresJournal, beside: PostgresJournal
) -> None:
    wanted = [("a", 1), ("b", 2), ("a", 3)] * 3
    spoken = await asyncio.gather(*(speak(each, wanted) for each in (postgres_journal, beside) * 3))
    for stream in "ab":
        stored = [row.id for row in await beside.read(stream)]
        assert sorted(stored) == sorted(id for one in spoken for id in one[stream])


async def test_whatever_the_order_in_which_streams_are_named_nobody_waits_for_ever(
    postgres_journal: PostgresJournal, beside: PostgresJournal, url: str
) -> None:
    def over(*names: str) -> Callable[[Database], None]:
        def work(database: Database) -> None:
            with database.transaction(*names):
                pass

        return work

    with psycopg.connect(url) as third:
        third.execute("SELECT pg_advisory_xact_lock(%s)", (_key("middle"),))
        both = asyncio.gather(
            postgres_journal.writing.run(over("one", "middle", "other")),
            beside.writing.run(over("other", "middle", "one")),
        )
        # Each has what it can have, and waits for the rest.
        while do(url, "SELECT count(*) FROM pg_locks WHERE NOT granted") != [(2,)]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await both


async def test_of_two_servers_where_a_link_for_one_use_is_used_one_lets_in(
    postgres_journal: PostgresJournal, beside: Journal
) -> None:
    await beside.secrets.links.put(HASH, link(single_use=True), TOLD)
    begun = await asyncio.gather(
        *(
            journal.secrets.sign_ins.begin(
                sha256(id.encode()).digest(), sign_in(id, link="l1"), TOLD
            )
            for journal, id in ((postgres_journal, "s1"), (beside, "s2"))
        )
    )
    assert sorted(begun) == [False, True]


async def test_two_servers_do_not_take_the_last_two_administrators_at_once(
    postgres_journal: PostgresJournal, beside: Journal
) -> None:
    for id in ("a1", "a2"):
        await beside.secrets.accounts.add(account(id), TOLD)
    outcomes = await asyncio.gather(
        postgres_journal.secrets.accounts.disable("a1", TOLD),
        beside.secrets.accounts.give_role("a2", Role.CLERK, TOLD),
        return_exceptions=True,
    )
    assert [type(each) for each in outcomes].count(LastAdministrator) == 1


async def test_two_servers_have_one_first_officer(
    postgres_journal: PostgresJournal, beside: Journal
) -> None:
    outcomes = await asyncio.gather(
        postgres_journal.secrets.accounts.add(account("a1"), TOLD, first=True),
        beside.secrets.accounts.add(account("a2"), TOLD, first=True),
        return_exceptions=True,
    )
    assert [type(each) for each in outcomes].count(LinkSpent) == 1
    assert len(await beside.secrets.accounts.all()) == 1


async def test_the_audit_log_is_one_chain_whoever_writes_to_it(
    postgres_journal: PostgresJournal, beside: Journal
) -> None:
    lines = (journal.secrets.audit.add(TOLD) for journal in (postgres_journal, beside) * 20)
    await asyncio.gather(*lines)
    assert await beside.secrets.audit.verify() == 40


# Durability, and what is erased


@pytest.mark.parametrize(
    ("default", "kept"), [("off", "on"), ("local", "on"), ("on", "on"), ("remote_apply",) * 2]
)
async def test_each_commit_waits_for_the_disk_whatever_the_servers_default_is(
    bare: str, default: str, kept: str
) -> None:
    [(name,)] = do(bare, "SELECT current_database()")
    do(bare, f"ALTER DATABASE {name} SET synchronous_commit TO {default}")
    journal = await PostgresJournal.open(bare)
    assert await journal.writing.execute("SHOW synchronous_commit") == [(kept,)]
    await journal.close()


async def test_what_was_acknowledged_is_there_after_the_database_was_killed(
    postgresql: PostgresServer, url: str
) -> None:
    """Its default here is that nobody waits for the disk."""
    journal = await PostgresJournal.open(url)
    for after in range(20):
        await journal.append(said("Noted.", after=after))
    postgresql.kill()
    postgresql.start()
    assert await journal.verify(MEETING) == 20
    await journal.close()


async def test_the_room_of_erased_words_is_freed_at_once(
    postgres_journal: PostgresJournal, url: str
) -> None:
    how_often = "SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'line'"
    await postgres_journal.append(said("Noted.", "Mrs Price of 4 Mill Lane asked."))
    [(before,)] = do(url, how_often)
    await postgres_journal.erase(MEETING, 2)
    assert do(url, how_often) == [(before + 1,)]
    assert await postgres_journal.verify(MEETING) == 2


async def test_nothing_of_a_transaction_that_fails_is_left_and_nobody_is_blocked(
    postgres_journal: PostgresJournal,
) -> None:
    def work(database: Database) -> None:
        with database.transaction(SECRETS):
            database.execute(
                "INSERT INTO stream (name, position, digest) VALUES ('a', 1, ?)", (b"",)
            )
            raise LookupError

    with pytest.raises(LookupError):
        await postgres_journal.writing.run(work)
    assert await postgres_journal.streams() == []
    await postgres_journal.secrets.audit.add(TOLD)


async def test_a_journal_that_may_only_be_read_is_not_written_to(url: str) -> None:
    reader = await open_journal(url, read_only=True)
    with pytest.raises(Unusable, match="may be read here, but not written"):
        await reader.append(said("Noted."))
    await reader.close()


async def test_a_server_with_more_than_a_thousand_open_sockets_can_connect(url: str) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 4096)), hard))
    with ExitStack() as many:
        for _ in range(1100):
            many.enter_context(open(os.devnull))  # noqa: ASYNC230
        journal = await PostgresJournal.open(url)
        await journal.append(said("Noted."))
        assert await journal.verify(MEETING) == 1
        await journal.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


# A place beside others


async def test_servers_that_start_at_once_make_the_tables_once(bare: str) -> None:
    journals = await asyncio.gather(*(open_journal(bare) for _ in range(4)))
    for after, journal in enumerate(journals):
        await journal.append(said("Noted.", after=after))
        await journal.close()
    assert do(bare, "SELECT step FROM orderpaper.mark") == [(max(schema._steps()),)]


async def test_the_other_tables_of_a_database_are_left_alone(bare: str) -> None:
    do(bare, "CREATE TABLE line (words TEXT)", "INSERT INTO line VALUES ('ours')")
    journal = await open_journal(bare)
    await journal.append(said("Noted."))
    await journal.close()
    assert do(bare, "SELECT words FROM public.line") == [("ours",)]


@pytest.mark.parametrize("table", ["line (words TEXT)", "mark (colour TEXT)"])
async def test_a_schema_of_another_program_is_left_alone(bare: str, table: str) -> None:
    do(bare, "CREATE SCHEMA orderpaper", f"CREATE TABLE orderpaper.{table}")
    with pytest.raises(Damaged, match="belongs to another program"):
        await open_journal(bare)
    assert len(do(bare, "SELECT 1 FROM pg_tables WHERE schemaname = 'orderpaper'")) == 1


async def test_the_journal_of_a_newer_version_is_left_alone(bare: str) -> None:
    await (await open_journal(bare)).close()
    do(bare, "UPDATE orderpaper.mark SET step = 999")
    for read_only in (False, True):
        with pytest.raises(TooNew, match=r"schema 999; .* or name another database"):
            await open_journal(bare, read_only=read_only)


async def test_a_step_that_fails_leaves_the_journal_as_it_was(
    bare: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = schema._steps() | {999: "CREATE TABLE later (name TEXT); nonsense"}
    with monkeypatch.context() as newer:
        newer.setattr(schema, "_steps", lambda: steps)
        with pytest.raises(errors.SyntaxError):
            await open_journal(bare)
    assert do(bare, "SELECT 1 FROM pg_namespace WHERE nspname = 'orderpaper'") == []
    await (await open_journal(bare)).close()


async def test_an_older_journal_is_brought_up_to_date(
    bare: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await open_journal(bare)
    await before.append(said("Noted."))
    await before.close()
    steps = schema._steps() | {999: "CREATE TABLE later (name TEXT)"}
    monkeypatch.setattr(schema, "_steps", lambda: steps)
    for _ in range(2):
        journal = await PostgresJournal.open(bare)
        assert await journal.verify(MEETING) == 1
        assert await journal.reading.execute("SELECT * FROM later") == []
        await journal.close()


async def test_reading_where_there_is_no_journal_makes_none(bare: str) -> None:
    with pytest.raises(Unusable, match="There is no journal at"):
        await open_journal(bare, read_only=True)
    assert do(bare, "SELECT 1 FROM pg_namespace WHERE nspname = 'orderpaper'") == []


# What is said of a wrong address


def test_the_address_comes_from_the_environment_under_the_name_that_hosts_give_it() -> None:
    address = "postgresql://orderpaper@db/orderpaper"
    assert settings({"DATABASE_URL": address}).journal == address
    assert settings({}).journal == Path("data/journal.db")
    with pytest.raises(BadSetting, match="postgresql://user@host/database"):
        settings({"DATABASE_URL": "mysql://orderpaper@db/orderpaper"})


async def test_a_user_without_rights_is_told_which_to_ask_for(
    postgresql: PostgresServer, bare: str
) -> None:
    do(bare, "DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN")
    with pytest.raises(Unusable, match=r"permission denied .* own the schema orderpaper"):
        await open_journal(bare.replace("tests@", "guest@"))
    do(bare, "CREATE SCHEMA orderpaper AUTHORIZATION guest")
    journal = await open_journal(bare.replace("tests@", "guest@"))
    await journal.append(said("Noted."))
    await journal.close()


async def test_a_database_that_cannot_hold_every_name_is_refused(
    postgresql: PostgresServer,
) -> None:
    postgresql.do("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    with pytest.raises(Unusable, match="keeps texts as LATIN1"):
        await open_journal(postgresql.url("latin"))
    postgresql.drop(postgresql.url("latin"))


@pytest.mark.parametrize(
    ("address", "kind", "words"),
    [
        ("postgresql://clerk:secret@localhost:x/orderpaper", Unusable, "cannot be read"),
        ("postgresql://clerk:secret@localhost/a?nonsense=1", Unusable, "cannot be read"),
        ("postgresql://clerk:secret@127.0.0.1:1/orderpaper", OutOfReach, "cannot be reached"),
        ("postgresql://clerk:secret@nowhere.invalid/orderpaper", OutOfReach, "be reached"),
    ],
)
async def test_a_wrong_address_is_told_without_the_password(
    address: str, kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind, match=words) as refusal:
        await open_journal(address)
    assert "secret" not in str(refusal.value)


async def test_a_database_that_is_not_there_is_named(postgresql: PostgresServer) -> None:
    with pytest.raises(OutOfReach, match='database "nowhere" does not exist'):
        await open_journal(postgresql.url("nowhere"))


@pytest.mark.parametrize(
    ("trouble", "kind", "words"),
    [
        (errors.DiskFull, Full, "everything that was acknowledged before is safe"),
        (errors.DataCorrupted, Damaged, "Restore it from a backup"),
        (errors.IndexCorrupted, Damaged, "Restore it from a backup"),
        (errors.IoError, Unusable, "disk of the database failed"),
        (errors.InsufficientPrivilege, Unusable, "lets this user do too little"),
        (errors.ReadOnlySqlTransaction, Unusable, "may be read here, but not written"),
        (errors.AdminShutdown, OutOfReach, "cannot be reached"),
        (errors.CrashShutdown, OutOfReach, "cannot be reached"),
        (errors.CannotConnectNow, OutOfReach, "cannot be reached"),
        (errors.TooManyConnections, OutOfReach, "cannot be reached"),
        (errors.LockNotAvailable, OutOfReach, "cannot be reached"),
        (psycopg.OperationalError, OutOfReach, "cannot be reached"),
    ],
)
def test_trouble_is_told_in_a_sentence(
    trouble: type[psycopg.Error], kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind, match=words), told("the database"):
        raise trouble("as PostgreSQL says it")


def test_a_fault_of_our_own_is_not_dressed_up() -> None:
    with pytest.raises(errors.UndefinedTable), told("the database"):
        raise errors.UndefinedTable("no such table")


async def test_without_the_driver_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    imported = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("server.journal.postgresql"):
            raise ImportError(name)
        return imported(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Unusable, match=r"among what requirements\.lock installs"):
        await open_journal("postgresql://localhost/orderpaper")
