"""A copy of everything while the server runs: made by the command line in a process of its own, so
that no meeting waits for it, and packed into one file."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from server.config import Settings
from server.pages.site import NoCopy
from server.words import N_

_INSTALLED_IN = Path(__file__).resolve().parent.parent  # from there -m finds this very program
_LONGEST = 300  # characters of what went wrong


class Copying:
    """Makes copies of what these settings keep, one at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._busy = False

    @asynccontextmanager
    async def copy(self, verb: str) -> AsyncIterator[Path]:
        """What `orderpaper backup` or `orderpaper export` makes, as a ZIP file which is there until
        this ends. Raises NoCopy, in a sentence."""
        if self._busy:
            raise NoCopy(N_("A copy is being made already. Wait until it has come."))
        self._busy = True
        try:
            with tempfile.TemporaryDirectory(prefix="orderpaper-copy-") as folder:
                yield await self._packed(verb, Path(folder))
        finally:
            self._busy = False

    async def _packed(self, verb: str, folder: Path) -> Path:
        await self._run(verb, folder / verb)
        packed = await asyncio.to_thread(
            shutil.make_archive, str(folder / "copy"), "zip", folder, verb
        )
        return Path(packed)

    async def _run(self, verb: str, place: Path) -> None:
        kept = self._settings
        further = str(kept.further.resolve()) if kept.further else ""
        known = {"DATABASE_URL": kept.database_url, "ORDERPAPER_FURTHER": further}
        words = ("-m", __package__, verb, str(place), "--data", str(kept.data.resolve()))
        done = await asyncio.create_subprocess_exec(
            sys.executable,
            *words,
            cwd=_INSTALLED_IN,
            env={**os.environ, **known},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            _, said = await done.communicate()
        except asyncio.CancelledError:  # whoever asked has gone
            done.kill()
            await done.wait()
            raise
        if done.returncode:
            why = said.decode(errors="replace").strip()[-_LONGEST:]
            raise NoCopy(N_("The copy could not be made: {why}"), why=why)
