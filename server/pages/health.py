"""Whether the server lives and can do its work, for whoever keeps it running.

Told to everybody who asks, so nothing else is: what is wrong stands in the log.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from aiohttp import web

from server.journal.journal import Journal
from server.words import N_, Said

EVERY = 1.0  # seconds between two looks at the journal
PATIENCE = 2.0  # seconds for it to answer

LOADING = N_("The meetings are still being loaded.")
STOPPING = N_("The server is stopping.")
NO_JOURNAL = N_("The journal cannot be used. The log of the server says why.")
SLOW_JOURNAL = N_("The journal does not answer.")

log = logging.getLogger(__name__)


class Health:
    """Whether the meetings are loaded, and the journal can be read and written to.

    The journal is looked at by the clock and not for those who ask: they cost it nothing, and
    cannot tell by how soon they are answered whether something is being stored, in private even.

    Everything that a line needs is asked for, and none is stored: whether the disk would take it
    is not tried. What a full disk refuses can still be read, and the measures tell of commands
    that failed.
    """

    def __init__(self, journal: Journal, clock: Callable[[], float] = time.monotonic) -> None:
        self._journal = journal
        self._clock = clock
        self._closed = LOADING
        self._why = ""
        self._fault = ""
        self._asked: float | None = None  # when; None once it has answered
        self._watching: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """The meetings are loaded; look at the journal from now on."""
        self._closed = ""
        self._watching = asyncio.create_task(self._watch())

    def stop(self) -> None:
        """The server is stopping, and the journal is to be left alone."""
        self._closed = STOPPING
        if self._watching is not None:
            self._watching.cancel()

    @property
    def why_not(self) -> str:
        """Why the server cannot do its work now; "" if it can."""
        if self._closed:
            return self._closed
        if self._asked is not None and self._clock() - self._asked > PATIENCE:
            return SLOW_JOURNAL
        return self._why

    async def look(self) -> None:
        """Ask the journal."""
        fault = ""
        self._asked = self._clock()
        try:
            await self._journal.ends()
            await self._journal.try_out()
        except Exception as trouble:  # whatever it is, the server cannot do its work
            fault = str(trouble) if isinstance(trouble, Said) else type(trouble).__name__
        self._asked = None
        self._why = NO_JOURNAL if fault else ""
        if fault and fault != self._fault:  # once, and not every second
            log.error("the journal cannot be used: %s", fault)
        self._fault = fault

    async def _watch(self) -> None:
        while True:
            await self.look()
            await asyncio.sleep(EVERY)


HEALTH: web.AppKey[Health] = web.AppKey("health", Health)


async def healthz(request: web.Request) -> web.Response:
    """Whether the process lives and gets round to answering."""
    return _answer("")


async def readyz(request: web.Request) -> web.Response:
    """Whether the meetings are loaded and the journal can be read and written to (else 503)."""
    return _answer(request.app[HEALTH].why_not)


def _answer(why_not: str) -> web.Response:
    return web.Response(
        text=f"{why_not or 'ok'}\n",
        status=503 if why_not else 200,
        headers={"Cache-Control": "no-store"},
    )
