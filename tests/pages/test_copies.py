"""The administrator takes a copy of everything by a page, while the server runs."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.app import serving
from server.config import Settings
from server.keeping.restore import restore
from server.pages.doors.what import What
from tests.faults.story import until
from tests.pages.officer import Officer, office

COPIES = "/council/copies"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Officer]:
    async with office(tmp_path / "data") as officer:
        yield officer


async def taken(desk: Officer, what: str) -> zipfile.ZipFile:
    """The copy that the page sends."""
    async with desk.browser.post(COPIES, data={"what": what}) as answer:
        assert answer.status == 200
        assert answer.content_type == "application/zip"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert f'filename="orderpaper-{what}-' in answer.headers["Content-Disposition"]
        return zipfile.ZipFile(io.BytesIO(await answer.read()))


async def test_a_backup_taken_by_the_page_is_restored_with_its_officers(
    desk: Officer, tmp_path: Path
) -> None:
    with await taken(desk, "backup") as packed:
        await asyncio.to_thread(packed.extractall, tmp_path / "unpacked")
    back = Settings(port=0, data=tmp_path / "back")
    await restore(back, tmp_path / "unpacked" / "backup")
    async with serving(back) as server:
        assert server.council.register.seats == desk.council.register.seats
        assert server.council.register.people == desk.council.register.people
        assert await server.doors.account_named("ruth") is not None


async def test_an_export_has_what_other_programs_read_and_no_key(desk: Officer) -> None:
    with await taken(desk, "export") as packed:
        names = packed.namelist()
        assert "export/README.txt" in names
        assert not any(name.endswith("journal.db") for name in names)


async def test_who_took_a_copy_stands_in_the_audit_log(desk: Officer) -> None:
    await taken(desk, "export")
    ((_, line),) = await desk.server.doors.kept.audit.latest(20, what=What.COPIED)
    assert (line.who, line.detail) == ("Ruth Calloway (ruth)", "Export")


async def test_what_is_neither_is_refused_and_nothing_is_made(desk: Officer) -> None:
    page = await desk.post(COPIES, what="everything")
    assert page.status == 422
    assert "Choose a backup or an export." in page.text


async def test_only_one_copy_is_made_at_a_time(desk: Officer) -> None:
    async with desk.server.site.copy("export"):
        page = await desk.post(COPIES, what="export")
        assert page.status == 422
        assert "A copy is being made already. Wait until it has come." in page.text


async def test_a_copy_that_fails_says_why_and_the_next_is_tried_anew(
    desk: Officer, tmp_path: Path
) -> None:
    hidden = (tmp_path / "data").rename(tmp_path / "gone")
    page = await desk.post(COPIES, what="backup")
    assert page.status == 422
    assert "The copy could not be made: There is no data folder" in page.text
    hidden.rename(tmp_path / "data")
    await taken(desk, "backup")


async def test_nothing_of_a_copy_is_left_behind(
    desk: Officer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    await taken(desk, "backup")
    # The browser has the whole file a moment before.
    await until(lambda: not list(place.iterdir()), "the copy is gone")
