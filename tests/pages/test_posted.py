"""A post whose body cannot be read is answered so (400), whatever page it was for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.live.conftest import CONVENED
from tests.pages.wired import browsing, comes
from tests.serve import Town, post, town

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"


@pytest.fixture
async def council(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path / "data", CONVENED) as running:
        yield running


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (PARTS, b"--b\r\n0.3--b--\r\n"),
        (PARTS, b"nothing of the kind"),
        (PARTS, b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n'),
        (PARTS, b"--b\r\nContent-Transfer-Encoding: none\r\n\r\nx\r\n--b--\r\n"),
        ("multipart/form-data", b"--b--"),
        (f"{FORM}; charset=none", b"person=owen"),
        (FORM, b"person=%ff&\xff=\xfe"),
    ],
)
async def test_a_body_that_is_no_form_is_told_to_be_none(
    council: Town, caplog: pytest.LogCaptureFixture, kind: str, body: bytes
) -> None:
    caplog.set_level(logging.ERROR)
    headers = {"Content-Type": kind, "Origin": council.url}
    async with aiohttp.ClientSession(council.url, headers=headers) as browser:
        answer = await browser.post("/sign-in", data=body)
        assert answer.status == 400
        assert "<h1" in await answer.text()
    assert caplog.records == []


async def test_bytes_that_are_no_request_are_not_written_to_the_log(
    council: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    for said in (b"GET \x00 HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nsecret\r\n\r\n"):
        reader, writer = await asyncio.open_connection("127.0.0.1", council.server.port)
        writer.write(said)
        assert (await reader.read(12)).endswith(b"400")
        writer.close()
    assert caplog.records == []


async def test_a_form_goes_first_until_its_answer_is_out(council: Town) -> None:
    """So that the crowd does not come before a clerk who has no JavaScript either."""
    live, loop = council.running.live, asyncio.get_running_loop()
    first: list[bool] = []  # once the command is stored and acknowledged, and not yet answered
    live.changed.append(lambda: loop.call_soon(lambda: first.append(live.busy)))
    async with browsing(council, council.links.clerk) as browser:
        do = f"{council.url}/meetings/planning/clerk/do"
        assert await post(browser, f"{do}/open_meeting") == 303
        assert first == [True]
        assert await comes(lambda: not live.busy)
        assert await post(browser, f"{do}/open_meeting") == 422
        assert await comes(lambda: not live.busy)
