"""Sign-ins: who is in, on which device, by which account or link, and until when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec

from server.journal.database import SECRETS, Connection, Database
from server.journal.moment import moment, written
from server.journal.secrets import audit
from server.journal.secrets.audit import Audited
from server.journal.secrets.ending import end, use

_FIELDS = (
    "id, account, link, office, person, name, key, device, address, began_at, seen_at,"
    " expires_at, ends_at, ended_at, why, council, marks"
)
_MARKS = ", ".join("?" * 18)


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    """One sign-in. Exactly one of `account` and `link` is named. Its token is nowhere.

    `expires_at` moves on while the person does something, and never past `ends_at`. `why` is in
    one word how it ended: out, ended, revoked, disabled, passphrase, replaced, expired.
    """

    id: str
    account: str = ""
    link: str = ""
    office: str
    person: str = ""
    name: str
    key: str = ""
    device: str
    address: str
    began_at: datetime
    seen_at: datetime
    expires_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None
    why: str = ""
    council: str = ""
    marks: str = ""

    def good(self, now: datetime) -> bool:
        """Whether it goes on."""
        return self.ended_at is None and now < self.expires_at


class SignIns:
    """The sign-ins. Beginning and end are stored with their line in the audit log."""

    def __init__(self, writing: Connection, reading: Connection) -> None:
        self._writing = writing
        self._reading = reading

    async def begin(self, hash: bytes, sign_in: SignIn, audited: Audited) -> bool:
        """Store a sign-in. False, and nothing stored, if its link is spent."""

        def work(database: Database) -> bool:
            with database.transaction(SECRETS):
                if sign_in.link and not use(database, sign_in.link, sign_in.began_at):
                    return False
                _insert(database, hash, sign_in)
                audit.add(database, audited)
                return True

        return await self._writing.run(work)

    async def find(self, hash: bytes) -> SignIn | None:
        """The sign-in of a token. The caller has the clock: see `SignIn.good`."""
        return next(iter(await self._found("WHERE hash = ?", hash)), None)

    async def with_id(self, id: str) -> SignIn | None:
        """The sign-in with this id, which is no secret."""
        return next(iter(await self._found("WHERE id = ?", id)), None)

    async def going_on(self, now: datetime) -> list[SignIn]:
        """All that go on, the latest seen first."""
        return await self._found(
            "WHERE ended_at = '' AND expires_at > ? ORDER BY seen_at DESC, id", written(now)
        )

    async def seen(self, ids: Collection[str], now: datetime, until: datetime) -> None:
        """Note that these are still here; officers may then do nothing until that time.

        A sign-in that has expired by now, or ended, is not brought back.
        """
        if not ids:
            return
        marks = ", ".join("?" * len(ids))
        await self._writing.change(
            SECRETS,
            "UPDATE sign_in SET seen_at = ?, expires_at ="  # noqa: S608  # marks alone
            " CASE WHEN account = '' OR ends_at < ? THEN ends_at ELSE ? END"
            f" WHERE id IN ({marks}) AND ended_at = '' AND expires_at > ?",
            written(now),
            written(until),
            written(until),
            *sorted(ids),
            written(now),
        )

    async def end(self, id: str, why: str, audited: Audited) -> list[str]:
        """End a sign-in; its id if it went on until now."""

        def work(database: Database) -> list[str]:
            with database.transaction(SECRETS):
                ended = end(database, "id", id, audited.at, why)
                if ended:
                    audit.add(database, audited)
                return ended

        return await self._writing.run(work)

    async def forget(self, before: datetime) -> None:
        """Delete the sign-ins that ended before: addresses are kept no longer than they serve."""
        await self._writing.change(
            SECRETS, "DELETE FROM sign_in WHERE ends_at < ?", written(before)
        )

    async def _found(self, which: str, *values: object) -> list[SignIn]:
        found = await self._reading.execute(f"SELECT {_FIELDS} FROM sign_in {which}", *values)  # noqa: S608
        return [_sign_in(row) for row in found]


def _sign_in(row: tuple[Any, ...]) -> SignIn:
    named = dict(zip(_FIELDS.replace(" ", "").split(","), row, strict=True))
    for name in ("began_at", "seen_at", "expires_at", "ends_at", "ended_at"):
        named[name] = moment(named[name]) if named[name] else None
    return SignIn(**named)


def _insert(database: Database, hash: bytes, sign_in: SignIn) -> None:
    values = msgspec.structs.asdict(sign_in)
    stored = [
        written(value) if isinstance(value, datetime) else value or "" for value in values.values()
    ]
    database.execute(
        f"INSERT INTO sign_in (hash, {_FIELDS}) VALUES ({_MARKS})",  # noqa: S608
        (hash, *stored),
    )
