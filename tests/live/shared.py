"""One journal that several processes have open, in one process: a real one, with a bell of its own.

journal = Shared(await open_journal(...))
here, there = journal.process(), journal.process()
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from server.journal.bell import end
from server.journal.journal import Append, Conflict, InDoubt, Journal, OutOfReach, Row
from server.words import N_


class Ear:
    """The bell as one process has it."""

    def __init__(self, shared: Shared) -> None:
        self.deaf = False
        self._shared = shared
        self._heard: list[Callable[[str], None]] = []

    def on(self, heard: Callable[[str], None]) -> None:
        self._heard.append(heard)

    async def ring(self, said: str) -> None:
        self._shared.ring(said)

    def hear(self, said: str) -> None:
        if not self.deaf:
            for heard in self._heard:
                heard(said)


class Opened:
    """The journal as one process has it open; its connection can break in each way there is."""

    def __init__(self, shared: Shared) -> None:
        self.bell = Ear(shared)
        self.away = False
        self.reads = 0
        self.read_on = asyncio.Event()
        self.read_on.set()
        self.breaks: list[str] = []
        """What happens at the next appends: "after" they are stored, "before", or "late": stored a
        moment after the connection broke; "conflict and away": others wrote, and it breaks."""
        self._shared = shared
        self._late: Sequence[Append] = ()

    async def append(self, appends: Sequence[Append]) -> None:
        self._reach()
        how = self.breaks.pop(0) if self.breaks else ""
        if self._late:
            late, self._late = self._late, ()
            await self._shared.store(late)
        if how == "late":
            self._late = appends
        elif how != "before":
            try:
                await self._shared.store(appends)
            except Conflict:
                self.away = how == "conflict and away"
                raise
        if how == "after and away":
            self.away = True
        if how:
            raise InDoubt(N_("The connection broke. Do it again."))

    async def read(self, stream: str, after: int = 0) -> list[Row]:
        self._reach()
        self.reads += 1
        found = await self._shared.journal.read(stream, after)
        await self.read_on.wait()
        return found

    async def ends(self) -> dict[str, int]:
        self._reach()
        return await self._shared.journal.ends()

    def __getattr__(self, name: str) -> object:
        return getattr(self._shared.journal, name)

    def _reach(self) -> None:
        if self.away:
            raise OutOfReach(N_("The database cannot be reached: nothing was stored."))


class Shared:
    """What all processes share."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.rung: list[str] = []
        self._ears: list[Ear] = []

    def process(self) -> Opened:
        """One more process."""
        opened = Opened(self)
        self._ears.append(opened.bell)
        return opened

    def ring(self, said: str) -> None:
        """Let everybody hear this, a moment later."""
        self.rung.append(said)
        for ear in self._ears:
            asyncio.get_running_loop().call_soon(ear.hear, said)

    async def store(self, appends: Sequence[Append]) -> None:
        """Store, and ring as the journal does."""
        await self.journal.append(appends)
        for append in appends:
            if append.lines:
                self.ring(end(append.stream, append.after + len(append.lines)))
