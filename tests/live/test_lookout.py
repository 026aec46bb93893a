"""Whoever looks out for what others write can be stopped at any moment."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from server.live.lookout import Lookout


class Bell:
    """A bell that is rung by hand."""

    def __init__(self) -> None:
        self.heard: list[Callable[[str], None]] = []

    def on(self, heard: Callable[[str], None]) -> None:
        self.heard.append(heard)


class Empty:
    """A journal without a stream."""

    def __init__(self) -> None:
        self.bell = Bell()

    async def ends(self) -> dict[str, int]:
        return {}


async def test_looking_out_ends_also_in_the_moment_in_which_the_bell_was_missed() -> None:
    journal: Any = Empty()
    lookout = Lookout(journal, lambda stream, end: None)
    lookout.begin()
    await asyncio.sleep(0)
    journal.bell.heard[0]("")
    await asyncio.wait_for(lookout.close(), 1)
