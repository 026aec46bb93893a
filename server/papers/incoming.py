"""A file that is coming in: written piece by piece under a name that nobody looks for."""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
from pathlib import Path
from typing import IO

_AT_ONCE = 1 << 20  # bytes


class Incoming:
    """A file that is not there yet. Whoever is killed meanwhile leaves nothing but a file with a
    name that begins with a dot and ends with “.part”."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / f".{secrets.token_hex(8)}.part"
        self.size = 0
        self._folder = folder
        self._hash = hashlib.sha256()
        self._waiting = bytearray()
        self._file: IO[bytes] | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of what was written, in hexadecimal."""
        return self._hash.hexdigest()

    async def write(self, piece: bytes) -> None:
        """Write the next piece. Raises OSError."""
        self._waiting += piece
        self.size += len(piece)
        if len(self._waiting) >= _AT_ONCE:
            await asyncio.to_thread(self._flush)

    async def finish(self) -> None:
        """Have all of it on the disk. Raises OSError."""
        await asyncio.to_thread(self._sync)

    def discard(self) -> None:
        """Leave nothing of it, if it was not put in its place."""
        if self._file is not None:
            self._file.close()
        self.path.unlink(missing_ok=True)

    def _opened(self) -> IO[bytes]:
        if self._file is None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            new = os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            self._file = os.fdopen(new, "wb")
        return self._file

    def _flush(self) -> None:
        piece, self._waiting = bytes(self._waiting), bytearray()
        self._hash.update(piece)
        self._opened().write(piece)

    def _sync(self) -> None:
        self._flush()
        file = self._opened()
        file.flush()
        os.fsync(file.fileno())
