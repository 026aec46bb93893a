"""The tool as clerk of the rehearsal: at an even pace it takes down an action, and strikes it out.

A note would be more harmless still, but nobody outside sees one. An action stands in the way of
nothing in the meeting, and everybody sees it; struck out, the page is as short as before.
"""

from __future__ import annotations

import asyncio

import msgspec
import socketio

from server.follow.changes import TICK
from server.follow.clerk import Clerk

WHO = "Load test"


class Given(msgspec.Struct):
    """A command that the tool gave. `at`: when, as a tick. `refused`: the server's own words."""

    number: int
    at: int
    acknowledged_ms: float = 0.0
    refused: str = ""


class Giving:
    """Gives commands until it is told to end."""

    def __init__(self, clerk: Clerk, mark: str, every: float) -> None:
        self.given: list[Given] = []
        self._clerk = clerk
        self._mark = mark
        self._every = every
        self._ending = asyncio.Event()

    async def run(self) -> None:
        """Give a command every so many seconds; half that time later, take its effect back."""
        while not self._ending.is_set():
            given = await self._give(len(self.given) + 1)
            self.given.append(given)
            await self._pause()
            if not given.refused:
                await self._take_back(self._clerk.entry)
            await self._pause()

    def end(self) -> None:
        """Give no more; what stands is still taken back."""
        self._ending.set()

    async def _give(self, number: int) -> Given:
        what = f"to be followed ({self._mark}-{number})"
        given = Given(number, 0)
        try:
            given.acknowledged_ms = await self._clerk.do("record_action", who=WHO, what=what)
        except ValueError as refusal:
            given.refused = str(refusal)
        except (OSError, TimeoutError, socketio.exceptions.SocketIOError) as error:
            given.refused = f"no answer ({type(error).__name__})"
        given.at = self._clerk.given_at // TICK
        return given

    async def _take_back(self, entry: str) -> None:
        try:
            await self._clerk.do("strike_entry", entry=entry, reason=WHO)
        except (ValueError, OSError, TimeoutError, socketio.exceptions.SocketIOError) as error:
            self.given[-1].refused = f"what it recorded could not be struck out: {error}"

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._ending.wait(), self._every / 2)
        except TimeoutError:
            return
