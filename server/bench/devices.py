"""Members' devices, in a process of its own: they connect, and act in bursts.

`python -m server.bench.devices HOST PORT KEY` reads the members' doors as a line of JSON, prints a
line once all of them are connected, and then for every further line, a `Burst`, gives its commands
and prints how many milliseconds each took until it was acknowledged.
"""

from __future__ import annotations

import asyncio
import sys
from time import monotonic_ns

import aiohttp
import msgspec

LONGEST_SECONDS = 300.0  # whatever happens, they end
AT_ONCE = 10
GOLDEN = 0.618034


class Burst(msgspec.Struct):
    """Commands of several members, by person, spread evenly over so many seconds."""

    command: str
    given: dict[str, dict[str, str]]
    seconds: float = 1.0


class Device:
    """One open page of a member: it takes no more notice of what it is shown than it must."""

    def __init__(self, session: aiohttp.ClientSession, person: str) -> None:
        self._session = session
        self._person = person
        self._asked: dict[int, asyncio.Future[str]] = {}
        self._count = 0

    async def connect(self, address: str, door: str, key: str) -> None:
        """Come in by the link `door`. Raises ConnectionError."""
        async with self._session.get(address + door, allow_redirects=False) as response:
            cookies = "; ".join(f"{name}={kept.value}" for name, kept in response.cookies.items())
        self._socket = await self._session.ws_connect(
            f"{address}/socket.io/?EIO=4&transport=websocket",
            headers={"Cookie": cookies, "Origin": address},
            compress=15,
        )
        greeting = msgspec.json.encode({"meeting": key, "office": "member"}).decode()
        await self._socket.receive_str()  # the session of Engine.IO
        await self._socket.send_str("40" + greeting)
        connected = asyncio.get_running_loop().create_future()
        self._reading = asyncio.create_task(self._read(connected))
        await connected

    async def give(self, command: str, given: dict[str, str]) -> float:
        """Give a command; how many milliseconds until it was stored. Raises ValueError."""
        self._count += 1
        id = f"{command}-{self._count}"
        call = msgspec.json.encode(["do", {"command": command, "id": id, "with": given}]).decode()
        answer = self._asked[self._count] = asyncio.get_running_loop().create_future()
        begun = monotonic_ns()
        await self._socket.send_str(f"42{self._count}{call}")
        told = await asyncio.wait_for(answer, 30)
        took = (monotonic_ns() - begun) / 1e6
        if '"ok":true' not in told:
            raise ValueError(f"{self._person}: {told}")
        return took

    async def _read(self, connected: asyncio.Future[None]) -> None:
        async for message in self._socket:
            told = message.data
            if told.startswith("43"):
                number, _, answer = told[2:].partition("[")
                self._asked.pop(int(number)).set_result(answer)
            elif told == "2":
                await self._socket.send_str("3")
            elif told.startswith("40"):
                connected.set_result(None)
            elif told.startswith("44"):
                connected.set_exception(ConnectionError(told))


async def _act(host: str, port: int, key: str) -> None:
    doors = msgspec.json.decode(await _line(), type=dict[str, str])
    address = f"http://{host}:{port}"
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:
        devices = {person: Device(session, person) for person in doors}
        people = list(doors)
        for begun in range(0, len(people), AT_ONCE):
            some = people[begun : begun + AT_ONCE]
            await asyncio.gather(*(devices[p].connect(address, doors[p], key) for p in some))
        print("connected", flush=True)
        while line := await _line():
            burst = msgspec.json.decode(line, type=Burst)
            pauses = (burst.seconds * (place * GOLDEN % 1) for place in range(len(burst.given)))
            took = await asyncio.gather(
                *(
                    _later(pause, devices[person], burst.command, given)
                    for pause, (person, given) in zip(pauses, burst.given.items(), strict=False)
                )
            )
            print(msgspec.json.encode(took).decode(), flush=True)


async def _later(pause: float, device: Device, command: str, given: dict[str, str]) -> float:
    await asyncio.sleep(pause)
    return await device.give(command, given)


async def _line() -> str:
    return await asyncio.to_thread(sys.stdin.readline)


if __name__ == "__main__":
    _, host, port, key = sys.argv
    asyncio.run(asyncio.wait_for(_act(host, int(port), key), LONGEST_SECONDS))
