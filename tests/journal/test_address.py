"""The address of a database: what is shown of it, what is refused, and which host is chosen."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from psycopg.conninfo import conninfo_to_dict

from server.__main__ import main
from server.app import feeding
from server.config import Settings
from server.journal.journal import Unusable, open_journal
from server.journal.postgresql.address import Address, to_listen
from server.journal.postgresql.journal import PostgresJournal
from tests.journal.given import said
from tests.postgresql import PostgresServer

PIECES = ("geheim", "Kw9", "77")


# What is shown


@pytest.mark.parametrize(
    "shown",
    [
        "postgresql:///orderpaper",
        "postgresql://db/orderpaper",
        "postgresql://db:5433/orderpaper",
        "postgresql://:5433/orderpaper",
        "postgresql://db/",
        "postgresql://h1:5432,h2:5433/orderpaper",
        "postgresql://h1,h2:5433,h3/orderpaper",
        "postgresql://[::1]:5433/orderpaper",
        "postgresql://[fd00::1],[fd00::2]:5433/orderpaper",
        "postgresql:///orderpaper?host=/var/run/postgresql",
        "postgresql:///orderpaper?host=/var/run/postgresql&port=5433",
        "postgresql:///orderpaper?host=/var/run/postgresql,db&port=5433,5432",
    ],
)
def test_an_address_is_told_as_it_was_written(shown: str) -> None:
    assert str(Address(shown)) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("postgresql://clerk:geheim@db/orderpaper", "postgresql://db/orderpaper"),
        ("postgres://clerk:Kw9%2Fx%4077@db:5433/orderpaper", "postgresql://db:5433/orderpaper"),
        ("postgresql://clerk:geheim@h1,h2/a?port=5433", "postgresql://h1:5433,h2:5433/a"),
        (
            "postgresql://%2Fvar%2Frun/a?user=clerk&password=geheim",
            "postgresql:///a?host=/var/run",
        ),
        ("postgresql:///a?hostaddr=10.0.0.1&sslmode=require", "postgresql://10.0.0.1/a"),
    ],
)
def test_of_an_address_neither_user_nor_password_is_told(written: str, shown: str) -> None:
    assert str(Address(written)) == shown


# What is refused

MISREAD = [
    "postgresql://clerk:geheim/Kw9@db/orderpaper",
    "postgresql://clerk:77/Kw9@db/orderpaper",
    "postgresql://clerk:/geheim@db/orderpaper",
    "postgresql://clerk:geheim@Kw9@db/orderpaper",
    "postgresql://clerk:geheim@Kw9/77@db/orderpaper",
    "postgresql://clerk:geheim@77:Kw9@h1,h2/orderpaper",
    "postgresql://clerk:geheim@%2FKw9@db/orderpaper",
    "postgresql://clerk:geheim/orderpaper",
    "postgresql://clerk:geheim@localhost:Kw9/orderpaper",
    "postgresql://clerk:geheim@db/orderpaper/Kw9",
    "postgresql://clerk:geheim@db/orderpaper:Kw9",
    "postgresql://clerk:geheim@db/orderpaper?Kw9=77",
]


@pytest.mark.parametrize("address", MISREAD)
async def test_a_password_with_special_characters_in_clear_is_refused_and_not_shown(
    address: str,
) -> None:
    for read_only in (False, True):
        with pytest.raises(Unusable, match=r"%40 for @ and %2F for /") as refusal:
            await open_journal(address, read_only=read_only)
        assert not [piece for piece in PIECES if piece in str(refusal.value)]


@pytest.mark.parametrize("command", ["web", "feed", "verify"])
def test_a_server_with_such_a_password_says_so_at_once_and_does_not_repeat_it(
    command: str,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("DATABASE_URL", MISREAD[0])
    assert main([command, "--data", str(tmp_path_factory.mktemp("data"))]) == 1
    told = capsys.readouterr().err + caplog.text
    assert "cannot be read" in told
    assert not [piece for piece in PIECES if piece in told]


# Which of several hosts is chosen


def choice(address: str, *, read_only: bool) -> str | None:
    chosen = conninfo_to_dict(Address(address, read_only=read_only).complete)
    return chosen.get("target_session_attrs")  # type: ignore[return-value]


def test_who_writes_looks_for_a_host_that_can_and_who_verifies_takes_any() -> None:
    several = "postgresql://h1,h2/orderpaper"
    assert choice(several, read_only=False) == "read-write"
    assert choice(several, read_only=True) is None
    assert choice(to_listen(several), read_only=True) == "primary"
    assert choice(to_listen(several + "?target_session_attrs=any"), read_only=True) == "any"


def test_an_address_to_listen_at_is_otherwise_the_same() -> None:
    for address in (
        "postgresql://clerk:Kw9%2Fx%40%3F%26%25+77@[::1]:5432,h2:5433/a%20b?sslmode=require",
        "postgresql://clerk@/orderpaper?host=/tmp/a%20folder&port=5433",
    ):
        given = conninfo_to_dict(address)
        assert conninfo_to_dict(to_listen(address)) == given | {"target_session_attrs": "primary"}


@contextlib.asynccontextmanager
async def standby() -> AsyncIterator[int]:
    """The port of a server that lets everybody in, and says that it is a standby."""

    def message(kind: bytes, body: bytes) -> bytes:
        return kind + (len(body) + 4).to_bytes(4, "big") + body

    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                asked = await reader.readexactly(int.from_bytes(await reader.readexactly(4)) - 4)
                if asked[:2] == b"\x00\x03":
                    break
                writer.write(b"N")  # neither TLS nor GSSAPI
            settings = (b"server_version\x0016.0", b"in_hot_standby\x00on")
            told = b"".join(message(b"S", each + b"\x00") for each in settings)
            writer.write(message(b"R", bytes(4)) + told + message(b"Z", b"I"))
            await reader.read()
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()


async def test_who_follows_hears_the_bell_though_a_standby_is_named_first(
    url: str, postgres_journal: PostgresJournal, postgresql: PostgresServer
) -> None:
    name = url.partition("?")[0].rpartition("/")[2]
    async with standby() as port:
        here = f"127.0.0.1:{port},127.0.0.1:{postgresql.port}"
        several = f"postgresql://tests@{here}/{name}"
        heard: asyncio.Queue[str] = asyncio.Queue()
        async with (
            asyncio.timeout(5),
            feeding(Settings(port=0, database_url=several)) as process,
        ):
            process.journal.bell.on(heard.put_nowait)
            await postgres_journal.append(said("Noted."))
            if not await heard.get():  # it listens only now
                await postgres_journal.append(said("Noted.", after=1))
                assert await heard.get()


async def test_a_follower_who_may_only_read_hears_it_too(
    url: str, postgresql: PostgresServer
) -> None:
    name = url.partition("?")[0].rpartition("/")[2]
    postgresql.do("DROP ROLE IF EXISTS follower; CREATE ROLE follower LOGIN")
    postgresql.do("ALTER ROLE follower SET default_transaction_read_only TO on")
    grants = "USAGE ON SCHEMA orderpaper", "SELECT ON ALL TABLES IN SCHEMA orderpaper"
    for grant in grants:
        postgresql.do(f"GRANT {grant} TO follower", name)
    follower = await open_journal(to_listen(url.replace("tests@", "follower@")), read_only=True)
    heard: asyncio.Queue[str] = asyncio.Queue()
    follower.bell.on(heard.put_nowait)
    assert await asyncio.wait_for(heard.get(), 5) == ""
    await follower.close()
    for grant in grants:
        postgresql.do(f"REVOKE {grant} FROM follower", name)
    postgresql.do("DROP ROLE follower")
