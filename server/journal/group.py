"""Group commit: what arrives while the disk is busy goes into the next transaction together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext
from typing import TypeAlias

import msgspec

from server import measures
from server.journal.journal import Append

Appends: TypeAlias = tuple[Append, ...]
Outcome: TypeAlias = Exception | None


class Waiting(msgspec.Struct, frozen=True):
    """What one caller wants stored, and where the caller waits to hear of it."""

    appends: Appends
    outcome: asyncio.Future[None]


class Group:
    """Stores what many callers want, one transaction at a time, in the order they came.

    A single caller waits for one commit, the thousandth in a crowd for two.
    """

    def __init__(self, store: Callable[[list[Appends]], Awaitable[list[Outcome]]]) -> None:
        """`store` is one durable transaction: it says of each caller why it was left out, or None.

        If it raises, nothing at all was stored.
        """
        self._store = store
        self._waiting: list[Waiting] = []
        self._committing: asyncio.Task[None] | None = None

    async def append(self, appends: Sequence[Append]) -> None:
        """Return once these are stored, or raise why they were not."""
        waiting = Waiting(tuple(appends), asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._committing is None or self._committing.done():
            self._committing = asyncio.create_task(self._commit())
        await waiting.outcome

    async def finish(self) -> None:
        """Store what is waiting."""
        if self._committing is not None:
            await asyncio.wait({self._committing})

    async def _commit(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            for waiting, outcome in zip(batch, await self._outcomes(batch), strict=True):
                _tell(waiting, outcome)

    async def _outcomes(self, batch: list[Waiting]) -> list[Outcome]:
        appends = [waiting.appends for waiting in batch]
        # Whoever writes nothing asks only whether it could be written, which tells of no disk.
        timed = measures.journal.time() if any(appends) else nullcontext()
        try:
            with timed:
                return await self._store(appends)
        except Exception as failure:  # whatever it is, each caller must hear of it
            return [failure] * len(batch)


def _tell(waiting: Waiting, outcome: Outcome) -> None:
    if waiting.outcome.done():
        return  # whoever waited has gone
    if outcome is None:
        waiting.outcome.set_result(None)
    else:
        waiting.outcome.set_exception(outcome)
