"""An officer who is signed in, without a browser: pages are asked for, and forms are sent."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator, Mapping
from html import unescape
from pathlib import Path

import aiohttp

from server.app import Server, serving
from server.config import Settings
from server.council.register import Body, BodyKind, Council, Individual, Seat
from server.council.registered import BodySet, CouncilSet, PeopleSet
from server.pages.doors.passphrase import Hasher
from tests.pages.knocking import QUICK

PASSPHRASE = "plinth otter tabernacle"
OAKHAM = Council(id="oakham", name="Little Oakham Parish Council")
PARISH = Body(
    id="parish",
    council="oakham",
    name="Little Oakham Parish Council",
    kind=BodyKind.COUNCIL,
    profile="english_parish",
    place="Village Hall",
    seats=7,
)
NAMES = ("Cllr Ann Owen", "Cllr Bob Shah", "Cllr Cai Price", "Cllr Dee Jones", "Cllr Ewan Baird")
PEOPLE = tuple(Individual(id=f"p{n}", name=name) for n, name in enumerate(NAMES))
SEATS = tuple(
    Seat(id=f"s{n}", body="parish", person=f"p{n}", role="Chairman" if n == 1 else "", ward="North")
    for n in range(len(NAMES))
)


class Page:
    """A page that was answered."""

    def __init__(self, status: int, path: str, body: bytes) -> None:
        self.status = status
        self.path = path
        self.html = body.decode("utf-8", "replace")

    @property
    def text(self) -> str:
        """What is read on it, in one line."""
        without = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", self.html, flags=re.DOTALL)
        return " ".join(unescape(without).split())


class Officer:
    """An officer at their desk."""

    def __init__(self, server: Server, browser: aiohttp.ClientSession) -> None:
        self.server = server
        self.council = server.council
        self.browser = browser

    async def get(self, path: str) -> Page:
        """Open a page."""
        async with self.browser.get(path) as answer:
            return Page(answer.status, str(answer.url.relative()), await answer.read())

    async def post(self, path: str, fields: Mapping[str, str] | None = None, **more: str) -> Page:
        """Send a form; the page that comes after it."""
        async with self.browser.post(path, data={**(fields or {}), **more}) as answer:
            return Page(answer.status, str(answer.url.relative()), await answer.read())

    async def fill(self, path: str, fields: Mapping[str, str] | None = None, **more: str) -> Page:
        """Open a form, and send it with these words as a browser does."""
        html = (await self.get(path)).html
        found = re.findall(r'<input type="hidden" name="(seen|act)" value="([^"]*)"', html)
        return await self.post(path, {**dict(found), **(fields or {})}, **more)

    async def send_file(self, path: str, name: str, content: bytes, **fields: str) -> Page:
        """Send a form with a file in its field “file”."""
        form = aiohttp.FormData()
        for field, value in fields.items():
            form.add_field(field, value)
        form.add_field("file", content, filename=name)
        async with self.browser.post(path, data=form) as answer:
            return Page(answer.status, str(answer.url.relative()), await answer.read())


@contextlib.asynccontextmanager
async def office(folder: Path, *, empty: bool = False) -> AsyncIterator[Officer]:
    """A server with a council, unless it is `empty`, and its first officer signed in."""
    async with serving(Settings(port=0, data=folder)) as server:
        server.doors.hasher = Hasher(QUICK)
        if not empty:
            changes = [CouncilSet(OAKHAM), BodySet(PARISH), PeopleSet(PEOPLE, SEATS)]
            await server.council.kept.change(lambda _: changes, "test")
        url = f"http://127.0.0.1:{server.port}"
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(url, cookie_jar=jar, headers={"Origin": url}) as browser:
            officer = Officer(server, browser)
            link = await server.doors.first_officer()
            await officer.post(link, name="Ruth Calloway", login="ruth", passphrase=PASSPHRASE)
            yield officer
