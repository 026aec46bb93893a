"""With a virus scanner, an item’s form says of each file what came of it, and keeps its words."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from shlex import quote

import pytest
import pytest_asyncio

from server.papers.scanner import Scanner
from tests.pages.officer import Officer, office
from tests.pages.test_item_papers import OTHER, WORDS, filled, items, send
from tests.papers.files import PDF

# It stands in for a scanner: what has “%other” in it is infected, or cannot be scanned.
STAND_IN = "import sys; sys.exit({} if b'%other' in open(sys.argv[1], 'rb').read() else 0)"
INFECTED = "The virus scanner found “Other.pdf” infected. It was not kept: tell your IT."
UNKNOWN = "“Other.pdf” could not be scanned for viruses, so it was not kept."


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Officer]:
    async with office(tmp_path) as officer:
        yield officer


@pytest.mark.parametrize(("code", "sentence"), [(1, INFECTED), (2, UNKNOWN)])
async def test_what_the_scanner_does_not_find_clean_is_told_on_the_form_and_not_kept(
    desk: Officer, code: int, sentence: str
) -> None:
    command = f"{quote(sys.executable)} -c {quote(STAND_IN.format(code))}"
    desk.server.site.papers.scanner = Scanner(command)
    begin = {"body": "parish", "day": "2027-05-12", "time": "19:30", "place": "Village Hall"}
    plan = (await desk.post("/agendas/new", {**begin, "begin": "nothing"})).path
    files = [("files", "Plan.pdf", PDF), ("files", "Other.pdf", OTHER)]
    page = await send(desk, f"{plan}/items/new", files, WORDS)
    assert page.status == 422
    assert sentence in page.text
    kept = filled(page)
    assert (kept["title"], kept["paper-title-1"]) == (WORDS["title"], "Plan")
    assert len(list(desk.server.site.papers)) == 1
    assert (await desk.post(f"{plan}/items/new", kept)).path == plan
    assert [paper.title for paper in items(desk, plan)[0].papers] == ["Plan"]
