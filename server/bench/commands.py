"""How soon a command is acknowledged: with nobody following and with hundreds, in turns.

Under both lies the journal's own append, measured in the same turns on the same disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

import aiohttp
import msgspec

from server.app import system_clock
from server.bench import machine, processes
from server.bench.clerk import Clerk, clerk_of
from server.bench.figures import Most, Row, percentile, row
from server.bench.follower import Arrivals
from server.bench.journals import appends, journal_at
from server.bench.specimen import in_session
from server.journal.journal import Append
from server.live.lines import line
from server.live.meetings import PREFIX
from server.live.signed_in import SignedIn
from server.meeting.command import Office
from server.pages.doors import Doors

WARMING = 3  # commands that are not counted
LONGEST_PAUSE = 0.06  # seconds; some commands meet a drawing that is under way, and some do not
UNTIL_SHOWN = 0.2  # seconds; long enough for each command to be shown by itself
GOLDEN = 0.618034


class Sizes(msgspec.Struct, frozen=True):
    """How much is measured: so many rounds of each kind, so many commands in each."""

    rounds: int
    commands: int
    shown: int
    followers: int


async def commands(folder: Path, sizes: Sizes) -> list[Row]:
    """Give commands to a real server, each round in a meeting of its own, all of one size."""
    turns = [str(turn) for turn in range(sizes.rounds)]
    doors = await convene(
        folder / "journal.db", [kind + turn for turn in turns for kind in ("alone-", "with-")]
    )
    servers, clients = machine.cores()
    with machine.pinned(clients):
        async with (
            journal_at(folder / "floor.db") as floor,
            processes.server(folder, servers) as server,
        ):
            rounds = _Rounds(server.port, doors, sizes)
            for place, turn in enumerate(turns):
                rounds.append.append(await appends(floor, turn, _pauses(sizes.commands)))
                if place % 2:
                    await rounds.follow("with-" + turn)
                    await rounds.leave_alone("alone-" + turn)
                else:
                    await rounds.leave_alone("alone-" + turn)
                    await rounds.follow("with-" + turn)
    return rounds.rows()


class _Rounds:
    """The rounds against one server, and what they took in milliseconds."""

    def __init__(self, port: int, doors: Mapping[str, str], sizes: Sizes) -> None:
        self.append: list[list[float]] = []
        self._alone: list[list[float]] = []
        self._followed: list[list[float]] = []
        self._shown: list[list[float]] = []
        self._port = port
        self._address = f"http://{processes.HOST}:{port}"
        self._doors = doors
        self._sizes = sizes

    async def leave_alone(self, key: str) -> None:
        """Nobody follows: the clerk's own page is the only one."""
        async with clerk_of(key, self._address, self._doors[key]) as clerk:
            self._alone.append(await _decisions(clerk, self._sizes.commands))

    async def follow(self, key: str) -> None:
        """Hundreds follow; then each command waits until it was shown to all of them."""
        path = f"/meetings/{key}/feed?lang=en&root={await self._root(key)}"
        async with (
            clerk_of(key, self._address, self._doors[key]) as clerk,
            processes.followers(self._port, path, self._sizes.followers) as following,
        ):
            self._followed.append(await _decisions(clerk, self._sizes.commands))
            acknowledged = await _one_by_one(clerk, self._sizes.shown)
            arrivals = await following.end()
        self._shown.append(_delays(acknowledged, arrivals, self._sizes.followers))

    async def _root(self, key: str) -> str:
        """What the public page of a meeting says that it shows."""
        async with (
            aiohttp.ClientSession(self._address) as session,
            session.get(f"/meetings/{key}/panels?lang=en") as response,
        ):
            return str((await response.json())["root"])

    def rows(self) -> list[Row]:
        """The table of these rounds."""
        many = f"{self._sizes.followers} followers"
        pairs = zip(self._followed, self._alone, strict=True)
        ratio = median(percentile(with_, 95) / percentile(without, 95) for with_, without in pairs)
        followed = row(f"Command to acknowledgement, {many}", self._followed)
        return [
            row("The journal’s append alone, the floor under a command", self.append),
            row("Command to acknowledgement, no followers", self._alone, Most(15, "p95")),
            msgspec.structs.replace(
                followed, target=f"p95 ≤ 1.5 × that without ({ratio:.2f} ×)", met=ratio <= 1.5
            ),
            row(f"  from there until the last of {many} has it", self._shown),
        ]


async def convene(place: Path | str, keys: Sequence[str]) -> dict[str, str]:
    """Write a meeting for every key into the journal at this place; the clerk's door to each."""
    doors = {}
    async with journal_at(place) as journal:
        office = Doors(journal.secrets, system_clock().now)
        for key in keys:
            lines = tuple(line(recorded) for recorded in in_session(key).recorded)
            await journal.append([Append(PREFIX + key, 0, lines)])
            doors[key] = await office.link(SignedIn(key, Office.CLERK), by="bench")
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


async def _one_by_one(clerk: Clerk, count: int) -> list[int]:
    """Give commands so far apart that each is shown by itself; when each was acknowledged."""
    acknowledged = []
    for number in range(count):
        await asyncio.sleep(UNTIL_SHOWN)
        await clerk.do("record_decision", text=f"That matter {number} be noted.")
        acknowledged.append(clerk.acknowledged_at)
    await asyncio.sleep(UNTIL_SHOWN)
    return acknowledged


def _pauses(count: int) -> Iterator[float]:
    """Pauses that fall evenly over all lengths, the same in every round."""
    return (LONGEST_PAUSE * (place * GOLDEN % 1) for place in range(count))


def _delays(acknowledged: Sequence[int], arrivals: Arrivals, followers: int) -> list[float]:
    """From each acknowledgement to the last follower, for the last commands, shown one by one.

    Raises ConnectionError if a follower missed a message.
    """
    if arrivals.cut_off or any(message.had_by != followers for message in arrivals.messages):
        raise ConnectionError("a follower missed a message, or was cut off")
    shown = arrivals.messages[-len(acknowledged) :]
    return [(message.last_at - at) / 1e6 for message, at in zip(shown, acknowledged, strict=True)]
