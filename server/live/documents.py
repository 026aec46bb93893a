"""The draft note of a meeting: written when it closes, and again whenever the record changes."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from server.live.live_meeting import LiveMeeting
from server.meeting.meeting import Meeting
from server.meeting.sitting import Phase
from server.minutes import write
from server.render.language import Voice, voice

log = logging.getLogger(__name__)

Files = dict[str, bytes]


class Documents:
    """Makes the draft in every format, off the event loop, and keeps the newest at hand.

    After the close they also lie in `folder`, one folder a meeting.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[tuple[str, str], tuple[Meeting, asyncio.Future[Files]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def watch(self, live: LiveMeeting) -> None:
        """Write this meeting's draft whenever it changes after its close."""

        def changed() -> None:
            if live.meeting.sitting.phase is Phase.CLOSED:
                task = asyncio.create_task(self._keep(live))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

        live.changed.append(changed)

    async def files(self, meeting: Meeting, tongue: Voice) -> Files:
        """The draft in every format, by the ending of its name."""
        key = meeting.key, tongue.language
        made = self._made.get(key)
        if made is None or made[0] is not meeting:
            writing = asyncio.ensure_future(asyncio.to_thread(write, meeting, tongue))
            made = self._made[key] = meeting, writing
        return await asyncio.shield(made[1])

    async def settled(self) -> None:
        """Wait until everything is written that was begun."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=2.0)

    async def _keep(self, live: LiveMeeting) -> None:
        meeting = live.meeting
        for language in meeting.profile.languages:
            tongue = voice(language, meeting.profile.timezone)
            files = await self.files(meeting, tongue)
            try:
                await asyncio.to_thread(_store, self._folder / meeting.key, language, files)
            except OSError as error:
                log.error("the draft of %s could not be written: %s", meeting.key, error)


def _store(folder: Path, language: str, files: Files) -> None:
    """Put each file in place whole, so that nobody ever reads half of one."""
    folder.mkdir(parents=True, exist_ok=True)
    for ending, content in files.items():
        name = f"draft.{ending}" if language == "en" else f"draft.{language}.{ending}"
        part = folder / f".{name}.part"
        part.write_bytes(content)
        part.replace(folder / name)
