"""Secrets: the links that people sign in with, in one table beside the journal and never in it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from server.journal.connection import Connection
from server.journal.moment import moment, written


class Secret(msgspec.Struct, frozen=True):
    """What a link opens: an office, for a subject (a person), in a stream (a meeting)."""

    office: str
    subject: str
    stream: str
    expires_at: datetime


class Secrets:
    """Keeps secrets by the SHA-256 of their token, a random one of at least 128 bits.

    The token itself is never stored: who steals the file cannot sign in. Whatever is done here is
    on the disk when the call returns.
    """

    def __init__(self, writing: Connection, reading: Connection) -> None:
        self._writing = writing
        self._reading = reading

    async def put(
        self, hash: bytes, office: str, subject: str, stream: str, expires_at: datetime
    ) -> None:
        """Let a token open something until that time, which must know its zone."""
        await self._writing.execute(
            "INSERT INTO secret (hash, office, subject, stream, expires_at) VALUES (?, ?, ?, ?, ?)",
            hash,
            office,
            subject,
            stream,
            written(expires_at),
        )

    async def find(self, hash: bytes) -> Secret | None:
        """Return what a token opens, or None. The caller has the clock: see `expires_at`."""
        found = await self._reading.execute(
            "SELECT office, subject, stream, expires_at FROM secret WHERE hash = ?", hash
        )
        for office, subject, stream, expires_at in found:
            return Secret(office, subject, stream, moment(expires_at))
        return None

    async def revoke(self, hash: bytes) -> None:
        """Make a token open nothing any more."""
        await self._writing.execute("DELETE FROM secret WHERE hash = ?", hash)

    async def delete_all(self) -> None:
        """Forget every secret; whoever needs a link must be given a new one."""
        await self._writing.execute("DELETE FROM secret")
