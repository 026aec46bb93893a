"""The tool as clerk of the rehearsal: at an even pace it takes down an action, and strikes it out.

A note would be more harmless still, but nobody outside sees one. An action stands in the way of
nothing in the meeting, and everybody sees it; struck out, the page is as short as before.
"""

from __future__ import annotations

import asyncio

import msgspec
import socketio

from server.follow.changes import TICK
from server.follow.clerk import LONGEST_SECONDS, Clerk

WHO = "Load test"
UNANSWERED = f"no answer within {LONGEST_SECONDS:.0f} seconds, so it may be on record or not"
UNTIL_SHOWN_SECONDS = 0.5  # what the tool took back last


class Given(msgspec.Struct):
    """A command that the tool gave. `at`: when, as a tick. `refused`: the server's own words, or
    that there were none. `stands`: why what it recorded could not be struck out."""

    number: int
    at: int
    acknowledged_ms: float | None = None
    refused: str = ""
    stands: str = ""


class Lasted(msgspec.Struct, frozen=True):
    """How it stood with the clerk's connection. `given_again`: so often a command was, with the
    same id, because no answer came."""

    lost: int
    came_back: int
    given_again: int


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

    @property
    def lasted(self) -> Lasted:
        """How it stood with the connection."""
        line = self._clerk.line
        return Lasted(line.lost, line.came_back, self._clerk.again)

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
        except (OSError, socketio.exceptions.SocketIOError):  # TimeoutError is one
            given.refused = UNANSWERED
        given.at = self._clerk.given_at // TICK
        return given

    async def _take_back(self, entry: str) -> None:
        try:
            await self._clerk.do("strike_entry", entry=entry, reason=WHO)
        except ValueError as refusal:
            self.given[-1].stands = str(refusal)
        except (OSError, socketio.exceptions.SocketIOError):
            self.given[-1].stands = UNANSWERED

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._ending.wait(), self._every / 2)
        except TimeoutError:
            return
