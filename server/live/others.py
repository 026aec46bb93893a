"""The other processes: whether somebody's page is connected to one of them, asked by the bell.

Who asks must hear the own question, or the bell is out of order and no silence means anything.
Where an answer may have been missed it is asked again. So whoever has a page anywhere is found,
unless the process that has it cannot hear; that one sees what is recorded, and corrects it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from enum import Enum

import msgspec

from server.journal.bell import Bell, Silence

ASKED_FOR = 1.0  # seconds for an answer: the bell takes milliseconds, and a busy process some more
WHO, HERE = "who", "here"

log = logging.getLogger(__name__)


class Found(Enum):
    """Whether somebody's page is connected to another process."""

    HERE = "here"
    NOWHERE = "nowhere"
    UNKNOWN = "unknown"


class _Question(msgspec.Struct, eq=False):
    """A question that waits: whether it was heard, and what is known."""

    answered: asyncio.Future[Found]
    heard: asyncio.Event


class Others:
    """Asks the other processes, and answers what they ask."""

    def __init__(
        self, bell: Bell, new_id: Callable[[], str], has: Callable[[str, str], bool]
    ) -> None:
        """`has`: whether the person of this id has a page in the meeting of this key, here."""
        self.may_be = not isinstance(bell, Silence)
        self._bell = bell
        self._new_id = new_id
        self._has = has
        self._asked: dict[str, _Question] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        bell.on(self._heard)

    async def have(self, key: str, person: str) -> Found:
        """Whether any of them has a page of this person in this meeting."""
        if not self.may_be:
            return Found.NOWHERE
        id = self._new_id()
        answered: asyncio.Future[Found] = asyncio.get_running_loop().create_future()
        question = self._asked[id] = _Question(answered, asyncio.Event())
        try:
            async with asyncio.timeout(ASKED_FOR):
                await self._bell.ring(f"{WHO} {id} {key} {person}")
                await question.heard.wait()
            return await self._answer(answered)
        except Exception as trouble:  # a database that is away, or too slow
            log.debug("nobody can be asked: %s", trouble)
            return Found.UNKNOWN
        finally:
            del self._asked[id]

    def close(self) -> None:
        """Wait for no answer any more."""
        for question in self._asked.values():
            question.heard.set()
            _settle(question, Found.UNKNOWN)

    async def _answer(self, answered: asyncio.Future[Found]) -> Found:
        with contextlib.suppress(TimeoutError):
            return await asyncio.wait_for(answered, ASKED_FOR)
        return Found.NOWHERE

    def _heard(self, said: str) -> None:
        if said == "":  # an answer may have been missed
            for waiting in self._asked.values():
                _settle(waiting, Found.UNKNOWN)
            return
        what, _, rest = said.partition(" ")
        id, _, about = rest.partition(" ")
        key, _, person = about.partition(" ")
        question = self._asked.get(id)
        if what == WHO:
            if question is not None:
                question.heard.set()
            if self._has(key, person):
                self._say_here(id)
        elif what == HERE and question is not None:
            _settle(question, Found.HERE)

    def _say_here(self, id: str) -> None:
        task = asyncio.create_task(self._ring(f"{HERE} {id}"))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _ring(self, said: str) -> None:
        try:
            await self._bell.ring(said)
        except Exception as trouble:  # who asked cannot be told, and may record a loss that is none
            log.warning("another process could not be answered: %s", trouble)


def _settle(question: _Question, found: Found) -> None:
    if not question.answered.done():
        question.answered.set_result(found)
