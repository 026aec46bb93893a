"""The audit log: every refused sign-in and every change of rights; when, who, from where."""

from __future__ import annotations

import hashlib
from datetime import datetime

import msgspec

from server.journal.database import SECRETS, Connection, Database
from server.journal.journal import Damaged
from server.journal.moment import moment, written
from server.words import N_

SEALED = 5  # the schema since which lines have seals: a file is read as it is when it is verified


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

        def work(database: Database) -> None:
            with database.transaction(SECRETS):
                add(database, audited)

        await self._writing.run(work)

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

    async def verify(self) -> int:
        """How many lines there are, each with the seal of the one before. Raises Damaged."""
        return await self._reading.run(verified)

    async def kinds(self) -> list[str]:
        """Every kind that the log has a line of, in the order of the alphabet."""
        found = await self._reading.execute("SELECT DISTINCT what FROM audit ORDER BY what")
        return [what for (what,) in found]


def add(database: Database, audited: Audited) -> None:
    """Add a line, in the transaction that changes what it tells of."""
    last = database.execute("SELECT rowid, seal FROM audit ORDER BY rowid DESC LIMIT 1").fetchone()
    number, before = last or (0, b"")
    line = (written(audited.at), audited.who, audited.what, audited.detail, audited.address)
    seal = _seal(before, number + 1, line)
    database.execute(
        "INSERT INTO audit (rowid, at, who, what, detail, address, seal)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number + 1, *line, seal),
    )
    database.execute(
        "INSERT INTO audit_end (id, number, seal) VALUES (1, ?, ?) ON CONFLICT (id)"
        " DO UPDATE SET number = excluded.number, seal = excluded.seal",
        (number + 1, seal),
    )


def _seal(before: bytes, number: int, line: tuple[str, ...]) -> bytes:
    """SHA-256 over the seal of the line before, and the line as JSON."""
    return hashlib.sha256(before + msgspec.json.encode((number, *line))).digest()


def verified(database: Database) -> int:
    """How many lines there are, each with the seal of the one before. Raises Damaged."""
    expected, before = 0, b""
    if database.step() < SEALED:
        return len(database.execute("SELECT 1 FROM audit").fetchall())
    rows = database.execute(
        "SELECT rowid, seal, at, who, what, detail, address FROM audit ORDER BY rowid"
    )
    for expected, (number, seal, *line) in enumerate(rows, start=1):
        # Lines from before the seals have none, and can only be the first ones.
        sealed = seal == _seal(before, number, tuple(line)) if seal or before else True
        if number != expected or not sealed:
            raise Damaged(
                N_("The audit log is not as it was written, from line {line} on."), line=expected
            )
        before = seal
    end = database.execute("SELECT number, seal FROM audit_end").fetchone()
    if (end or before) and end != (expected, before):
        raise Damaged(N_("Lines are missing at the end of the audit log."))
    return expected
