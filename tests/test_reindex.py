"""What can be searched is made anew by one command, with a server and without."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import cast

import pytest

from server import __main__ as command_line
from server.__main__ import main
from server.arguments import parser
from server.config import Settings
from server.journal.journal import open_journal
from server.journal.search import Query
from server.journal.stored import StoredJournal
from tests.live.conftest import CONVENED
from tests.serve import town

SAID = "What can be searched is made anew: 1 meeting.\n"


async def found(data: Path) -> int:
    journal = await open_journal(data / "journal.db", read_only=True)
    reading = cast(StoredJournal, journal).reading
    rows = await reading.execute("SELECT count(*) FROM passage WHERE title = 'Land at Mill Lane'")
    await journal.close()
    return int(rows[0][0])


async def test_a_running_server_makes_it_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with town(tmp_path, CONVENED) as council:
        index = council.server.journal.index
        await council.server.indexing.settled()
        await cast(StoredJournal, council.server.journal).writing.execute("DELETE FROM passage")
        assert (await index.find(Query("mill"))).total == 0
        asked = parser(command_line._RUNS).parse_args(["reindex"])
        await command_line.reindex(asked, Settings(data=tmp_path))
        assert (await index.find(Query("mill"))).total == 1
    assert capsys.readouterr().out == SAID


def test_it_is_made_anew_where_no_server_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def before() -> None:
        async with town(tmp_path, CONVENED) as council:
            await council.server.indexing.settled()
            await council.server.journal.index.clear()

    asyncio.run(before())
    assert main(["reindex", "--data", str(tmp_path)]) == 0
    assert capsys.readouterr().out == SAID
    assert asyncio.run(found(tmp_path)) == 1


def test_where_there_is_no_journal_none_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["reindex", "--data", str(tmp_path)]) == 1
    assert "There is no journal" in capsys.readouterr().err
    assert not (tmp_path / "journal.db").exists()
