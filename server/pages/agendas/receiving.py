"""An item’s form with its files: each file goes to the papers while it comes, and what is not taken
is told by a sentence, with every word of the form kept."""

from __future__ import annotations

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from server.pages.filled import Errors, words_of
from server.pages.site import SITE, voice_for
from server.pages.uploaded import (
    MOST_FILES,
    Bounds,
    TooLarge,
    one_line_end,
    text_of,
)
from server.papers.kinds import NotTaken
from server.papers.names import seen
from server.papers.store import MOST_OF_A_PAPER, Kept, Papers
from server.words import N_

PUBLISHED, EXEMPT = "files", "exempt_files"
"""The fields of files that everybody may read, and of those that are exempt."""
_AT_ONCE = 64 * 1024  # bytes
_MALFORMED = (ValueError, LookupError, HttpProcessingError, AssertionError)

Arrived = tuple[str, Kept]
"""A file that came, with the field by which it did."""


class _Reading:
    """One form that is read part by part."""

    def __init__(self, request: web.Request) -> None:
        self.words: dict[str, str] = {}
        self.arrived: list[Arrived] = []
        self.errors: Errors = {}
        self._papers: Papers = request.app[SITE].papers
        self._say = voice_for(request).say
        self._files = 0
        self._bounds = Bounds(request, MOST_FILES * MOST_OF_A_PAPER)

    async def take(self, part: object) -> None:
        """The next part. Raises HTTPBadRequest, TooLarge for a field, and TooMuch."""
        self._bounds.part()
        if not isinstance(part, BodyPartReader) or not part.name:
            raise web.HTTPBadRequest
        if part.filename is None:
            self.words[part.name] = self._bounds.words(await text_of(part))
        elif part.filename and part.name in (PUBLISHED, EXEMPT):
            await self._file(part.name, part.filename, part)
        else:
            await self._passed_over(part)  # no file was chosen

    async def _file(self, field: str, called: str, part: BodyPartReader) -> None:
        self._files += 1
        try:
            if self._files > MOST_FILES:
                raise TooLarge(N_("Send at most {most} files at a time."), most=MOST_FILES)
            self.arrived.append((field, await self._kept(called, part)))
        except (NotTaken, TooLarge) as why:
            self.errors.setdefault(field, self._say(why))
            await self._passed_over(part)

    async def _passed_over(self, part: BodyPartReader) -> None:
        """Let the rest of a part go by, so that those after it can be read."""
        while await part.read_chunk(_AT_ONCE):
            self._bounds.piece()

    async def _kept(self, called: str, part: BodyPartReader) -> Kept:
        with self._papers.incoming() as incoming:
            while chunk := await part.read_chunk(_AT_ONCE):
                if incoming.size + len(chunk) > MOST_OF_A_PAPER:
                    raise TooLarge(
                        N_("“{name}” is larger than {most} MB. Make it smaller, or link to it."),
                        name=seen(called),
                        most=MOST_OF_A_PAPER // (1024 * 1024),
                    )
                await incoming.write(chunk)
            return await self._papers.keep(incoming, called)


async def received(request: web.Request) -> tuple[dict[str, str], list[Arrived], Errors]:
    """The words of the form, the files that are kept now, and what is wrong with the others by the
    field that they came in. Raises HTTPBadRequest, TooLarge and TooMuch."""
    if not request.content_type.startswith("multipart/"):
        return await words_of(request), [], {}
    reading = _Reading(request)
    try:
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            await reading.take(part)
    except _MALFORMED as malformed:
        raise web.HTTPBadRequest from malformed
    return one_line_end(reading.words), reading.arrived, reading.errors
