"""A form with files has an end: of its bytes, of its parts and of its words, and says so."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from server.pages import uploaded
from server.pages.agendas import receiving
from tests.pages.officer import Officer, office
from tests.papers.files import PDF

MB = 1024 * 1024
MULTIPART = {"Content-Type": "multipart/form-data; boundary=b"}


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Officer]:
    async with office(tmp_path) as officer:
        yield officer


@pytest_asyncio.fixture
async def form(desk: Officer) -> str:
    """The address of an item’s form."""
    begin = {"body": "parish", "day": "2027-05-12", "time": "19:30", "place": "Village Hall"}
    plan = await desk.post("/agendas/new", {**begin, "begin": "nothing"})
    return f"{plan.path}/items/new"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> int:
    """Forms may have 1 MB of words, and their papers 1 MB each; how much that is in all."""
    monkeypatch.setattr(uploaded, "MOST_OF_WORDS", MB)
    monkeypatch.setattr(receiving, "MOST_OF_A_PAPER", MB)
    monkeypatch.setattr(receiving, "MOST_FILES", 2)
    return 3 * MB


async def send(desk: Officer, path: str, body: object) -> tuple[int, str]:
    asked = desk.browser.post(path, data=body, headers=MULTIPART)
    async with asyncio.timeout(20), asked as answer:
        return answer.status, await answer.text()


def part(name: str, content: bytes, filename: str | None = None) -> bytes:
    called = "" if filename is None else f'; filename="{filename}"'
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"{called}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def form_of(*parts: bytes) -> io.BytesIO:
    return io.BytesIO(b"".join(parts) + b"--b--\r\n")


def fields(count: int, size: int = 1) -> list[bytes]:
    return [part(f"f{number}", b"x" * size) for number in range(count)]


async def endless(sent: list[int]) -> AsyncIterator[bytes]:
    """A body that says not how large it is, and goes on until nobody reads it any more."""
    yield part("files", PDF, "Scan.pdf").removesuffix(b"\r\n")
    while sum(sent) < 64 * MB:
        sent.append(64 * 1024)
        yield b"\0" * sent[-1]


async def test_a_form_that_says_it_is_too_large_is_not_read_at_all(
    desk: Officer, form: str, small: int
) -> None:
    body = form_of(part("files", PDF + b"\0" * small, "Scan.pdf"))
    status, told = await send(desk, form, body)
    assert status == 413
    assert "What you sent is larger than 3 MB in all, so nothing was recorded." in told
    assert list(desk.server.site.papers) == []


async def test_of_a_form_without_end_no_more_is_read_than_it_may_have(
    desk: Officer, form: str, small: int
) -> None:
    sent: list[int] = []
    try:
        status, told = await send(desk, form, endless(sent))
        assert (status, "larger than 3 MB in all" in told) == (413, True)
    except aiohttp.ClientOSError:  # it hung up while we were still writing
        pass
    assert sum(sent) < 32 * MB
    assert list(desk.server.site.papers) == []


async def test_a_form_has_so_many_parts_and_no_more(desk: Officer, form: str) -> None:
    status, told = await send(desk, form, form_of(*fields(uploaded.MOST_PARTS + 1)))
    assert status == 413
    assert "has more than 200 fields and files, so nothing was recorded." in told
    assert (await send(desk, form, form_of(*fields(uploaded.MOST_PARTS))))[
        0
    ] == 422  # it has no title


async def test_the_words_of_all_fields_together_have_a_bound(
    desk: Officer, form: str, small: int
) -> None:
    status, told = await send(desk, form, form_of(*fields(3, MB // 2)))
    assert (status, "larger than 1 MB in all" in told) == (413, True)
    assert (await send(desk, form, form_of(*fields(1, MB // 2))))[0] == 422


async def test_a_field_that_is_too_large_is_named(desk: Officer, form: str) -> None:
    status, told = await send(desk, form, form_of(*fields(1, MB + 1)))
    assert status == 413
    assert "“f0” is larger than 1 MB." in told


@pytest.mark.parametrize("path", ["/council/import", "paste"])
async def test_forms_with_one_file_have_a_bound_of_their_own(
    desk: Officer, form: str, path: str
) -> None:
    at = path if path.startswith("/") else form.replace("items/new", path)
    files = [part("file", b"x" * (7 * MB), f"{number}.csv") for number in range(3)]
    status, told = await send(desk, at, form_of(*files))
    assert (status, "larger than 18 MB in all" in told) == (413, True)
