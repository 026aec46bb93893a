"""A form with files in it (multipart/form-data, RFC 7578), read part by part within bounds.

Only pages that ask for files read one, and only once they know who asks: `receives_files` marks
them. A part that names another charset than UTF-8 is refused: Python knows some that take seconds.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec
from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from server.words import N_, Said

MOST_FILES = 20
MOST_PARTS = 200
MOST_OF_A_FIELD = 1024 * 1024
MOST_OF_A_FILE = 32 * 1024 * 1024
MOST_OF_WORDS = 10 * 1024 * 1024
"""Bytes of the fields of a form in all, and of what stands between its parts."""
CHARSETS = ("utf-8", "utf8", "us-ascii")
_RECEIVES = "receives_files"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class TooLarge(Said):
    """A file, or a field, is larger than it may be."""


class TooMuch(Said):
    """A form is larger than it may be in all, so that none of it is taken."""


class Bounds:
    """How much a form may be in all, however its parts are. Raises TooMuch where it is more, before
    anything is read if the browser says how large it is, as all do."""

    def __init__(self, request: web.Request, files: int) -> None:
        """`files`: the bytes of all files together that may come with it."""
        self._content = request.content
        self._most = files + MOST_OF_WORDS
        self._parts = 0
        self._words = 0
        self._check(request.content_length or 0)

    def part(self) -> None:
        """One more part begins."""
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise TooMuch(
                N_(
                    "What you sent has more than {most} fields and files, so nothing was recorded. "
                    "Go back and send less at a time."
                ),
                most=MOST_PARTS,
            )
        self.piece()

    def piece(self) -> None:
        """A piece of it was read."""
        self._check(self._content.total_bytes)

    def words(self, text: str) -> str:
        """The words of a field, which are kept in memory."""
        self._words += len(text.encode())
        if self._words > MOST_OF_WORDS:
            raise _too_much(MOST_OF_WORDS)
        return text

    def _check(self, size: int) -> None:
        if size > self._most:
            raise _too_much(self._most)


class File(msgspec.Struct, frozen=True):
    """A file as it came: what it was called, and what is in it."""

    name: str
    content: bytes


class Uploaded(msgspec.Struct, frozen=True):
    """The words of a form, and its files by field."""

    words: dict[str, str]
    files: dict[str, list[File]]

    def file(self, name: str) -> File | None:
        """The file of a field, if one was chosen."""
        found = self.files.get(name, [])
        return found[0] if found else None


def receives_files(handler: Handler) -> Handler:
    """Mark a page whose form has files."""
    setattr(handler, _RECEIVES, True)
    return handler


def is_received(request: web.Request) -> bool:
    """Whether the page of this address takes a form with files."""
    return getattr(request.match_info.handler, _RECEIVES, False)


async def uploaded(request: web.Request, most: int = MOST_OF_A_FILE) -> Uploaded:
    """The form of a post, with one file of at most so many bytes, with several that are smaller, or
    without any. Raises TooLarge, TooMuch and HTTPBadRequest."""
    if not request.content_type.startswith("multipart/"):
        form = await request.post()
        words = {name: value for name, value in form.items() if isinstance(value, str)}
        return Uploaded(one_line_end(words), {})
    try:
        return await _parts(request, most)
    except (ValueError, LookupError, HttpProcessingError, AssertionError) as malformed:
        raise web.HTTPBadRequest from malformed


async def _parts(request: web.Request, most: int) -> Uploaded:
    words: dict[str, str] = {}
    files: dict[str, list[File]] = {}
    bounds, reader = Bounds(request, most), await request.multipart()
    while (part := await reader.next()) is not None:
        bounds.part()
        if not isinstance(part, BodyPartReader) or not part.name:
            raise web.HTTPBadRequest
        if part.filename is None:
            words[part.name] = bounds.words(await text_of(part))
        elif part.filename:
            found = File(part.filename, await _content(part, most))
            files.setdefault(part.name, []).append(found)
        else:
            await _content(part, 0)  # no file was chosen
    if sum(map(len, files.values())) > MOST_FILES:
        raise TooLarge(N_("Send at most {most} files at a time."), most=MOST_FILES)
    return Uploaded(one_line_end(words), files)


async def text_of(part: BodyPartReader) -> str:
    """The words of a field. Raises TooLarge, HTTPBadRequest and UnicodeDecodeError."""
    if part.get_charset("utf-8").lower() not in CHARSETS:
        raise web.HTTPBadRequest
    return (await _content(part, MOST_OF_A_FIELD)).decode()


async def _content(part: BodyPartReader, most: int) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk(64 * 1024):
        content += chunk
        if len(content) > most:
            raise TooLarge(
                N_("“{name}” is larger than {most} MB. Make it smaller, or link to it."),
                name=part.filename or part.name or "",
                most=most // (1024 * 1024),
            )
    return bytes(content)


def _too_much(most: int) -> TooMuch:
    return TooMuch(
        N_(
            "What you sent is larger than {most} MB in all, so nothing was recorded. Go back and "
            "send fewer or smaller files at a time."
        ),
        most=most // (1024 * 1024),
    )


def one_line_end(words: dict[str, str]) -> dict[str, str]:
    """The words with line ends of one form."""
    return {name: value.replace("\r\n", "\n") for name, value in words.items()}
