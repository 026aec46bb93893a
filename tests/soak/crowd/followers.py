"""Many followers in a process of their own.

`python -m tests.soak.crowd.followers HOST PORT PATH COUNT EXACT SECONDS`: so many follow the
meeting at this path, of whom some work out the roots themselves, for at most so many seconds. It
prints a line once all of them follow, then answers every line of its input, an `Ask`, by a `State`,
and ends with its input.
"""

from __future__ import annotations

import asyncio
import math
import random
import sys
import urllib.request
from collections.abc import Awaitable, Iterable
from pathlib import Path

import msgspec

from server.bench import machine
from tests.soak.crowd.follower import Follower, Seen
from tests.soak.crowd.page import Learnt, learn
from tests.soak.crowd.socket import Where

AT_ONCE = 50
LOOKED_SECONDS = 0.05
SETTLED_SECONDS = 10.0  # until everybody must have what was said
AWAY_SECONDS = 15.0  # at most; the shortest come back before anybody noticed


class Ask(msgspec.Struct, frozen=True):
    """Wait until all have this `root`; have this share of them leave, and come back by themselves
    within `AWAY_SECONDS`; write to the file `order` which root came after which."""

    root: str = ""
    leave: float = 0.0
    order: str = ""


class State(msgspec.Struct, frozen=True):
    """How all of them are: how many follow, how many have the root that was asked for and the
    content that it is the root of, the most messages that one had since this was last asked, and
    what all of them had and found wrong."""

    following: int
    there: int
    most: int
    messages: int
    asked_to_tell: int
    told_again: int
    wrong: int
    faults: list[str]


class Followers:
    """All followers of this process."""

    def __init__(self, where: Where, whole: Learnt, count: int, exact: int) -> None:
        self._seen = Seen()
        self._all = [Follower(where, whole, self._seen, exact=n < exact) for n in range(count)]
        self._before = [0] * count
        self._away: set[asyncio.Task[None]] = set()
        self._chance = random.Random(0)  # who leaves, and for how long

    async def come(self) -> None:
        """Everybody connects, so many at a time. Raises OSError, TimeoutError."""
        for first in range(0, len(self._all), AT_ONCE):
            await gathered(each.come() for each in self._all[first : first + AT_ONCE])

    async def answer(self, ask: Ask) -> State:
        """Do what is asked, and tell how everybody is."""
        if ask.leave:
            self._leave(max(1, round(ask.leave * len(self._all))))
        if ask.root:
            await self._until_all_have(ask.root)
        if ask.order:
            self._write_order(Path(ask.order))
        return self._state(ask.root)

    def _write_order(self, file: Path) -> None:
        file.write_bytes(msgspec.json.encode(sorted(self._seen.after)))

    def _leave(self, count: int) -> None:
        for each in self._chance.sample(self._all, count):
            task = asyncio.create_task(self._for_a_while(each))
            self._away.add(task)
            task.add_done_callback(self._away.discard)

    async def _for_a_while(self, follower: Follower) -> None:
        follower.leave()
        await asyncio.sleep(self._chance.uniform(0, AWAY_SECONDS))
        try:
            await follower.come()
        except (OSError, TimeoutError) as error:
            self._seen.fault(f"a follower could not come back: {error!r}")

    async def _until_all_have(self, root: str) -> None:
        for _ in range(math.ceil(SETTLED_SECONDS / LOOKED_SECONDS)):
            if all(self._has(each, root) for each in self._all):
                return
            await asyncio.sleep(LOOKED_SECONDS)

    def _has(self, follower: Follower, root: str) -> bool:
        return follower.following and follower.page.root == root

    def _state(self, root: str) -> State:
        now = [each.messages for each in self._all]
        most = max((n - before for n, before in zip(now, self._before, strict=True)), default=0)
        self._before = now
        return State(
            following=sum(each.following for each in self._all),
            there=sum(self._has(each, root) and each.page.true_root == root for each in self._all),
            most=most,
            messages=self._seen.messages,
            asked_to_tell=self._seen.asked_to_tell,
            told_again=self._seen.told_again,
            wrong=self._seen.wrong,
            faults=self._seen.faults,
        )


async def gathered(coming: Iterable[Awaitable[None]]) -> None:
    """Wait for all of them. Raises what the first raises that fails."""
    await asyncio.gather(*coming)


def whole(where: Where) -> Learnt:
    """The whole page, as it is now. Raises OSError, ValueError."""
    url = f"http://{where.host}:{where.port}{where.path}/panels?lang=en"
    with urllib.request.urlopen(url, timeout=SETTLED_SECONDS) as answer:
        learnt = learn(answer.read(), False)
    if learnt is None:
        raise ValueError("the page has no root")
    return learnt


async def _serve(where: Where, count: int, exact: int) -> None:
    followers = Followers(where, whole(where), count, exact)
    await followers.come()
    print("following", flush=True)
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        state = await followers.answer(msgspec.json.decode(line, type=Ask))
        print(msgspec.json.encode(state).decode(), flush=True)


if __name__ == "__main__":
    _, host, port, path, count, exact, seconds = sys.argv
    with asyncio.Runner(loop_factory=machine.event_loop()) as runner:
        serving = _serve(Where(host, int(port), path), int(count), int(exact))
        runner.run(asyncio.wait_for(serving, float(seconds)))
