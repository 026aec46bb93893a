"""Odd messages to the sockets: any JSON and any bytes, whole and broken, to every door.

The server may answer or hang up; it may not fail, log an error, or keep the next one waiting.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
from hypothesis import given, seed
from hypothesis import strategies as st
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from server.meeting.record import Audience
from tests.pages.visitors import Street, Visitor, street
from tests.soak.begun import begun
from tests.soak.odd import Strategy
from tests.soak.sayings import FRAMES, LINES, RAW, Sayings, as_json
from tests.soak.watched import Bridge, Faults, Tried, Wrong, examples
from tests.wire import wire

A_TOWN = 40.0  # seconds, then another
AT_A_TIME = 60  # conversations of one kind, then another kind
HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nCookie: {jar}\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
SOCKET = "/socket.io/?EIO=4&transport=websocket"

Talk = Callable[[Visitor, Any], Awaitable[None]]


async def messages_for(minutes: float, first: int, tried: Tried, faults: Faults) -> list[str]:
    """Talk for so long, to one new town after another; what went wrong."""
    until, wrong = time.monotonic() + minutes * 60, list[str]()
    for number in itertools.count(first):
        if wrong or time.monotonic() > until:
            return wrong
        with tempfile.TemporaryDirectory(prefix="orderpaper-soak-") as folder:
            async with street(Path(folder)) as here:
                await begun(here, number)
                then = min(until, time.monotonic() + A_TOWN)
                wrong += await Talking(here, tried, faults).whole(number, then)
    return wrong


class Talking:
    """Says odd things to a town, as everybody."""

    def __init__(self, here: Street, tried: Tried, faults: Faults) -> None:
        self._here = here
        self._faults = faults
        self._tried = tried
        self._bridge = Bridge(asyncio.get_running_loop())

    async def whole(
        self, number: int, until: float, most: int = AT_A_TIME, *, once: bool = False
    ) -> list[str]:
        """Every kind of conversation in turn until the time is up; what went wrong."""
        said = Sayings(self._here.town)
        kinds: tuple[tuple[str, Strategy, Talk], ...] = (
            ("inside", st.lists(said.sayings(), max_size=8), self._inside),
            ("commands", st.lists(said.calls(), min_size=1, max_size=6), self._commands),
            ("inside, raw bytes", st.lists(RAW, min_size=1, max_size=4), self._raw_inside),
            ("polling", st.lists(said.posts(), min_size=1, max_size=5), self._polling),
            ("feed", st.tuples(said.queries(), st.lists(FRAMES, max_size=4)), self._feed),
            ("feed, raw bytes", st.lists(RAW, min_size=1, max_size=4), self._raw_feed),
            ("no HTTP at all", st.lists(LINES, min_size=1, max_size=6), self._no_http),
        )
        wrong: list[str] = []
        for turn, (kind, strategy, talk) in enumerate(itertools.cycle(kinds)):
            if wrong or time.monotonic() > until or (once and turn == len(kinds)):
                break
            run = self._kind, kind, strategy, talk, number * 1000 + turn, most
            wrong += await asyncio.to_thread(*run)
            wrong += await self._still_well(number * 1000 + turn)
        return wrong

    def _kind(self, kind: str, strategy: Strategy, talk: Talk, number: int, most: int) -> list[str]:
        visitors = [v for v in self._here.visitors.values() if v.office] * 3
        visitors += self._here.visitors.values()
        told = ""

        @seed(number)
        @examples(most)
        @given(st.sampled_from(visitors), strategy)
        def conversation(visitor: Visitor, said: Any) -> None:
            nonlocal told
            try:
                self._bridge.run(talk(visitor, said))
                self._faults.none()
            except Exception as error:
                told = f"{kind}, as {visitor.name}: {said!r}\n{type(error).__name__}: {error}"
                raise

        try:
            conversation()
        except Exception as error:  # whatever it was, also what did not happen twice
            return [told or repr(error)]
        return []

    async def _still_well(self, number: int) -> list[str]:
        """Whether a clerk is still let in, answered, and the public page still there."""
        clerk = self._here.visitors["clerk"]
        async with wire(self._here.town.url, clerk.headers) as socket:
            auth = {"meeting": self._here.town.key, "office": "clerk"}
            if socket is None or not await socket.greet(auth):
                return ["the clerk is not let in any more"]
            call = {"command": "record_note", "id": f"well-{number}", "with": {"text": "Well."}}
            if await socket.ask("do", call) is None:
                return ["the clerk is not answered any more"]
        async with self._here.browser() as browser:
            page = await browser.get(f"/meetings/{self._here.town.key}")
            if page.status != 200:
                return [f"the public page is answered {page.status}"]
        return self._faults.taken()

    # How it is said

    async def _inside(self, visitor: Visitor, said: Sequence[Sequence[str | bytes]]) -> None:
        """Over an open socket: first a right greeting, for half of them."""
        async with self._opened(SOCKET, visitor) as socket:
            if socket is None:
                self._tried.note("inside, handshake", "refused")
                return
            if visitor.office and len(said) % 4:
                await self._let_in(socket, visitor)
            for message in itertools.chain.from_iterable(said):
                if not await _sent(socket, message):
                    break
            await self._ended(socket, "inside")

    async def _commands(self, visitor: Visitor, said: Sequence[Any]) -> None:
        """Commands only, each of which is waited for."""
        auth = {"meeting": self._here.town.key, "office": visitor.office or "clerk"}
        async with wire(self._here.town.url, visitor.headers) as socket:
            if socket is None or not await socket.greet(auth):
                self._tried.note("commands", "not let in")
                return
            for call in said:
                answer = await socket.ask("do", call, patience=1.0)
                if answer is None:  # it was no packet: that is taken for one’s leave
                    self._tried.note("commands", "hung up")
                    return
                self._tried.note("commands", "done" if answer["ok"] else "refused in words")

    async def _let_in(self, socket: ClientConnection, visitor: Visitor) -> None:
        """A right greeting, and what it is answered; after it, commands are heard."""
        auth = {"meeting": self._here.town.key, "office": visitor.office}
        await socket.send("40" + json.dumps(auth))
        while not str(await asyncio.wait_for(socket.recv(), 5)).startswith(("40{", "44")):
            pass

    async def _raw_inside(self, visitor: Visitor, said: Sequence[bytes]) -> None:
        await self._raw(SOCKET, visitor, said, "inside, raw bytes")

    async def _raw_feed(self, visitor: Visitor, said: Sequence[bytes]) -> None:
        town = self._here.town
        root = town.running.show.feed(Audience.PUBLIC, "en").drawing.root
        path = f"/meetings/{town.key}/feed?root={root}"
        await self._raw(path, visitor, said, "feed, raw bytes")

    async def _no_http(self, visitor: Visitor, said: Sequence[bytes]) -> None:
        """Bytes where a request should be."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._here.town.server.port)
        with contextlib.suppress(ConnectionError):
            for part in said:
                writer.write(part)
                await writer.drain()
            answer = b""
            with contextlib.suppress(TimeoutError):
                answer = await asyncio.wait_for(reader.read(64), 0.05)
            self._not_a_fault(int(answer[9:12]) if answer[9:12].isdigit() else 0)
            self._tried.note("no HTTP at all", answer[9:12].decode("ascii", "replace") or "waits")
        writer.close()

    async def _feed(self, visitor: Visitor, said: tuple[dict[str, str], Sequence[Any]]) -> None:
        query, frames = said
        asked = "&".join(f"{name}={_quoted(value)}" for name, value in query.items())
        path = f"/meetings/{self._here.town.key}/feed?{asked}"
        async with self._opened(path, visitor) as socket:
            if socket is None:
                self._tried.note("feed, handshake", "refused")
                return
            for frame in frames:
                if not await _sent(socket, frame):
                    break
            await self._ended(socket, "feed")

    async def _polling(self, visitor: Visitor, said: Sequence[Any]) -> None:
        """One session by polling, and odd requests to it."""
        async with self._here.browser() as browser:
            opened = await browser.get(
                "/socket.io/?EIO=4&transport=polling", headers=visitor.headers
            )
            if opened.status != 200:
                return
            sid = json.loads((await opened.text())[1:])["sid"]
            own = f"/socket.io/?EIO=4&transport=polling&sid={sid}"
            if visitor.office and len(said) % 3:
                auth = {"meeting": self._here.town.key, "office": visitor.office}
                await self._polled(browser, "POST", own, b"40" + as_json(auth).encode(), visitor)
            for method, query, body in said:
                told = {name: value.replace("own", sid) for name, value in query.items()}
                asked = "&".join(f"{name}={_quoted(value)}" for name, value in told.items())
                await self._polled(browser, method, f"/socket.io/?{asked}", body, visitor)
            with contextlib.suppress(aiohttp.ClientError):
                await browser.post(own, data=b"1", headers=visitor.headers)

    async def _polled(
        self, browser: aiohttp.ClientSession, method: str, path: str, body: bytes, visitor: Visitor
    ) -> None:
        sent = {} if method == "GET" else {"data": body}
        patience = aiohttp.ClientTimeout(total=0.3 if method == "GET" else 10)
        try:
            async with browser.request(
                method, path, headers=visitor.headers, timeout=patience, **sent
            ) as answer:
                self._tried.note(f"polling, {method}", answer.status)
                self._not_a_fault(answer.status)
        except TimeoutError:
            if method != "GET":  # a GET waits for what comes
                raise
            self._tried.note(f"polling, {method}", "waits")
        except aiohttp.ClientError as error:
            self._tried.note(f"polling, {method}", type(error).__name__)

    async def _raw(self, path: str, visitor: Visitor, said: Sequence[bytes], kind: str) -> None:
        """Frames that no library would make, over a socket that is open."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._here.town.server.port)
        host = self._here.town.url.removeprefix("http://")
        jar = visitor.headers.get("Cookie", "none=0")
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            writer.write(HANDSHAKE.format(path=path, host=host, jar=jar).encode())
            head = await reader.readuntil(b"\r\n\r\n")
            self._not_a_fault(int(head[9:12]))
            for part in said:
                writer.write(part)
                await writer.drain()
            writer.write_eof()
            await reader.read(100_000)
            self._tried.note(kind, head[9:12].decode())
        writer.close()

    @contextlib.asynccontextmanager
    async def _opened(self, path: str, visitor: Visitor) -> Any:
        url = self._here.town.url
        try:
            socket = await connect(
                url.replace("http", "ws", 1) + path,
                additional_headers={"Origin": url, **visitor.headers},
                compression=None,
                close_timeout=2,
            )
        except InvalidHandshake as error:
            answer = getattr(error, "response", None)
            self._not_a_fault(answer.status_code if answer is not None else 0)
            yield None
            return
        try:
            yield socket
        finally:
            await socket.close()

    async def _ended(self, socket: ClientConnection, kind: str) -> None:
        """Read what comes for a moment, and note what came of what was said."""
        try:
            while True:
                self._note_answer(kind, await asyncio.wait_for(socket.recv(), 0.02))
        except TimeoutError:
            self._tried.note(f"{kind}: conversations", "left open")
        except ConnectionClosed as closed:
            code = closed.rcvd.code if closed.rcvd is not None else "without a word"
            self._tried.note(f"{kind}: conversations", f"closed, {code}")

    def _note_answer(self, kind: str, text: str | bytes) -> None:
        if isinstance(text, str) and text.startswith("43"):
            came = "done" if '"ok":true' in text else "refused in words"
            self._tried.note(f"{kind}: commands", came)

    def _not_a_fault(self, status: int) -> None:
        if status >= 500:
            raise Wrong(f"answered {status}")


async def _sent(socket: ClientConnection, message: str | bytes) -> bool:
    """Whether it could still be said."""
    if isinstance(message, str):
        message = message.encode("utf-8", "replace").decode()
    try:
        await socket.send(message)
    except ConnectionClosed:
        return False
    return True


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"))
