"""How soon a command is acknowledged: with nobody following and with hundreds, in turns.

Under both lies the journal's own append, measured in the same turns on the same disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from time import monotonic_ns

import aiohttp
import msgspec

from server.app import system_clock
from server.bench import machine, processes
from server.bench.clerk import Clerk, clerk_of
from server.bench.figures import Most, Row, percentile, row
from server.bench.follower import Arrivals
from server.bench.specimen import in_session
from server.journal.journal import Append, Journal, open_journal
from server.live.live_meeting import line
from server.live.meetings import PREFIX
from server.live.signed_in import SignedIn
from server.meeting.command import Office
from server.pages.sign_in import Doors

WARMING = 3  # commands that are not counted
LONGEST_PAUSE = 0.06  # seconds; some commands meet a drawing that is under way, and some do not
UNTIL_SHOWN = 0.2  # seconds; long enough for each command to be shown by itself
GOLDEN = 0.618034
ALONE, FOLLOWED = "alone", "followed"


class Measured(msgspec.Struct):
    """Milliseconds, round by round."""

    append: list[list[float]] = []
    alone: list[list[float]] = []
    followed: list[list[float]] = []
    shown: list[list[float]] = []


class Sizes(msgspec.Struct, frozen=True):
    """How much is measured: so many rounds of each kind, so many commands in each."""

    rounds: int
    commands: int
    shown: int
    followers: int


async def commands(folder: Path, sizes: Sizes) -> list[Row]:
    """Give commands to a real server, each round in a meeting of its own, all of one size."""
    keys = [f"{kind}-{turn}" for turn in range(sizes.rounds) for kind in (ALONE, FOLLOWED)]
    doors = await _convene(folder, keys)
    servers, clients = machine.cores()
    measured = Measured()
    with machine.pinned(clients):
        journal = await open_journal(folder / "floor.db")
        async with processes.server(folder, servers) as port:
            bench = _Bench(port, doors, sizes, measured)
            for turn in range(sizes.rounds):
                measured.append.append(await _appends(journal, f"floor-{turn}", sizes.commands))
                both = [bench.alone, bench.followed]
                for round in both if turn % 2 == 0 else reversed(both):
                    await round(turn)
        await journal.close()
    return _rows(measured, sizes)


class _Bench:
    """The rounds against one server."""

    def __init__(
        self, port: int, doors: Mapping[str, str], sizes: Sizes, measured: Measured
    ) -> None:
        self._port = port
        self._address = f"http://{processes.HOST}:{port}"
        self._doors = doors
        self._sizes = sizes
        self._measured = measured

    async def alone(self, turn: int) -> None:
        """Nobody follows: the clerk's own page is the only one."""
        key = f"{ALONE}-{turn}"
        async with clerk_of(key, self._address, self._doors[key]) as clerk:
            self._measured.alone.append(await _decisions(clerk, self._sizes.commands))

    async def followed(self, turn: int) -> None:
        """Hundreds follow; then each command waits until it was shown to all of them."""
        key = f"{FOLLOWED}-{turn}"
        path = f"/meetings/{key}/feed?lang=en&root={await self._root(key)}"
        async with (
            clerk_of(key, self._address, self._doors[key]) as clerk,
            processes.followers(self._port, path, self._sizes.followers) as following,
        ):
            self._measured.followed.append(await _decisions(clerk, self._sizes.commands))
            acknowledged = await self._one_by_one(clerk)
            arrivals = await following.end()
        self._measured.shown.append(_delays(acknowledged, arrivals, self._sizes.followers))

    async def _root(self, key: str) -> str:
        """What the public page of a meeting says that it shows."""
        async with (
            aiohttp.ClientSession(self._address) as session,
            session.get(f"/meetings/{key}/panels?lang=en") as response,
        ):
            return str((await response.json())["root"])

    async def _one_by_one(self, clerk: Clerk) -> list[int]:
        """Give commands so far apart that each is shown by itself; when each was acknowledged."""
        acknowledged = []
        for number in range(self._sizes.shown):
            await asyncio.sleep(UNTIL_SHOWN)
            await clerk.do("record_decision", text=f"That matter {number} be noted.")
            acknowledged.append(clerk.acknowledged_at)
        await asyncio.sleep(UNTIL_SHOWN)
        return acknowledged


async def _convene(folder: Path, keys: list[str]) -> dict[str, str]:
    """Write a meeting for every key into the journal; the clerk's door to each."""
    doors = {}
    journal = await open_journal(folder / "journal.db")
    office = Doors(journal.secrets, system_clock().now)
    for key in keys:
        lines = tuple(line(recorded) for recorded in in_session(key).recorded)
        await journal.append([Append(PREFIX + key, 0, lines)])
        doors[key] = await office.link(SignedIn(key, Office.CLERK))
    await journal.close()
    return doors


async def _decisions(clerk: Clerk, count: int) -> list[float]:
    """Record decisions, which everybody sees, one after the other."""
    for number in range(WARMING):
        await clerk.do("record_decision", text=f"That matter {number} be opened.")
    took = []
    for number, pause in enumerate(_pauses(count)):
        await asyncio.sleep(pause)
        took.append(await clerk.do("record_decision", text=f"That matter {number} be agreed."))
    return took


async def _appends(journal: Journal, stream: str, count: int) -> list[float]:
    """Append one line after the other, as a command does."""
    recorded = line(in_session().recorded[-1])
    took = []
    for after, pause in enumerate(_pauses(count)):
        await asyncio.sleep(pause)
        begun = monotonic_ns()
        await journal.append([Append(stream, after, (recorded,))])
        took.append((monotonic_ns() - begun) / 1e6)
    return took


def _pauses(count: int) -> Iterator[float]:
    """Pauses that fall evenly over all lengths, the same in every round."""
    return (LONGEST_PAUSE * (place * GOLDEN % 1) for place in range(count))


def _delays(acknowledged: list[int], arrivals: Arrivals, followers: int) -> list[float]:
    """From each acknowledgement to the last follower, for the last commands, shown one by one."""
    if arrivals.cut_off or any(message.had_by != followers for message in arrivals.messages):
        raise ConnectionError("a follower missed a message, or was cut off")
    shown = arrivals.messages[-len(acknowledged) :]
    return [(message.last_at - at) / 1e6 for message, at in zip(shown, acknowledged, strict=True)]


def _rows(measured: Measured, sizes: Sizes) -> list[Row]:
    alone = row("Command to acknowledgement, no followers", measured.alone, Most(15, "p95"))
    followed = row(f"Command to acknowledgement, {sizes.followers} followers", measured.followed)
    pairs = zip(measured.followed, measured.alone, strict=True)
    ratio = median(percentile(with_, 95) / percentile(without, 95) for with_, without in pairs)
    compared = msgspec.structs.replace(
        followed, target=f"p95 ≤ 1.5 × that without: {ratio:.2f} ×", met=ratio <= 1.5
    )
    return [
        row("The journal’s append alone, the floor under a command", measured.append),
        alone,
        compared,
        row(f"  from there to the last of {sizes.followers} followers", measured.shown),
    ]
