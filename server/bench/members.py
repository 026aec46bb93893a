"""How soon members are answered who ask to speak, declare and vote all at once.

A hundred of them are connected, and a thousand follow; every ballot is then found in the journal,
once.
"""

from __future__ import annotations

from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import msgspec

from server.app import system_clock
from server.bench import machine, processes
from server.bench.clerk import clerk_of
from server.bench.devices import Burst
from server.bench.figures import Most, Row, row
from server.bench.journals import journal_at
from server.bench.specimen import debating
from server.journal.journal import Append
from server.live.lines import line
from server.live.meetings import PREFIX
from server.live.signed_in import SignedIn
from server.meeting.command import Office
from server.pages.doors import Doors

CHOICES = ("for", "against", "abstain")
MOST = Most(100, "p95")


class Crowd(msgspec.Struct, frozen=True):
    """So many members, of whom some vote, so many followers, and so many rounds, in each of which
    a burst is spread over so many seconds."""

    members: int
    voting: int
    followers: int
    rounds: int
    seconds: float = 1.0


class _Took(msgspec.Struct):
    """Milliseconds by round."""

    asked: list[list[float]] = []
    declared: list[list[float]] = []
    voted: list[list[float]] = []


async def members(folder: Path, crowd: Crowd) -> list[Row]:
    """Have members act in bursts, each round in a meeting of its own. Raises ValueError if a
    ballot was not stored, or twice."""
    keys = [f"crowded-{turn}" for turn in range(crowd.rounds)]
    folder = folder / "members"
    folder.mkdir()
    doors = await _convene(folder, keys, crowd)
    servers, clients = machine.cores()
    took = _Took()
    with machine.pinned(clients):
        for key in keys:  # each with a server of its own, which lets in no more links at once
            async with processes.server(folder, servers) as server:
                await _round(server.port, key, doors[key], crowd, took)
    await _require_each_once(folder, keys, crowd)
    many = f"{crowd.members} members, {crowd.followers} following"
    return [
        row(f"Asking to speak within a second: {many}", took.asked, MOST),
        row("  declaring an interest, likewise", took.declared, MOST),
        row(f"  {crowd.voting} ballots within one second, each stored once", took.voted, MOST),
    ]


async def _round(port: int, key: str, doors: Mapping[str, str], crowd: Crowd, took: _Took) -> None:
    address = f"http://{processes.HOST}:{port}"
    people = [person for person in doors if person != "clerk"]
    async with (
        aiohttp.ClientSession(address) as session,
        session.get(f"/meetings/{key}/panels?lang=en") as response,
    ):
        root = (await response.json())["root"]
    path = f"/meetings/{key}/feed?lang=en&root={root}"
    async with (
        processes.followers(port, path, crowd.followers),
        _devices(port, key, {p: doors[p] for p in people}, crowd.seconds) as devices,
        clerk_of(key, address, doors["clerk"]) as clerk,
    ):
        took.asked.append(await devices.give("ask_to_speak", {person: {} for person in people}))
        interest = {"kind": "personal", "item": "3"}
        took.declared.append(
            await devices.give("declare_interest", {person: interest for person in people})
        )
        await clerk.do("put_question", way="named", text="That the works be approved.")
        ballots = {
            person: {"choice": CHOICES[place % 3]}
            for place, person in enumerate(people[: crowd.voting])
        }
        took.voted.append(await devices.give("cast_vote", ballots))


class _Devices:
    """Members' devices at work."""

    def __init__(self, process: Process, seconds: float) -> None:
        self._process = process
        self._seconds = seconds

    async def give(self, command: str, given: Mapping[str, dict[str, str]]) -> list[float]:
        """Have each of these members give the command; how long each waited, in milliseconds."""
        burst = msgspec.json.encode(Burst(command, dict(given), self._seconds))
        return msgspec.json.decode(await processes.ask(self._process, burst), type=list[float])


@asynccontextmanager
async def _devices(
    port: int, key: str, doors: Mapping[str, str], seconds: float
) -> AsyncIterator[_Devices]:
    given = (processes.HOST, str(port), key)
    async with processes.running("server.bench.devices", *given) as process:
        await processes.ask(process, msgspec.json.encode(doors))
        yield _Devices(process, seconds)


async def _convene(folder: Path, keys: list[str], crowd: Crowd) -> dict[str, dict[str, str]]:
    """Write the meetings into the server's journal; by meeting, the door of each person."""
    doors: dict[str, dict[str, str]] = {}
    async with journal_at(folder / "journal.db") as journal:
        office = Doors(journal.secrets, system_clock().now)
        for key in keys:
            meeting = debating(key, 1 + crowd.members)  # and the chair, whose page is another
            lines = tuple(line(recorded) for recorded in meeting.recorded)
            await journal.append([Append(PREFIX + key, 0, lines)])
            own = [person.id for person in meeting.meeting.members][1:]
            doors[key] = {
                id: await office.link(SignedIn(key, Office.MEMBER, id), by="bench") for id in own
            }
            doors[key]["clerk"] = await office.link(SignedIn(key, Office.CLERK), by="bench")
    return doors


async def _require_each_once(folder: Path, keys: list[str], crowd: Crowd) -> None:
    async with journal_at(folder / "journal.db") as journal:
        for key in keys:
            rows = await journal.read(PREFIX + key)
            cast = Counter(row.actor for row in rows if row.event == "VoteCast")
            if len(cast) != crowd.voting or set(cast.values()) != {1}:
                raise ValueError(f"{sum(cast.values())} ballots are stored of {crowd.voting}")
