"""A journal that is moved is the same in its new place, and nothing is lost or left half done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from server.__main__ import main
from server.journal import move as moving
from server.journal.database import SECRETS, Database
from server.journal.journal import (
    Answer,
    Append,
    Damaged,
    InUse,
    Journal,
    Unusable,
    open_journal,
)
from server.journal.move import NotEmpty, move
from server.journal.secrets.identities import Bound
from server.journal.stored import StoredJournal
from server.journal.tables import TABLES
from tests.journal.conftest import EMPTY
from tests.journal.given import OPENED, line, said
from tests.journal.test_secrets import HASH, TOLD, account, link, sign_in

MEETING = "meeting/1"
_numbers = count(1)

# Streams of lines: what each says, whether in private, and whether it was erased since.
spoken = st.tuples(st.text(st.characters(codec="utf-8")), st.booleans(), st.booleans())
streams = st.dictionaries(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=9),
    st.lists(spoken, max_size=5),
    max_size=4,
)


def quietly(done: int, total: int) -> None:
    """Nobody watches."""


async def everything(place: Path | str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    journal = cast(StoredJournal, await open_journal(place, read_only=True))
    found = {}
    for table in TABLES:
        rows = await journal.reading.execute(
            f"SELECT {', '.join(table.columns)} FROM {table.name}"  # noqa: S608
        )
        found[table.name] = sorted(rows, key=repr)
    await journal.close()
    return found


async def filled(place: Path | str, *fill: Callable[[Journal], Awaitable[None]]) -> Path | str:
    journal = await open_journal(place)
    for each in fill:
        await each(journal)
    await journal.close()
    return place


async def with_secrets(journal: Journal) -> None:
    secrets = journal.secrets
    await secrets.accounts.add(account("a1"), TOLD)
    await secrets.identities.bind("https://directory", "7", Bound("a1", by_role=True), TOLD)
    await secrets.links.put(HASH, replace(link(), name="Cllr Ŵyn \0"), TOLD)
    await secrets.sign_ins.begin(sha256(b"s").digest(), sign_in(link="l1"), TOLD)
    await secrets.browsers.keep("b1", "jo", OPENED)


def with_streams(wanted: dict[str, list[tuple[str, bool, bool]]]) -> Callable[..., Awaitable[None]]:
    async def fill(journal: Journal) -> None:
        for name, spoken in wanted.items():
            lines = tuple(replace(line(text), private=private) for text, private, _ in spoken)
            answers = (Answer("clerk", name, name.encode()),)
            await journal.append([Append(name, 0, lines, answers)])
            for position, (_, _, erased) in enumerate(spoken, start=1):
                if erased:
                    await journal.erase(name, position)

    return fill


async def with_lines(journal: Journal) -> None:
    await journal.append(said("Noted.", "Mrs Price asked.", "Agreed."))
    await journal.erase(MEETING, 2)


def emptied(url: str) -> str:
    with psycopg.connect(url, autocommit=True) as database:
        database.execute(EMPTY.encode())
    return url


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=streams)
async def test_a_journal_moved_there_and_back_is_the_same_in_every_row(
    tmp_path: Path, url: str, wanted: dict[str, list[tuple[str, bool, bool]]]
) -> None:
    folder = tmp_path / str(next(_numbers))
    folder.mkdir()
    here = await filled(folder / "journal.db", with_streams(wanted), with_secrets)
    before = await everything(here)
    moved = await move(here, emptied(url), quietly)
    assert (moved.streams, moved.audited) == (sum(1 for each in wanted.values() if each), 4)
    assert await everything(url) == before
    await move(url, folder / "data" / "journal.db", quietly)
    assert await everything(folder / "data" / "journal.db") == before
    assert await everything(here) == before


async def test_what_was_moved_goes_on(path: Path, url: str) -> None:
    await filled(path, with_lines, with_secrets)
    await move(path, url, quietly)
    journal = await open_journal(url)
    await journal.append(said("Deferred.", after=3))
    await journal.secrets.audit.add(TOLD)
    assert await journal.verify(MEETING) == 4
    assert await journal.secrets.audit.verify() == 5
    assert [row.payload is None for row in await journal.read(MEETING)] == [
        False,
        True,
        False,
        False,
    ]
    await journal.close()


async def test_more_rows_than_are_carried_at_once_arrive_with_their_progress(
    path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "AT_ONCE", 3)
    texts = [f"{number}" for number in range(10)]
    await filled(path, with_streams({s: [(t, False, False) for t in texts] for s in "abc"}))
    told: list[tuple[int, int]] = []
    moved = await move(path, url, lambda *progress: told.append(progress))
    assert moved.lines == 30
    assert told[0] == (3, 36)
    assert told[-1] == (36, 36)
    assert await everything(path) == await everything(url)


async def test_nothing_is_moved_where_something_is(path: Path, url: str) -> None:
    await filled(path, with_lines)
    await filled(url, with_secrets)
    for source, target in ((path, url), (url, path)):
        before = await everything(target)
        with pytest.raises(NotEmpty, match="Move into one that is empty"):
            await move(source, target, quietly)
        assert await everything(target) == before


async def test_nothing_is_moved_while_a_server_has_either_journal_open(
    path: Path, url: str
) -> None:
    await filled(path, with_lines)
    for place in (path, url):
        server = await open_journal(place)
        with pytest.raises(InUse):
            await move(path, url, quietly)
        await server.close()
    assert not any((await everything(url)).values())


async def test_what_is_not_there_is_not_moved_and_not_made(tmp_path: Path, url: str) -> None:
    with pytest.raises(Unusable, match="There is no journal"):
        await move(tmp_path / "nowhere" / "journal.db", url, quietly)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE line SET actor = 'chair' WHERE position = 3",
        "DELETE FROM line WHERE position = 3",
        "UPDATE audit SET who = 'Nobody' WHERE rowid = 2",
        "UPDATE link SET name = CAST(x'ff' AS TEXT)",
    ],
)
async def test_a_damaged_journal_is_not_moved(path: Path, url: str, damage: str) -> None:
    async def damaged(journal: Journal) -> None:
        await cast(StoredJournal, journal).writing.change(SECRETS, damage)

    await filled(path, with_lines, with_secrets, damaged)
    with pytest.raises(Damaged):
        await move(path, url, quietly)
    assert not any((await everything(url)).values())


async def test_a_move_that_fails_half_way_leaves_its_target_empty(
    path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(database: Database, *rest: object) -> Any:
        database.execute("UPDATE line SET actor = 'chair' WHERE position = 1")
        return checked(database, *rest)  # type: ignore[arg-type]

    checked = moving._checked
    await filled(path, with_lines)
    monkeypatch.setattr(moving, "_checked", changed)
    with pytest.raises(Damaged):
        await move(path, url, quietly)
    assert not any((await everything(url)).values())


async def test_no_row_is_left_out_whatever_the_order_of_the_names(
    path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "AT_ONCE", 2)
    names = ["A", "a", "ä", "Z", "z", "\0", "\ufdd0"]
    texts = [("Noted.", False, False)]
    await filled(url, with_streams(dict.fromkeys(names, texts)))
    moved = await move(url, path, quietly)
    assert moved.answers == len(names)


def test_the_command_line_says_what_it_did(
    path: Path, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["move", str(tmp_path / "nowhere"), url]) == 1
    assert "There is no journal" in capsys.readouterr().err
    assert main(["move", url, str(tmp_path / "data")]) == 0
    assert "all has arrived" in capsys.readouterr().out
    assert main(["verify", "--database-url", url]) == 0
    assert capsys.readouterr().out == "audit log: 0 lines, unbroken\n"
    assert main(["verify", "--database-url", "mysql://localhost/orderpaper"]) == 1
    assert "postgresql://user@host/database" in capsys.readouterr().err
