"""The audit log: every refused sign-in and every change of rights; when, who, from where."""

from __future__ import annotations

import sqlite3
from datetime import datetime

import msgspec

from server.journal.connection import Connection
from server.journal.moment import moment, written


class Audited(msgspec.Struct, frozen=True):
    """One line of the audit log. It holds no secret, and nothing that a stranger typed.

    What people type into the wrong box is often a passphrase (OWASP ASVS 5, 16.2.5), so the
    caller writes a login here only if it is somebody's.
    """

    at: datetime
    who: str
    what: str
    detail: str = ""
    address: str = ""


class Audit:
    """The lines of the audit log, which are only ever added to."""

    def __init__(self, writing: Connection, reading: Connection) -> None:
        self._writing = writing
        self._reading = reading

    async def add(self, audited: Audited) -> None:
        """Add a line."""
        await self._writing.run(lambda database: add(database, audited))

    async def latest(
        self, count: int, before: int = 0, what: str = ""
    ) -> list[tuple[int, Audited]]:
        """So many lines, the newest first, each with its number; those before a number.

        `what`: only those that tell of this kind.
        """
        found = await self._reading.execute(
            "SELECT rowid, at, who, what, detail, address FROM audit"
            " WHERE (? = 0 OR rowid < ?) AND (? = '' OR what = ?) ORDER BY rowid DESC LIMIT ?",
            before,
            before,
            what,
            what,
            count,
        )
        return [(number, Audited(moment(at), *rest)) for number, at, *rest in found]

    async def kinds(self) -> list[str]:
        """Every kind that the log has a line of, in the order of the alphabet."""
        found = await self._reading.execute("SELECT DISTINCT what FROM audit ORDER BY what")
        return [what for (what,) in found]


def add(database: sqlite3.Connection, audited: Audited) -> None:
    """Add a line, in the transaction that changes what it tells of."""
    database.execute(
        "INSERT INTO audit (at, who, what, detail, address) VALUES (?, ?, ?, ?, ?)",
        (written(audited.at), audited.who, audited.what, audited.detail, audited.address),
    )
