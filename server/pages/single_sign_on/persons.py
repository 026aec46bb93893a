"""Which account a person of the council's directory has, if any: who may come in."""

from __future__ import annotations

from server.journal.secrets.accounts import Account, LoginTaken, Role
from server.journal.secrets.identities import Bound
from server.pages.doors import Doors
from server.pages.doors.book import new_id
from server.pages.doors.officers import CannotBe
from server.pages.doors.what import What
from server.pages.single_sign_on.identity import Identity
from server.words import N_, Said

HOW = N_("single sign-on")


class NotAdmitted(Said):
    """The directory has proved who this is, but there is no way in. `detail` is for the audit."""

    def __init__(self, detail: str, sentence: str) -> None:
        super().__init__(sentence)
        self.detail = detail


class Persons:
    """Finds the account of a person: by issuer and subject, or the first time by the login.

    A user name or an e-mail address is compared once only, because both can be changed and given
    to somebody else (OpenID Connect Core 5.7); an account that belongs to a person stays theirs.
    """

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    async def account(self, identity: Identity, address: str) -> str:
        """The id of the account that this person signs in to, from this address. NotAdmitted."""
        bound = await self._doors.kept.identities.find(identity.issuer, identity.subject)
        if bound is None:
            return await self._first(identity, address)
        account = await self._doors.account(bound.account)
        if account is None or account.disabled:
            raise _closed()
        if bound.by_role:
            await self._keep_role(account, identity, address)
        return account.id

    async def _first(self, identity: Identity, address: str) -> str:
        """Somebody who was never here before."""
        found = await self._doors.account_named(identity.login) if identity.login else None
        if found is None:
            return await self._add(identity, address)
        if found.disabled:
            raise _closed()
        await self._bind(identity, Bound(found.id, by_role=False), address)
        return found.id

    async def _add(self, identity: Identity, address: str) -> str:
        """An account for whoever is let in by a role of the directory. It has no passphrase."""
        if not identity.role:
            raise NotAdmitted(
                N_("not on the list of officers"),
                N_(
                    "You are not on the list of officers here. Ask an administrator to add you, "
                    "with the name that you have in the directory."
                ),
            )
        made = Account(
            id=new_id(),
            name=identity.name or identity.login or identity.subject,
            login=(identity.login or identity.subject).lower(),
            passphrase="",
            role=Role(identity.role),
            disabled=False,
            made_at=self._doors.now(),
        )
        told = f"{made.name} ({made.login}), {made.role}"
        line = self._doors.line(N_("the directory"), What.OFFICER_ADDED, told, address)
        theirs = self._doors.line(identity.login, What.BOUND, identity.subject, address)
        kept = self._doors.kept.identities
        try:
            await kept.add(identity.issuer, identity.subject, made, (line, theirs))
        except LoginTaken:
            raise _theirs() from None
        return made.id

    async def _bind(self, identity: Identity, bound: Bound, address: str) -> None:
        line = self._doors.line(identity.login, What.BOUND, identity.subject, address)
        kept = self._doors.kept.identities
        if not await kept.bind(identity.issuer, identity.subject, bound, line):
            raise _theirs()

    async def _keep_role(self, account: Account, identity: Identity, address: str) -> None:
        """Whoever came in by a role has the one that the directory gives today, or none."""
        if not identity.role:
            raise _closed()
        if identity.role == account.role:
            return
        try:
            await self._doors.give_role(
                account.id, Role(identity.role), by=N_("the directory"), address=address
            )
        except CannotBe as last:
            raise NotAdmitted(N_("the last administrator"), last.sentence) from last


def _closed() -> NotAdmitted:
    return NotAdmitted(
        N_("this way in was closed"), N_("Your way in here was closed. Ask an administrator.")
    )


def _theirs() -> NotAdmitted:
    return NotAdmitted(
        N_("the account belongs to another person"),
        N_(
            "The account with your name belongs to another person of the directory. Ask an "
            "administrator to disable it and to add you with a name of your own."
        ),
    )
