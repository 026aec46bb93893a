"""The accounts of officers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from server.journal.database import SECRETS, Connection, Database
from server.journal.moment import moment, written
from server.journal.secrets import audit
from server.journal.secrets.audit import Audited
from server.journal.secrets.ending import end, use, withdraw_invitations, withdraw_made


class Role(StrEnum):
    """What an officer may do: a clerk runs meetings, an administrator manages people too."""

    ADMINISTRATOR = "administrator"
    CLERK = "clerk"


class Account(msgspec.Struct, frozen=True):
    """An officer. `passphrase` is its Argon2id hash, empty until one is chosen."""

    id: str
    name: str
    login: str
    passphrase: str
    role: Role
    disabled: bool
    made_at: datetime


class LoginTaken(Exception):
    """Somebody has this login already."""


class LastAdministrator(Exception):
    """Without this one nobody could manage people any more."""


class LinkSpent(Exception):
    """The link that this rests on was used or revoked in the meantime."""


class Accounts:
    """The accounts. Each change is stored with its line in the audit log, or not at all."""

    def __init__(self, writing: Connection, reading: Connection) -> None:
        self._writing = writing
        self._reading = reading

    async def all(self) -> list[Account]:
        """All accounts by name, the disabled ones too."""
        return await self._found("ORDER BY name, login")

    async def find(self, id: str) -> Account | None:
        """The account with this id."""
        return next(iter(await self._found("WHERE id = ?", id)), None)

    async def named(self, login: str) -> Account | None:
        """The account with this login, as it is stored: in small letters."""
        return next(iter(await self._found("WHERE login = ?", login)), None)

    async def add(
        self, account: Account, audited: Audited, link: str = "", *, first: bool = False
    ) -> None:
        """Store a new account, and use up the link that it rests on, if it does.

        Raises LoginTaken, and LinkSpent; also if it is to be the `first` and is not.
        """

        def work(database: Database) -> None:
            with database.transaction(SECRETS):
                if link and not use(database, link, account.made_at):
                    raise LinkSpent
                if first and database.execute("SELECT 1 FROM account").fetchone():
                    raise LinkSpent
                insert(database, account)
                audit.add(database, audited)

        await self._writing.run(work)

    async def choose(self, id: str, passphrase: str, link: str, audited: Audited) -> list[str]:
        """Store the hash of a chosen passphrase, and end the sign-ins by the one before.

        The link is used up, if one is named; raises LinkSpent. Others to choose one are withdrawn.
        Returns what sign-ins ended.
        """

        def work(database: Database) -> list[str]:
            with database.transaction(SECRETS):
                if link and not use(database, link, audited.at):
                    raise LinkSpent
                database.execute("UPDATE account SET passphrase = ? WHERE id = ?", (passphrase, id))
                withdraw_invitations(database, id, audited.at)
                audit.add(database, audited)
                return end(database, "account", id, audited.at, "passphrase")

        return await self._writing.run(work)

    async def rehash(self, id: str, before: str, passphrase: str) -> None:
        """Store the same passphrase under a new hash, unless another was chosen meanwhile."""
        await self._writing.change(
            SECRETS,
            "UPDATE account SET passphrase = ? WHERE id = ? AND passphrase = ?",
            passphrase,
            id,
            before,
        )

    async def disable(self, id: str, audited: Audited) -> list[str]:
        """Disable an account, and revoke the links that it made and those to it. The sign-ins that
        end are returned. Raises LastAdministrator.
        """

        def work(database: Database) -> list[str]:
            with database.transaction(SECRETS):
                with _administrator_left(database):
                    database.execute("UPDATE account SET disabled = 1 WHERE id = ?", (id,))
                withdraw_invitations(database, id, audited.at)
                audit.add(database, audited)
                ended = end(database, "account", id, audited.at, "disabled")
                return ended + withdraw_made(database, id, audited)

        return await self._writing.run(work)

    async def enable(self, id: str, audited: Audited) -> None:
        """Let a disabled account sign in again."""

        def work(database: Database) -> None:
            with database.transaction(SECRETS):
                database.execute("UPDATE account SET disabled = 0 WHERE id = ?", (id,))
                audit.add(database, audited)

        await self._writing.run(work)

    async def give_role(self, id: str, role: Role, audited: Audited) -> None:
        """Change what an officer may do, from now on. Whoever no longer manages people leaves no
        link by which somebody could choose a passphrase. Raises LastAdministrator.
        """

        def work(database: Database) -> None:
            with database.transaction(SECRETS):
                with _administrator_left(database):
                    database.execute("UPDATE account SET role = ? WHERE id = ?", (role, id))
                audit.add(database, audited)
                if role is not Role.ADMINISTRATOR:
                    withdraw_made(database, id, audited, only="account")

        await self._writing.run(work)

    async def _found(self, which: str, *values: object) -> list[Account]:
        found = await self._reading.execute(
            "SELECT id, name, login, passphrase, role, disabled, made_at"  # noqa: S608
            f" FROM account {which}",
            *values,
        )
        return [_account(row) for row in found]


def _account(row: tuple[Any, ...]) -> Account:
    id, name, login, passphrase, role, disabled, made_at = row
    return Account(id, name, login, passphrase, Role(role), bool(disabled), moment(made_at))


def insert(database: Database, account: Account) -> None:
    """Store a new account, within a transaction. Raises LoginTaken."""
    if database.execute("SELECT 1 FROM account WHERE login = ?", (account.login,)).fetchone():
        raise LoginTaken
    database.execute(
        "INSERT INTO account (id, name, login, passphrase, role, disabled, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            account.id,
            account.name,
            account.login,
            account.passphrase,
            account.role,
            int(account.disabled),
            written(account.made_at),
        ),
    )


@contextmanager
def _administrator_left(database: Database) -> Iterator[None]:
    """Raise LastAdministrator for a change after which nobody could manage people.

    Who never chose a passphrase, and belongs to nobody of a directory, cannot sign in; but where
    no administrator can, a change to somebody else takes nothing away.
    """
    before = _administrators(database, able=True)
    yield
    taken = before and not _administrators(database, able=True)
    if taken or not _administrators(database, able=False):
        raise LastAdministrator


def _administrators(database: Database, *, able: bool) -> bool:
    """Whether there are any who are not disabled; `able`: and who can sign in."""
    found = database.execute(
        "SELECT 1 FROM account WHERE role = ? AND disabled = 0"
        " AND (? = 0 OR passphrase <> '' OR id IN (SELECT account FROM identity))",
        (Role.ADMINISTRATOR, int(able)),
    )
    return found.fetchone() is not None
