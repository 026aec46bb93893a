"""A real browser, and a town whose meeting it visits."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from server import places
from server.meeting_file.folder import load_meeting_file
from tests.live.conftest import CONVENED
from tests.serve import Process, Town, town

# The shell is the same browser without windows, and a third faster.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
# Chromium looks things up outside of its own accord; here nothing may leave the machine.
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--js-flags=--no-turbofan --no-maglev",  # no page lives for as long as optimising it takes
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
AXE = places.templates().parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

WINDOW: Any = {"viewport": {"width": 1366, "height": 768}, "locale": "en-GB"}
Open = Callable[[str], Awaitable[Page]]


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


class Visits:
    """Pages that are open, and what went wrong in any of them."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.faults: list[str] = []
        self.forgiven = ""
        self.others: list[Visits] = []

    async def another(self) -> Visits:
        """The same from another browser, with sign-ins of its own."""
        assert self.context.browser is not None
        context = await self.context.browser.new_context(**WINDOW)
        self.others.append(Visits(context))
        self.others[-1].faults, self.others[-1].forgiven = self.faults, self.forgiven
        return self.others[-1]

    async def open(self, url: str) -> Page:
        """A new page, whose script faults and console errors fail the test."""
        page = await self.context.new_page()
        page.on("pageerror", lambda fault: self.faults.append(f"{url}: {fault}"))
        page.on("console", lambda said: said.type == "error" and self._noted(url, said.text))
        await page.goto(url)
        return page

    def _noted(self, url: str, text: str) -> None:
        if not (self.forgiven and re.search(self.forgiven, text)):
            self.faults.append(f"{url}: {text}")


@pytest.fixture
async def visits(browser: Browser) -> AsyncIterator[Visits]:
    context = await browser.new_context(**WINDOW)
    visits = Visits(context)
    yield visits
    for each in (visits, *visits.others):
        await each.context.close()  # before the server: a browser's socket holds its stop up
    assert visits.faults == []


@pytest.fixture
async def council(tmp_path: Path) -> AsyncIterator[Town]:
    """A planning committee of four members and three items, not opened yet."""
    async with town(tmp_path / "data", CONVENED) as running:
        yield running


@pytest.fixture
async def board(tmp_path: Path) -> AsyncIterator[Town]:
    """The board of 14 July 2020, not opened yet."""
    file = places.config() / "demonstration" / "meeting.toml"
    async with town(tmp_path / "data", load_meeting_file(file, places.config() / "profiles")) as t:
        yield t


@pytest.fixture
async def process(tmp_path: Path) -> AsyncIterator[Process]:
    """A server in a process of its own, with the example meeting."""
    example = places.config() / "example_meeting.toml"
    process = Process(tmp_path / "data", "--meeting", str(example))
    await process.start()
    yield process
    await process.close()


async def shows(page: Page, text: str) -> None:
    """Wait until the page shows these words."""
    await page.wait_for_function(
        "text => document.body.innerText.replace(/\\s+/g, ' ').includes(text)",
        arg=text,
        timeout=8000,
    )
