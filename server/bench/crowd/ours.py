"""Our own server with a meeting in its third hour, a clerk in it, and followers to come."""

from __future__ import annotations

import re
import secrets
import string
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import msgspec

from server.bench import processes
from server.bench.clerk import Clerk, clerk_of
from server.bench.crowd import meters
from server.bench.crowd.load import Load, load_on
from server.bench.crowd.served import Served
from server.bench.waiting import until
from server.live.feed import Update

NAME = "Orderpaper"
WARMING = 3  # commands after which every template has been compiled
TEXT_LETTERS = 470  # of a decision, by chance: with what stands around it, compressed, about 1 kB
DRAWN_SECONDS = 10.0  # within so many a change is seen by everybody

_DIGEST = re.compile(r'data-panel="([^"]+)"')


class Ours:
    """Our server, and what happens in its meeting."""

    def __init__(
        self, session: aiohttp.ClientSession, clerk: Clerk, load: Load, key: str, pid: int
    ) -> None:
        self.clerk = clerk
        self.load = load
        self.processes = [pid]
        self.page = f"/meetings/{key}?lang=en"
        self._session = session
        self._key = key
        self._chance = secrets.SystemRandom()
        self._decision = ""

    async def begin(self) -> None:
        """Take an item that has nothing on record but one decision, whose words then change: each
        time everybody is sent as much as before."""
        await self.clerk.do("take_item", item="39")
        await self.clerk.do("record_decision", text=self._words())
        self._decision = self.clerk.entry
        await self.panels()  # somebody looks: from now on the feed is drawn
        for _ in range(WARMING):
            await self.change_seen()
        await meters.idle(self.processes)

    async def record_anew(self) -> None:
        """Strike the decision out and record it anew: the clerk’s page shows how an entry read
        before, and none is corrected a hundred times in a meeting."""
        await self.clerk.do("strike_entry", entry=self._decision, reason="Recorded anew")
        await self.clerk.do("record_decision", text=self._words())
        self._decision = self.clerk.entry
        await meters.idle(self.processes)  # it has come to everybody
        await self.load.forget()

    async def change(self) -> float:
        """Give the command by which everybody is sent 1 kB; milliseconds to its acknowledgement."""
        return await self.clerk.do("correct_entry", entry=self._decision, text=self._words())

    async def change_seen(self) -> None:
        """The same, and wait until pages show it. Raises TimeoutError."""
        before = (await self.panels()).root

        async def seen() -> bool:
            return (await self.panels()).root != before

        await self.change()
        await until("a change was not seen", seen, DRAWN_SECONDS)

    async def push(self) -> int:
        """The same; when it was given."""
        await self.change()
        return self.clerk.given_at

    async def panels(self) -> Update:
        """Everything that a page shows."""
        address = f"/meetings/{self._key}/panels?lang=en"
        async with self._session.get(address, headers={"Accept-Encoding": "identity"}) as response:
            body = await response.read()
        if response.status != 200:
            raise ConnectionError(f"the panels were not shown: {response.status} {body[:80]!r}")
        return msgspec.json.decode(body, type=Update)

    async def whole_page(self) -> tuple[bytes, Mapping[str, str]]:
        """The page as it comes over the wire, compressed, and its head."""
        asking = {"Accept-Encoding": "gzip, br"}
        async with self._session.get(self.page, headers=asking) as response:
            return await response.read(), response.headers

    async def path(self) -> str:
        """The feed's address for who holds what is shown now."""
        return self.feed((await self.panels()).root)

    def feed(self, root: str, **more: str) -> str:
        """The feed's address, as the page asks for it."""
        return f"/meetings/{self._key}/feed?" + urlencode({"lang": "en", "root": root, **more})

    async def nobody(self) -> None:
        """Have all followers go, and the server take its leave of them."""
        await self.load.leave()
        await meters.idle(self.processes)

    def _words(self) -> str:
        return "".join(self._chance.choices(string.ascii_lowercase + "  ", k=TEXT_LETTERS))


def digests(shown: Update) -> dict[str, str]:
    """The digest of each panel that is shown."""
    found = {id: _DIGEST.search(html) for id, html in shown.set.items()}
    return {id: match[1] for id, match in found.items() if match}


@asynccontextmanager
async def ours(
    folder: Path, program: Path, cores: set[int], key: str, door: str
) -> AsyncIterator[tuple[Served, Ours]]:
    """Our server on the journal of this folder, with the load on it."""
    async with processes.server(folder, cores) as server:
        address = f"http://{processes.HOST}:{server.port}"
        async with (
            aiohttp.ClientSession(address, auto_decompress=False) as session,
            clerk_of(key, address, door) as clerk,
            load_on(program, server.port, "websocket") as load,
        ):
            meeting = Ours(session, clerk, load, key, server.pid)
            await meeting.begin()
            yield Served(NAME, server.port, meeting.processes, meeting.path, meeting.push), meeting
