"""The virus scanner that a council may have look at each file before it is kept."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shlex
from pathlib import Path

from server.papers.kinds import NotTaken
from server.words import N_

SECONDS = 60.0  # for one file
CLEAN, INFECTED = 0, 1

log = logging.getLogger(__name__)


class Scanner:
    """A command that is given the path of a file, and ends with 0 if it is clean, with 1 if it is
    infected. Without a command nothing is scanned."""

    def __init__(self, command: str = "", seconds: float = SECONDS) -> None:
        self._command = tuple(shlex.split(command))
        self._seconds = seconds

    @property
    def on(self) -> bool:
        """Whether files are scanned here."""
        return bool(self._command)

    async def check(self, file: Path, name: str) -> None:
        """Have a file looked at. Raises NotTaken if it is infected, and if nobody can tell."""
        if not self.on:
            return
        ended = await self._run(file)
        if ended == INFECTED:
            log.warning("the scanner found a file infected, and it was not kept")
            raise NotTaken(
                N_("The virus scanner found “{name}” infected. It was not kept: tell your IT."),
                name=name,
            )
        if ended != CLEAN:
            raise NotTaken(
                N_(
                    "“{name}” could not be scanned for viruses, so it was not kept. Try again in "
                    "a few minutes; if it goes on, tell your IT."
                ),
                name=name,
            )

    async def _run(self, file: Path) -> int | None:
        """What the command ended with; None if it did not run or took too long."""
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                str(file),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
            )
        except OSError as why:
            log.error("the scanner cannot be run: %s", why)
            return None
        try:
            async with asyncio.timeout(self._seconds):
                ended = await process.wait()
        except TimeoutError:
            log.error("the scanner took longer than %g seconds", self._seconds)
            return None
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if ended not in (CLEAN, INFECTED):
            log.error("the scanner ended with %d", ended)
        return ended
