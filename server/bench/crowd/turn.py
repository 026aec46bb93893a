"""Our own server's turn: with nobody, with everybody, and with everybody coming and going."""

from __future__ import annotations

from pathlib import Path

from server.bench.crowd import answering, coming, paging, pushing, unread
from server.bench.crowd.asked import Asked
from server.bench.crowd.ours import Ours
from server.bench.crowd.served import Served
from server.bench.crowd.took import Took

FOLLOWED = {"push", "memory", "connect", "acknowledge", "unread"}


class Turn:
    """One repeat of our rows, on a server that has just been started."""

    def __init__(self, served: Served, meeting: Ours, asked: Asked, took: Took) -> None:
        self._served = served
        self._meeting = meeting
        self._asked = asked
        self._took = took

    async def with_nobody(self) -> None:
        """What is compared with the same when everybody follows."""
        await self._meeting.record_anew()
        await self._took.row(
            "push", lambda: pushing.push_to_nobody(self._served, self._asked, self._took)
        )

    async def with_everybody(self) -> None:
        """All come, and things happen."""
        served, load, asked, took = self._served, self._meeting.load, self._asked, self._took
        if asked.rows & FOLLOWED:
            await pushing.come(served, load, asked, took)
        await self._meeting.record_anew()
        await took.row("push", lambda: pushing.push(served, load, asked, took))
        await self.give_commands(answering.FOLLOWED)
        await took.row("unread", lambda: unread.stop_reading(served, self._meeting, asked, took))
        await self._meeting.nobody()

    async def give_commands(self, kind: str) -> None:
        """How soon the clerk is answered now."""
        meeting, asked, took = self._meeting, self._asked, self._took
        await meeting.record_anew()
        await took.row("acknowledge", lambda: answering.give_commands(meeting, asked, took, kind))

    async def come_and_go(self, folder: Path, load: Path, cores: set[int]) -> None:
        """All are cut off and come back, and ask for pages; `load` is the program."""
        meeting, asked, took = self._meeting, self._asked, self._took
        await took.row("connect", lambda: coming.cut(meeting, asked, took))
        await took.row("return", lambda: coming.come_back(meeting, asked, took))
        await meeting.nobody()
        await took.row(
            "pages", lambda: paging.ask_for_pages(folder, load, cores, meeting, asked, took)
        )
