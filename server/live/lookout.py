"""The lookout: whether other processes have written to the journal.

The bell tells at once. It may be missed, as while a connection is made anew; so it is also looked
at every few seconds where each stream ends, which is one small question to the database.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable

from server.journal.bell import Silence, ended
from server.journal.journal import Journal
from server.live.holding_off import chance

LOOKED_AT = 5.0  # seconds: so long at most a page shows what is no longer so, if a bell was missed

log = logging.getLogger(__name__)


class Lookout:
    """Tells of every stream that has lines, where it ends; again and again, also where it has not
    changed. On a journal that one process alone may write to, there is nothing to look out for."""

    def __init__(self, journal: Journal, tell: Callable[[str, int], None]) -> None:
        self._journal = journal
        self._tell = tell
        self._missed = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None
        self._fails = False

    def begin(self) -> None:
        """Look out from now on."""
        if self._looking is None and not isinstance(self._journal.bell, Silence):
            self._journal.bell.on(self._heard)
            self._looking = asyncio.create_task(self._keep_looking())

    async def look(self) -> None:
        """Look at every stream now. Raises what the journal does."""
        for stream, end in (await self._journal.ends()).items():
            self._tell(stream, end)

    async def close(self) -> None:
        """Look out no more."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.wait([self._looking])

    def _heard(self, said: str) -> None:
        if said == "":
            self._missed.set()
        elif (told := ended(said)) is not None:
            self._tell(*told)

    async def _keep_looking(self) -> None:
        while True:
            # At different times: many processes may have begun together.
            seconds = LOOKED_AT * chance.uniform(0.8, 1.0)
            with contextlib.suppress(TimeoutError):  # not wait_for(): 3.11 loses a cancel with it
                async with asyncio.timeout(seconds):
                    await self._missed.wait()
            self._missed.clear()
            try:
                await self.look()
            except Exception as why:  # the next look is not far
                if not self._fails:
                    log.warning("it cannot be seen what other processes do: %s", why)
                self._fails = True
            else:
                self._fails = False
