"""Where papers are kept: each file once, by the SHA-256 of what is in it, and never changed."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import re
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from server.papers.incoming import Incoming
from server.papers.kinds import Kind, NotTaken, kind_of
from server.papers.names import address_of, name_of, seen, title_of
from server.papers.scanner import Scanner
from server.words import N_

MOST_OF_A_PAPER = 32 * 1024 * 1024  # bytes
MOST_OF_AN_AGENDA = 300 * 1024 * 1024
STALE = timedelta(days=1)  # after which what never came whole is thrown away
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


class Kept(msgspec.Struct, frozen=True):
    """A file that is kept: by its digest, with the name and the title that it came with."""

    digest: str
    name: str
    title: str
    kind: Kind
    size: int

    @property
    def address(self) -> str:
        """Where it is found on this site."""
        return address_of(self.digest, self.name)


class Papers:
    """The papers of one server: `papers/ab/cdef…` in its data folder."""

    def __init__(
        self, folder: Path, now: Callable[[], datetime], scanner: Scanner | None = None
    ) -> None:
        self.scanner = scanner or Scanner()
        self._folder = folder.absolute()
        self._now = now

    @contextmanager
    def incoming(self) -> Iterator[Incoming]:
        """A file to be written; nothing is left of it but what was kept meanwhile."""
        self._tidy()
        incoming = Incoming(self._folder)
        try:
            yield incoming
        finally:
            incoming.discard()

    async def keep(self, incoming: Incoming, called: str) -> Kept:
        """Keep a file that was written, once its kind is known and the scanner lets it pass.

        It is on the disk when this returns. Raises NotTaken.
        """
        try:
            await incoming.finish()
            kind = await asyncio.to_thread(kind_of, incoming.path, seen(called))
            await self.scanner.check(incoming.path, seen(called))
            await asyncio.to_thread(self._place, incoming)
        except OSError as trouble:
            if trouble.errno not in _NO_ROOM:
                raise
            raise NotTaken(
                N_("The disk of the server is full, so no file could be kept. Tell your IT.")
            ) from trouble
        name = name_of(called, kind.ending)
        return Kept(incoming.digest, name, title_of(called) or name, kind, incoming.size)

    async def keep_bytes(self, content: bytes, called: str) -> Kept:
        """Keep a small file that is here already. Raises NotTaken."""
        with self.incoming() as incoming:
            await incoming.write(content)
            return await self.keep(incoming, called)

    def find(self, digest: str) -> Path | None:
        """The file with this digest, if it is kept."""
        if not _DIGEST.match(digest):
            return None
        path = self._path(digest)
        return path if path.is_file() and not path.is_symlink() else None

    def size(self, digest: str) -> int:
        """How many bytes it has; 0 if it is not kept."""
        found = self.find(digest)
        return found.stat().st_size if found is not None else 0

    def __iter__(self) -> Iterator[str]:
        """The digests of all that are kept."""
        for path in sorted(self._folder.glob("[0-9a-f][0-9a-f]/*")):
            digest = path.parent.name + path.name
            if _DIGEST.match(digest):
                yield digest

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest[2:]

    def _place(self, incoming: Incoming) -> None:
        target = self._path(incoming.digest)
        if target.is_file():  # the same content: nothing is ever written over
            return
        target.parent.mkdir(mode=0o700, exist_ok=True)
        incoming.path.replace(target)
        _sync(target.parent)
        _sync(self._folder)

    def _tidy(self) -> None:
        """Throw away what was cut short long ago."""
        long_ago = (self._now() - STALE).timestamp()
        with contextlib.suppress(OSError):
            for part in self._folder.glob(".*.part"):
                if part.stat().st_mtime < long_ago:
                    part.unlink(missing_ok=True)


def orphans(papers: Papers, referenced: Container[str]) -> list[str]:
    """The digests of what is kept and that nothing refers to. Nothing is deleted here: whoever
    does must leave alone what came a moment ago, for an item that is not saved yet."""
    return [digest for digest in papers if digest not in referenced]


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
