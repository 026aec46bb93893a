"""Links that open an office of a meeting, or let an officer choose a passphrase."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from server.journal.database import SECRETS, Connection, Database
from server.journal.moment import moment, written
from server.journal.secrets import audit
from server.journal.secrets.audit import Audited
from server.journal.secrets.ending import end, withdraw_invitations, withdraw_made

_FIELDS = (
    "id, office, person, name, key, single_use, expires_at, made_by, made_at, used_at, revoked_at,"
    " maker, council, marks"
)


class Link(msgspec.Struct, frozen=True):
    """What a link opens, and what became of it. Its token is nowhere.

    `key` is empty if it stands for every meeting that the person is on the list of. `maker` is the
    account, or the link, of whoever made it. `council` and `marks`: which of those who have this
    name the person is.
    """

    id: str
    office: str
    person: str
    name: str
    key: str
    single_use: bool
    expires_at: datetime
    made_by: str
    made_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None
    maker: str = ""
    council: str = ""
    marks: str = ""

    @property
    def standing(self) -> bool:
        """Whether it opens every meeting that the person is on the list of."""
        return not self.key

    def good(self, now: datetime) -> bool:
        """Whether it still opens what it is for."""
        spent = self.single_use and self.used_at is not None
        return now < self.expires_at and self.revoked_at is None and not spent


class Links:
    """The links. Each change is stored with its line in the audit log, or not at all."""

    def __init__(self, writing: Connection, reading: Connection) -> None:
        self._writing = writing
        self._reading = reading

    async def put(self, hash: bytes, link: Link, audited: Audited) -> None:
        """Let a token open something."""

        def work(database: Database) -> None:
            with database.transaction(SECRETS):
                _insert(database, hash, link)
                audit.add(database, audited)

        await self._writing.run(work)

    async def invite(self, hash: bytes, link: Link, audited: Audited) -> None:
        """Let an account choose a passphrase by this link, and by no earlier one."""

        def work(database: Database) -> None:
            with database.transaction(SECRETS):
                withdraw_invitations(database, link.person, audited.at)
                _insert(database, hash, link)
                audit.add(database, audited)

        await self._writing.run(work)

    async def find(self, hash: bytes) -> Link | None:
        """What a token opens. The caller has the clock: see `Link.good`."""
        return next(iter(await self._found("WHERE hash = ?", hash)), None)

    async def with_id(self, id: str) -> Link | None:
        """The link with this id."""
        return next(iter(await self._found("WHERE id = ?", id)), None)

    async def of(self, key: str) -> list[Link]:
        """The links to this meeting, or those that stand for every one, the newest first."""
        return await self._found(
            "WHERE key = ? AND office <> 'account' ORDER BY made_at DESC, id", key
        )

    async def revoke(self, id: str, audited: Audited) -> list[str]:
        """Make a link open nothing any more, nor those made by whoever came in by it, and end the
        sign-ins by them, which are returned."""

        def work(database: Database) -> list[str]:
            with database.transaction(SECRETS):
                database.execute(
                    "UPDATE link SET revoked_at = ? WHERE id = ? AND revoked_at = ''",
                    (written(audited.at), id),
                )
                audit.add(database, audited)
                ended = end(database, "link", id, audited.at, "revoked")
                return ended + withdraw_made(database, id, audited)

        return await self._writing.run(work)

    async def _found(self, which: str, *values: object) -> list[Link]:
        found = await self._reading.execute(f"SELECT {_FIELDS} FROM link {which}", *values)  # noqa: S608
        return [_link(row) for row in found]


def _link(row: tuple[Any, ...]) -> Link:
    id, office, person, name, key, single_use, expires_at, made_by, *rest = row
    when, known = rest[:3], rest[3:]
    made_at, used_at, revoked_at = (moment(text) if text else None for text in when)
    assert made_at is not None  # noqa: S101  # for the types: it is never empty
    return Link(
        id,
        office,
        person,
        name,
        key,
        bool(single_use),
        moment(expires_at),
        made_by,
        made_at,
        used_at,
        revoked_at,
        *known,
    )


def _insert(database: Database, hash: bytes, link: Link) -> None:
    database.execute(
        f"INSERT INTO link (hash, {_FIELDS})"  # noqa: S608
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', ?, ?, ?)",
        (
            hash,
            link.id,
            link.office,
            link.person,
            link.name,
            link.key,
            int(link.single_use),
            written(link.expires_at),
            link.made_by,
            written(link.made_at),
            link.maker,
            link.council,
            link.marks,
        ),
    )
