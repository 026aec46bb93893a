"""Waiting for another process, which does not say when it has done something."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

POLL_SECONDS = 0.02


async def until(what: str, so: Callable[[], Awaitable[bool]], seconds: float) -> None:
    """Wait until it is so. Raises TimeoutError, saying what, if it is not within so long."""
    try:
        async with asyncio.timeout(seconds):
            while True:
                if await so():
                    return
                await asyncio.sleep(POLL_SECONDS)
    except TimeoutError as error:
        raise TimeoutError(f"within {seconds:.0f} s {what}") from error
