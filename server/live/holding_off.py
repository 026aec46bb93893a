"""Holding off: what failed is tried again, each time a while later, and not by all at once."""

from __future__ import annotations

import asyncio
import contextlib
import random

FIRST, LONGEST = 0.2, 5.0  # seconds
MOST_DOUBLED = 8

chance = random.SystemRandom()


class HoldingOff:
    """How long to wait between tries of something that somebody else must put right."""

    def __init__(self) -> None:
        self._failures = 0
        self._hurried = asyncio.Event()

    @property
    def is_first(self) -> bool:
        """Whether nothing was held off since it last went well."""
        return self._failures == 0

    def begin_anew(self) -> None:
        """It went well."""
        self._failures = 0

    def hurry(self) -> None:
        """Somebody waits for it: try now."""
        self._hurried.set()

    async def wait(self) -> None:
        """Let the time pass that it is held off after one more failure."""
        self._hurried.clear()
        # At different times: when a database is away, every process holds off.
        longest = min(FIRST * 2 ** min(self._failures, MOST_DOUBLED), LONGEST)
        seconds = longest * chance.uniform(0.5, 1.0)
        self._failures += 1
        with contextlib.suppress(TimeoutError):  # not wait_for(): 3.11 loses a cancel with it
            async with asyncio.timeout(seconds):
                await self._hurried.wait()
