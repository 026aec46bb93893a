"""A server stopped or killed in mid-meeting: nothing acknowledged is lost, and pages come back."""

from __future__ import annotations

import asyncio
import json
import signal
from pathlib import Path

import aiohttp
from playwright.async_api import Page

from server.journal.journal import open_journal
from tests.pages.conftest import Visits, shows
from tests.pages.weak_network import ONLINE
from tests.serve import Process, post

GONE = "ERR_CONNECTION|WebSocket|Failed to load resource|net::"


class Clerk:
    """A clerk who posts forms, and remembers what was acknowledged."""

    def __init__(self, session: aiohttp.ClientSession, link: str) -> None:
        self._session = session
        self._link = link
        self._base = ""
        self.acknowledged: list[str] = []

    async def sign_in(self) -> None:
        async with self._session.get(self._link) as response:
            self._base = str(response.url)

    async def do(self, command: str, **fields: str) -> None:
        status = await post(self._session, f"{self._base}/do/{command}", **fields)
        assert status == 303, (command, status)
        self.acknowledged.append(fields.get("text", command))


async def everybody(process: Process, visits: Visits) -> list[Page]:
    visits.forgiven = GONE
    return [await visits.open(link) for link in process.links.values()]


async def opened(process: Process, session: aiohttp.ClientSession) -> Clerk:
    clerk = Clerk(session, process.links["clerk"])
    await clerk.sign_in()
    await clerk.do("open_meeting")
    await clerk.do("take_next")
    return clerk


async def test_killed_in_mid_meeting_it_loses_nothing_and_all_pages_catch_up(
    process: Process, visits: Visits
) -> None:
    pages = await everybody(process, visits)
    async with aiohttp.ClientSession() as session:
        clerk = await opened(process, session)
        await clerk.do("record_decision", text="That what was acknowledged stands.")
        await process.end(signal.SIGKILL)
        await process.start()
        clerk = Clerk(session, process.links["clerk"])
        await clerk.sign_in()
        await clerk.do("record_decision", text="That the meeting goes on.")
        for page in pages:
            await page.evaluate(ONLINE)
            await shows(page, "That what was acknowledged stands.")
            await shows(page, "That the meeting goes on.")


async def test_no_acknowledged_command_is_lost_however_the_server_is_killed(
    process: Process, tmp_path: Path
) -> None:
    async with aiohttp.ClientSession() as session:
        clerk = await opened(process, session)

        async def write(who: int) -> None:
            for n in range(200):
                await clerk.do("record_note", text=f"Note {n} of {who}.")

        writing = [asyncio.ensure_future(write(who)) for who in range(4)]
        while len(clerk.acknowledged) < 60:
            await asyncio.wait(writing, timeout=0.01, return_when=asyncio.FIRST_COMPLETED)
        await process.end(signal.SIGKILL)
        await asyncio.gather(*writing, return_exceptions=True)
    journal = await open_journal(tmp_path / "data" / "journal.db")
    (stream,) = await journal.streams("meeting/")
    rows = await journal.read(stream)
    await journal.close()
    stored = {json.loads(row.payload or b"{}").get("text", "") for row in rows}
    assert {text for text in clerk.acknowledged if text.startswith("Note")} <= stored


async def test_told_to_stop_with_browsers_connected_it_ends_within_three_seconds(
    process: Process, visits: Visits
) -> None:
    pages = await everybody(process, visits)
    async with aiohttp.ClientSession() as session:
        await opened(process, session)
        for page in pages:
            await shows(page, "Now" if page is not pages[1] else "Being considered now")
        assert await process.end(signal.SIGTERM) < 3
        await process.start()
        clerk = Clerk(session, process.links["clerk"])
        await clerk.sign_in()
        await clerk.do("record_decision", text="That all came back.")
        for page in pages:
            await page.evaluate(ONLINE)
            await shows(page, "That all came back.")


async def test_a_lost_connection_is_told_calmly_and_what_was_typed_is_sent_once(
    process: Process, visits: Visits
) -> None:
    visits.forgiven = GONE
    page = await visits.open(process.links["clerk"])
    async with aiohttp.ClientSession() as session:
        await opened(process, session)
    await shows(page, "Now")  # it has a connection to lose
    await page.keyboard.press("n")
    await process.end(signal.SIGKILL)
    await shows(page, "Connection lost")
    await page.keyboard.type("Typed while the server was away.")
    await page.keyboard.press("Control+Enter")
    await process.start()
    await page.evaluate(ONLINE)
    await page.wait_for_function(
        """() => Array.from(document.querySelectorAll('[data-slot=record] li')).filter(
            li => li.innerText.includes('Typed while the server was away.')).length === 1""",
        timeout=15000,
    )
    await page.reload()
    entries = page.locator("[data-slot=record] li", has_text="Typed while the server was away.")
    assert await entries.count() == 1
