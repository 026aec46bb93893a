"""Documents that everybody may have, in memory: made when they are asked for, and again only when
what they tell has changed."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from aiohttp import web

from server.meeting.meeting import Meeting
from server.minutes.sheet import Sheet
from server.pages.answer import Answer

MOST_KEPT = 128  # documents, of some thirty kilobytes; what is asked for least goes first
NO_CACHE = "public, no-cache"
"""It may be kept, if one asks each time whether it is still the same."""

Of = tuple[str, str, str]
"""A document: of which meeting, in which language, in which format."""


class Printed:
    """The newest of each document. Many who ask for one at the same time wait for one writer."""

    def __init__(self) -> None:
        self._sheets: OrderedDict[Of, tuple[Meeting, Hashable, Sheet]] = OrderedDict()
        self._answers: OrderedDict[Of, tuple[Hashable, asyncio.Future[Answer]]] = OrderedDict()

    def sheet(
        self, of: Of, meeting: Meeting, around: Hashable, compose: Callable[[], Sheet]
    ) -> Sheet:
        """The sheet of a meeting, which is composed again once the meeting is another. What is the
        same as before is the same object."""
        known = self._sheets.get(of)
        if known is None or known[0] is not meeting or known[1] != around:
            made = compose()
            sheet = known[2] if known is not None and known[2] == made else made
            known = self._sheets[of] = (meeting, around, sheet)
        _fresh(self._sheets, of)
        return known[2]

    async def newest(
        self, of: Of, source: Hashable, write: Callable[[], bytes], content_type: str
    ) -> Answer:
        """The document as written of this source, off the event loop."""
        known = self._answers.get(of)
        if known is None or known[0] != source or _failed(known[1]):
            headers = {"Content-Type": content_type, "Cache-Control": NO_CACHE}
            writing = asyncio.ensure_future(asyncio.to_thread(lambda: Answer(write(), headers)))
            known = self._answers[of] = (source, writing)
        _fresh(self._answers, of)
        return await asyncio.shield(known[1])


PRINTED: web.AppKey[Printed] = web.AppKey("printed documents", Printed)


def _fresh(kept: OrderedDict[Of, Any], of: Of) -> None:
    kept.move_to_end(of)
    if len(kept) > MOST_KEPT:
        kept.popitem(last=False)


def _failed(writing: asyncio.Future[Answer]) -> bool:
    return writing.done() and (writing.cancelled() or writing.exception() is not None)
