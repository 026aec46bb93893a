"""The draft notes of a meeting: written when it closes, and again whenever the record changes.

The public note is made of the meeting as it is known outside; where there was private business the
full note lies beside it, readable by nobody but who runs the server.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from server.live.live_meeting import LiveMeeting
from server.meeting.meeting import Meeting
from server.meeting.sides import Sides
from server.meeting.sitting import Phase
from server.minutes import has_private_business, write, write_full
from server.minutes.files import shut, store
from server.render.language import Voice, voice

log = logging.getLogger(__name__)

Files = dict[str, bytes]
PUBLIC, RESTRICTED = "draft", "draft-restricted"
Source = TypeVar("Source", Meeting, Sides)


class _Made(NamedTuple):
    source: Meeting | Sides
    files: asyncio.Future[Files]


class Documents:
    """Makes the drafts in every format, off the event loop, and keeps the newest at hand.

    After the close they also lie in `folder`, one folder a meeting.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[tuple[str, str, str], _Made] = {}
        self._kept: dict[tuple[str, str], Meeting] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._writing = asyncio.Lock()  # one after the other, so that the newest stays

    def watch(self, live: LiveMeeting) -> None:
        """Write this meeting's drafts whenever they change after its close."""

        def changed() -> None:
            if live.meeting.sitting.phase is Phase.CLOSED:
                task = asyncio.create_task(self.keep(live.sides))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

        live.changed.append(changed)

    async def files(self, outside: Meeting, tongue: Voice) -> Files:
        """The public draft in every format, by the ending of its name: of the meeting as it is
        known outside."""
        return await self._files((outside.key, tongue.language, PUBLIC), outside, write, tongue)

    async def full(self, sides: Sides, tongue: Voice) -> Files:
        """The full draft in every format, marked."""
        of = (sides.inside.key, tongue.language, RESTRICTED)
        return await self._files(of, sides, write_full, tongue)

    def forget(self, key: str) -> None:
        """Keep nothing at hand of this meeting any more."""
        for known in [each for each in self._made if each[0] == key]:
            del self._made[known]

    async def settled(self) -> None:
        """Wait until everything is written that was begun."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=2.0)

    async def _files(
        self,
        of: tuple[str, str, str],
        source: Source,
        make: Callable[[Source, Voice], Files],
        tongue: Voice,
    ) -> Files:
        made = self._made.get(of)
        if made is None or not _same(made.source, source):
            writing = asyncio.ensure_future(asyncio.to_thread(make, source, tongue))
            made = self._made[of] = _Made(source, writing)
        return await asyncio.shield(made.files)

    async def keep(self, sides: Sides) -> None:
        """Write the drafts of a meeting as it is now, in place of those that are there."""
        for language in sides.inside.profile.languages:
            tongue = voice(language, sides.inside.profile.timezone)
            try:
                async with self._writing:
                    await self._keep_public(sides.outside, tongue)
                    await self._keep_full(sides, tongue)
            except OSError as error:
                log.error("the draft of %s could not be written: %s", sides.inside.key, error)

    async def _keep_public(self, outside: Meeting, tongue: Voice) -> None:
        """Write it if it changed: when it was written tells nothing of private business."""
        of = outside.key, tongue.language
        if self._kept.get(of) is outside:
            return
        files = await self.files(outside, tongue)
        await asyncio.to_thread(store, self._folder / outside.key, PUBLIC, tongue.language, files)
        self._kept[of] = outside

    async def _keep_full(self, sides: Sides, tongue: Voice) -> None:
        folder, language = self._folder / sides.inside.key, tongue.language
        if not has_private_business(sides.inside):
            return
        files = await self.full(sides, tongue)
        await asyncio.to_thread(shut, folder)
        await asyncio.to_thread(store, folder, RESTRICTED, language, files)


def _same(made_of: Meeting | Sides, source: Meeting | Sides) -> bool:
    if isinstance(made_of, Sides) and isinstance(source, Sides):
        return made_of.inside is source.inside and made_of.outside is source.outside
    return made_of is source
