"""Rehearsals played from a script: the demonstration, training, and tests of a whole server."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from server import places
from server.live.meetings import Meetings, Running
from server.live.performance import Performance
from server.meeting.convened import MeetingConvened
from server.meeting.sitting import Phase
from server.meeting_file.folder import load_meeting_file, read_text
from server.script import Line, read_script

MARK = "-rehearsal-"


class Demonstrations:
    """The performances of this server."""

    def __init__(self, meetings: Meetings, speed: float, now: Callable[[], datetime]) -> None:
        self._meetings = meetings
        self._speed = speed
        self._now = now
        self._performances: list[Performance] = []

    async def demonstrate(self) -> Running:
        """Go on with the demonstration that is running, or begin a new one."""
        script = places.config() / "demonstration" / "script.jsonl"
        convened, lines = _load(script)
        for running in self._meetings:
            meeting = running.live.meeting
            unfinished = meeting.sitting.phase is not Phase.CLOSED
            if meeting.key.startswith(convened.key + MARK) and unfinished:
                return self._perform(running, lines, self._speed)
        return await self.perform(script, self._speed)

    async def perform(self, script: Path, speed: float) -> Running:
        """Perform a script on a copy of its meeting that begins now, marked as a rehearsal."""
        convened, lines = _load(script)
        copy = replace(
            convened,
            key=f"{convened.key}{MARK}{secrets.token_hex(3)}",
            starts_at=self._now(),
            rehearsal=True,
            performed=True,
        )
        running = await self._meetings.convene(copy, "script")
        return self._perform(running, lines, speed)

    async def stop(self) -> None:
        """End every performance where it stands."""
        for performance in self._performances:
            await performance.stop()

    def _perform(self, running: Running, lines: tuple[Line, ...], speed: float) -> Running:
        performance = Performance(running.live, lines, speed)
        performance.start()
        self._performances.append(performance)
        return running


def _load(script: Path) -> tuple[MeetingConvened, tuple[Line, ...]]:
    lines = read_script(read_text(script))
    meeting_file = script.parent / str(lines[0].given["file"])
    return load_meeting_file(meeting_file, places.config() / "profiles"), lines[1:]
