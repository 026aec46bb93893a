"""The socket of the control door: one process on a data folder has it at a time.

Another takes it over when that one has gone, in whatever way: the mark of who has it is a lock of
the system, which ends with its process.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
from pathlib import Path

from aiohttp import web

TRIED = 2.0  # seconds


class ControlSocket:
    """Listens at this path, as soon as no other process does."""

    def __init__(self, path: Path, app: web.Application) -> None:
        self._path = path
        self._app = app
        self._held: int | None = None
        self._runner: web.AppRunner | None = None
        self._trying: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Listen, or wait for it."""
        if not await self._take():
            self._trying = asyncio.create_task(self._keep_trying())

    async def close(self) -> None:
        """Listen no more, and leave it to others. What another process has is left alone."""
        if self._trying is not None:
            self._trying.cancel()
            await asyncio.wait([self._trying])
        if self._runner is not None:
            await self._runner.cleanup()
        if self._held is not None:
            self._path.unlink(missing_ok=True)
            os.close(self._held)
            self._held = None

    async def _keep_trying(self) -> None:
        while True:
            await asyncio.sleep(TRIED)
            if await self._take():
                return

    async def _take(self) -> bool:
        """Whether nobody else has it; then it is ours."""
        held = os.open(self._path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
            return False
        self._held = held
        self._runner = web.AppRunner(self._app, handle_signals=False, access_log=None)
        await self._runner.setup()
        self._path.unlink(missing_ok=True)  # of a process that was killed
        await web.UnixSite(self._runner, str(self._path)).start()
        self._path.chmod(0o600)
        return True
