"""People at the doors: browsers without a window, each with cookies of its own, and a clock."""

from __future__ import annotations

import asyncio
import contextlib
import re
import secrets
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import aiohttp
import socketio
from argon2 import Parameters
from argon2.low_level import Type

from server.live.turn import Clock
from server.pages.doors import Doors
from server.pages.doors.passphrase import Hasher
from tests.live.conftest import CONVENED
from tests.serve import Town, town

PASSPHRASE = "tabernacle plinth otter"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0"


QUICK = Parameters(Type.ID, 19, 16, 32, time_cost=1, memory_cost=64, parallelism=1)
"""What makes hashing a passphrase quick, for tests that are not about that."""


class HandClock(Clock):
    """A clock that stands still until it is put on."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
        super().__init__(lambda: self.time, lambda: secrets.token_hex(6))

    def put_on(self, **by: float) -> None:
        """Let so much time pass."""
        self.time += timedelta(**by)


class Answer(NamedTuple):
    """What came back."""

    status: int
    text: str
    location: str
    cookies: list[str]

    @property
    def told(self) -> str:
        """The heading and what follows it, as one reads it."""
        main = self.text.partition("<main")[2].partition("</main")[0]
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", main.partition(">")[2])).split())


class Guest:
    """Somebody with a browser."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url
        self.replaced = 0
        self._sockets: list[Any] = []

    async def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page; no redirection is followed."""
        return await self._ask("GET", path, headers, {})

    async def head(self, path: str) -> Answer:
        """Ask about a page."""
        return await self._ask("HEAD", path, {}, {})

    async def post(self, path: str, **fields: str) -> Answer:
        """Post a form as a page of the site does."""
        return await self._ask("POST", path, {"Origin": self.url}, fields)

    async def sign_in(self, login: str = "jo", passphrase: str = PASSPHRASE) -> Answer:
        """Sign in as an officer."""
        return await self.post("/sign-in", login=login, passphrase=passphrase)

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies of this browser."""
        return {each.key: each.value for each in self.session.cookie_jar}

    async def connect(self, office: str, key: str = CONVENED.key) -> Any:
        """Open the socket of a page; it counts how often it is told to load the page anew."""
        socket = socketio.AsyncClient(reconnection=False)
        socket.on("replace", self._replace)
        socket.gone = asyncio.Event()
        socket.on("disconnect", lambda *reason: socket.gone.set())
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        await socket.connect(
            self.url,
            headers={"Cookie": cookies, "Origin": self.url},
            auth={"meeting": key, "office": office},
            transports=["websocket"],
        )
        self._sockets.append(socket)
        return socket

    async def close(self) -> None:
        """Shut the browser."""
        for socket in self._sockets:
            await socket.disconnect()

    def _replace(self, data: object) -> None:
        self.replaced += 1

    async def _ask(
        self, method: str, path: str, headers: dict[str, str], fields: dict[str, str]
    ) -> Answer:
        url = path if path.startswith("http") else self.url + path
        async with self.session.request(
            method, url, data=fields or None, headers=headers, allow_redirects=False
        ) as got:
            text = await got.text()
            location = got.headers.get("Location", "")
            return Answer(got.status, text, location, got.headers.getall("Set-Cookie", []))


async def hung_up(socket: Any) -> None:
    """Wait until a socket is closed from the other side: within a second."""
    async with asyncio.timeout(1):
        await socket.gone.wait()


class Place:
    """A town with its doors, a clock, and as many guests as one likes."""

    def __init__(self, town: Town, clock: HandClock, stack: contextlib.AsyncExitStack) -> None:
        self.town = town
        self.clock = clock
        self._stack = stack

    @property
    def doors(self) -> Doors:
        """The doors."""
        return self.town.server.doors

    async def guest(self, agent: str = FIREFOX) -> Guest:
        """Somebody new."""
        session = await self._stack.enter_async_context(
            aiohttp.ClientSession(
                cookie_jar=aiohttp.CookieJar(unsafe=True), headers={"User-Agent": agent}
            )
        )
        guest = Guest(session, self.town.url)
        self._stack.push_async_callback(guest.close)
        return guest

    async def first(self) -> Guest:
        """Jo Hughes, who has become the first officer and is signed in."""
        guest = await self.guest()
        link = await self.doors.first_officer()
        made = await guest.post(link, name="Jo Hughes", login="jo", passphrase=PASSPHRASE)
        assert made.status == 303, made.told
        return guest

    async def officer(self, login: str, role: str = "clerk") -> Guest:
        """Another officer, signed in."""
        guest = await self.guest()
        made = await self.town.server.control.officer("add", login, f"Officer {login}", role)
        link = made.said.rpartition("/passphrase/")[2]
        chosen = await guest.post(f"/passphrase/{link}", passphrase=PASSPHRASE)
        assert chosen.status == 303, chosen.told
        return guest

    async def audited(self) -> list[str]:
        """The audit log, the newest first, a line each."""
        lines = await self.doors.kept.audit.latest(100)
        return [" | ".join((a.who, a.what, a.detail, a.address)) for _, a in lines]


@contextlib.asynccontextmanager
async def place(folder: Path) -> AsyncIterator[Place]:
    """A council whose meeting has not begun, on a morning."""
    clock = HandClock()
    async with contextlib.AsyncExitStack() as stack:
        running = await stack.enter_async_context(town(folder / "data", CONVENED, clock))
        running.server.doors.hasher = Hasher(QUICK)
        yield Place(running, clock, stack)
