"""The crowd, measured: our server, the floor and the others, in turns on the same cores."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from server.bench import machine
from server.bench.commands import convene
from server.bench.crowd import answering, pushing, several
from server.bench.crowd.asked import Asked
from server.bench.crowd.database import database
from server.bench.crowd.judged import Judged, unmeasured
from server.bench.crowd.load import load_on
from server.bench.crowd.nginx import nchan, nginx_nchan
from server.bench.crowd.ours import NAME, ours
from server.bench.crowd.packages import NotInstalled, packages
from server.bench.crowd.peers import FLOOR, NCHAN, SOCKET_IO, floor, node
from server.bench.crowd.rows import rows
from server.bench.crowd.served import Served
from server.bench.crowd.took import FAILURES, Took, reason
from server.bench.crowd.turn import Turn
from server.bench.native.build import NotBuilt, Programs, built

WHAT = "Followers"
SPARE_DESCRIPTORS = 200
FRAME_BYTES = 1000.0  # where ours was not measured
HEAD_BYTES = 4  # of a frame of 126 bytes or more
EVENT_BYTES = len('42["update",""]')


async def crowd(folder: Path, asked: Asked) -> list[Judged]:
    """Measure what was asked for, and judge it."""
    try:
        programs = await asyncio.to_thread(built)
    except NotBuilt as why:
        return [unmeasured(WHAT, str(why))]
    if not machine.raise_descriptors(asked.followers + SPARE_DESCRIPTORS):
        few = f"a process may open too few files for {asked.followers:,} (ulimit -Hn)"
        return [unmeasured(WHAT, few)]
    took = Took(asked.rows)
    crowd = _Crowd(folder / "crowd", programs, asked, took)
    await crowd.prepare()
    with machine.pinned(crowd.clients):
        for turn in range(asked.repeats):
            await crowd.repeat(turn)
        await took.row("processes", crowd.several)
    return list(rows(asked, took))


class _Crowd:
    """The servers that take turns."""

    def __init__(self, folder: Path, programs: Programs, asked: Asked, took: Took) -> None:
        self.cores, self.clients = machine.cores()
        self._folder = folder
        self._programs = programs
        self._asked = asked
        self._took = took
        self._keys = [f"crowd-{turn}" for turn in range(asked.repeats)]
        self._doors: Mapping[str, str] = {}
        self._node = Path()

    async def prepare(self) -> None:
        """Convene the meetings, and see which of the other servers can be had."""
        for folder in (self._folder, self._folder / "nchan", self._folder / "pages"):
            folder.mkdir()
        self._doors = await convene(self._folder / "journal.db", self._keys)
        for peer in self._asked.peers:
            try:
                if peer == NCHAN:
                    nchan()
                else:
                    self._node = await asyncio.to_thread(packages)
            except NotInstalled as why:
                self._took.left_out[peer] = str(why)

    async def repeat(self, turn: int) -> None:
        """All of them once; ours first at first, because the others push as many bytes."""
        names = [NAME] if self._asked.rows - {"processes"} else []
        if self._asked.rows & {"push", "memory"}:
            names += [FLOOR, *self._asked.peers]
        first = turn % len(names) if names else 0
        for name in names[first:] + names[:first]:
            if name == NAME:
                await self._ours(turn)
            elif name not in self._took.left_out:
                await self._other(name)

    async def several(self) -> None:
        """Several processes on one database, as often as the others."""
        async with database() as url:
            for key, door in (await convene(url, self._keys)).items():
                meeting = several.Meeting(url, key, door)
                await several.one_and_two(
                    self._folder, self._programs.load, self.cores, meeting, self._asked, self._took
                )

    async def _ours(self, turn: int) -> None:
        """Ours; what is compared with and without followers comes now first and now last."""
        load, key = self._programs.load, self._keys[turn]
        try:
            async with ours(self._folder, load, self.cores, key, self._doors[key]) as server:
                own = Turn(*server, self._asked, self._took)
                await own.with_nobody()
                if turn % 2:
                    await own.with_everybody()
                    await own.give_commands(answering.ALONE)
                else:
                    await own.give_commands(answering.ALONE)
                    await own.with_everybody()
                await own.come_and_go(self._folder / "pages", load, self.cores)
        except FAILURES as why:
            for row in self._asked.rows - {"processes"}:
                self._took.failed.setdefault(row, reason(why))

    async def _other(self, name: str) -> None:
        """Let another server push to as many; without the floor there is nothing to compare."""
        try:
            async with (
                self._serving(name) as served,
                load_on(self._programs.load, served.port, served.kind) as load,
            ):
                await pushing.come(served, load, self._asked, self._took)
                if "push" in self._asked.rows:
                    await pushing.push(served, load, self._asked, self._took)
                await load.leave()
        except FAILURES as why:
            self._took.left_out[name] = reason(why)
            if name == FLOOR:
                self._took.failed["push"] = f"{FLOOR}: {reason(why)}"

    def _serving(self, name: str) -> AbstractAsyncContextManager[Served]:
        """A server that pushes as many bytes as ours did."""
        frame = (self._took.of(pushing.FRAME, NAME) or [FRAME_BYTES])[-1]
        text = b"x" * (int(frame) - HEAD_BYTES)
        if name == FLOOR:
            return floor(self._programs.floor, self.cores, text)
        if name == NCHAN:
            return nginx_nchan(self._folder / "nchan", self.cores, text)
        if name == SOCKET_IO:
            text = text[EVENT_BYTES:]
        return node(name, self._node, self.cores, text)
