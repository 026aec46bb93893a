"""Which person of the council's directory an account belongs to."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from server.journal.database import SECRETS, Connection, Database
from server.journal.secrets import audit
from server.journal.secrets.accounts import Account, LoginTaken, insert
from server.journal.secrets.audit import Audited


class Bound(msgspec.Struct, frozen=True):
    """An account that belongs to a person of the directory; `by_role` if no administrator added
    it, but a role there lets the person in."""

    account: str
    by_role: bool


class Identities:
    """The persons by issuer and subject, which name them for ever (OpenID Connect Core 5.7)."""

    def __init__(self, writing: Connection, reading: Connection) -> None:
        self._writing = writing
        self._reading = reading

    async def find(self, issuer: str, subject: str) -> Bound | None:
        """The account of this person, if one was bound."""
        found = await self._reading.execute(
            "SELECT account, by_role FROM identity WHERE issuer = ? AND subject = ?",
            issuer,
            subject,
        )
        return next((Bound(account, bool(by_role)) for account, by_role in found), None)

    async def accounts(self) -> frozenset[str]:
        """The ids of the accounts that belong to somebody there."""
        found = await self._reading.execute("SELECT account FROM identity")
        return frozenset(account for (account,) in found)

    async def bind(self, issuer: str, subject: str, bound: Bound, audited: Audited) -> bool:
        """Let an account belong to this person from now on. False, and nothing stored, if it
        belongs to another, or the person has one."""

        def work(database: Database) -> bool:
            with database.transaction(SECRETS):
                stored = _bind(database, issuer, subject, bound)
                if stored:
                    audit.add(database, audited)
                return stored

        return await self._writing.run(work)

    async def add(
        self, issuer: str, subject: str, account: Account, audited: Sequence[Audited]
    ) -> None:
        """Store an account for a person whom a role of the directory lets in, and that it is
        theirs: both or neither. Raises LoginTaken; also if the person has an account."""

        def work(database: Database) -> None:
            with database.transaction(SECRETS):
                insert(database, account)
                if not _bind(database, issuer, subject, Bound(account.id, by_role=True)):
                    raise LoginTaken
                for line in audited:
                    audit.add(database, line)

        await self._writing.run(work)


def _bind(database: Database, issuer: str, subject: str, bound: Bound) -> bool:
    stored = database.execute(
        "INSERT INTO identity (issuer, subject, account, by_role) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (issuer, subject, bound.account, int(bound.by_role)),
    )
    return bool(stored.rowcount)
