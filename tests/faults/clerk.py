"""A clerk who gives every command until it is acknowledged, by whichever process takes it."""

from __future__ import annotations

import asyncio
import itertools

import aiohttp
import socketio

from tests.live.conftest import CONVENED

LONGEST = 10.0  # seconds: whatever is broken, there is an answer before, or the process hangs up


class NoAnswer(ConnectionError):
    """The process has gone, or hung up, before it answered."""


class Desk:
    """A clerk's page at one process: one command at a time, over the socket that a page uses."""

    def __init__(self, port: int, cookie: str) -> None:
        self._address = f"http://127.0.0.1:{port}"
        self._cookie = cookie
        self._client: socketio.AsyncClient | None = None
        self._waiting: asyncio.Future[dict[str, object]] | None = None

    async def do(self, call: dict[str, object]) -> dict[str, object]:
        """What the process answers. Raises NoAnswer, and TimeoutError if it leaves one waiting."""
        try:
            async with asyncio.timeout(LONGEST):
                if self._client is None or not self._client.connected:
                    await self._connect()
                return await self._ask(call)
        except (ConnectionError, aiohttp.ClientError, socketio.exceptions.SocketIOError) as gone:
            raise NoAnswer from gone

    async def leave(self) -> None:
        if self._client is not None:
            await self._client.disconnect()

    async def _connect(self) -> None:
        await self.leave()
        client = self._client = socketio.AsyncClient(reconnection=False, handle_sigint=False)
        let_in = asyncio.Event()
        client.on("connect", let_in.set)
        client.on("disconnect", self._gone)
        await client.connect(
            self._address,
            headers={"Cookie": self._cookie, "Origin": self._address},
            auth={"meeting": CONVENED.key, "office": "clerk"},
            transports=["websocket"],
            wait=False,
        )
        hung_up = asyncio.create_task(client.eio.wait())  # cancelled, it would hang up itself
        come = asyncio.create_task(let_in.wait())
        await asyncio.wait((come, hung_up), return_when=asyncio.FIRST_COMPLETED)
        come.cancel()
        if not let_in.is_set():
            raise NoAnswer

    async def _ask(self, call: dict[str, object]) -> dict[str, object]:
        assert self._client is not None
        self._waiting = asyncio.get_running_loop().create_future()
        await self._client.emit("do", call, callback=self._answered)
        return await self._waiting

    def _answered(self, answer: dict[str, object]) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(answer)

    def _gone(self, *_: object) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(NoAnswer())


class Clerk:
    """A clerk who gives every command at the first of these desks, and if that does not take it,
    the same at the next one: until it is acknowledged.

    `acknowledged`: what each command put on record, by the command's id and in their order.
    `problems`: what was told of those that were not. `unanswered`: how many were told nothing.
    """

    def __init__(self, name: str, desks: list[Desk]) -> None:
        self.acknowledged: dict[str, str] = {}
        self.problems: list[str] = []
        self.unanswered = 0
        self.desks = desks
        self._name = name
        self._ending = False

    def end(self) -> None:
        """Give no more once the command that is being given is acknowledged."""
        self._ending = True

    async def work(self) -> None:
        """Take down one action after the other, until told to end."""
        for number in itertools.takewhile(lambda _: not self._ending, itertools.count(1)):
            what = f"to go on ({self._name} {number})"
            await self.give(f"{self._name}-{number}", "record_action", who="Clerk", what=what)
            await asyncio.sleep(0.02)

    async def give(self, id: str, command: str, **given: str) -> None:
        """Give a command until it is acknowledged."""
        call = {"command": command, "id": id, "with": given}
        for desk in itertools.cycle(self.desks):
            try:
                answer = await desk.do(call)
            except NoAnswer:
                self.unanswered += 1
            else:
                if answer["ok"]:
                    self.acknowledged[id] = str(answer["entry"])
                    return
                self.problems.append(str(answer["problem"]))
            await asyncio.sleep(0.02)
