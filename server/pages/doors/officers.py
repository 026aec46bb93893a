"""Officers: accounts with a passphrase, and the links by which it is chosen."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from aiohttp import web

from server.journal.secrets import Secrets
from server.journal.secrets.accounts import Account, LastAdministrator, LoginTaken, Role
from server.journal.secrets.links import Link
from server.pages.doors.book import (
    WHOLE,
    Book,
    Officer,
    address_of,
    hashed,
    new_id,
    new_letters,
    new_token,
)
from server.pages.doors.cookies import OFFICER, Key
from server.pages.doors.passphrase import Hasher, WeakPassphrase, check
from server.pages.doors.what import What
from server.words import N_, Said

TO_CHOOSE = timedelta(days=3)
TO_BEGIN = timedelta(days=1)
ACCOUNT = "account"

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,99}")


class WrongSignIn(Said):
    """The login, the passphrase or the account is not good; which of them is not said."""


class BadField(Said):
    """What was typed into a field cannot be: `field` says into which."""

    def __init__(self, field: str, sentence: str, **values: object) -> None:
        super().__init__(sentence, **values)
        self.field = field


class CannotBe(Said):
    """This cannot be done to this account; the sentence says why."""


class NoSuchOfficer(Said):
    """No account has this login."""


class Officers(Book):
    """Accounts: how they are made, let in and shut out."""

    def __init__(self, kept: Secrets, now: Callable[[], datetime]) -> None:
        super().__init__(kept, now)
        self.hasher = Hasher()
        self.local: Callable[[], Iterable[str]] = tuple
        """The names of the council and its bodies, of which no passphrase is made."""

    async def sign_in_officer(self, request: web.Request, login: str, passphrase: str) -> Key:
        """Sign an officer in. WrongSignIn says the same whatever is wrong."""
        account = await self.account_named(login)
        # A stranger's words stay out of the log: people type passphrases into the wrong box.
        told = account.login if account else ""
        stored = account.passphrase if account and not account.disabled else ""
        right = await self.hasher.right(passphrase, stored)
        if account is None or not right:
            detail = "" if told else N_("unknown sign-in name")
            await self.refused(request, What.REFUSED, told, detail)
            raise WrongSignIn(
                N_("The sign-in name or the passphrase is wrong. Check both and try again.")
            )
        if self.hasher.outdated(stored):
            again = await self.hasher.hash(passphrase)
            await self.kept.accounts.rehash(account.id, stored, again)
        return await self.sign_in_as(request, account.id, N_("by passphrase"))

    async def sign_in_as(self, request: web.Request, account_id: str, how: str) -> Key:
        """Sign in an officer whose identity was proved, in the way that `how` says.

        Raises WrongSignIn if the account cannot sign in.
        """
        account = await self.kept.accounts.find(account_id)
        if account is None or account.disabled:
            await self.refused(request, What.REFUSED, account.login if account else "", how)
            raise WrongSignIn(N_("This account cannot sign in. Ask an administrator."))
        return (await self._sign_in(request, account, how))[0]

    async def _sign_in(self, request: web.Request, account: Account, how: str) -> tuple[Key, str]:
        await self.replace(request, OFFICER)
        token = new_token()
        sign_in = self.beginning(request, WHOLE, account)
        told = f"{how}, {sign_in.device}"
        said = self.line(_signature(account), What.SIGNED_IN, told, sign_in.address)
        await self.kept.sign_ins.begin(hashed(token), sign_in, said)
        return Key(OFFICER, token), sign_in.id

    async def accounts(self) -> list[Account]:
        """All accounts by name."""
        return await self.kept.accounts.all()

    async def account(self, id: str) -> Account | None:
        """The account with this id."""
        return await self.kept.accounts.find(id)

    async def account_named(self, login: str) -> Account | None:
        """The account with this login, however it is written."""
        return await self.kept.accounts.named(login.strip().lower())

    async def add_account(
        self, name: str, login: str, role: Role, *, by: str, address: str = "", maker: str = ""
    ) -> str:
        """Make an account; the address by which its officer chooses a passphrase, once.

        `maker`: the account that does it, with which the address goes. Raises BadField.
        """
        account = self._account(name, login, role)
        said = self.line(by, What.OFFICER_ADDED, f"{_signature(account)}, {role}", address)
        try:
            await self.kept.accounts.add(account, said)
        except LoginTaken:
            raise _taken() from None
        return await self._invite(account.id, account.name, TO_CHOOSE, by, address, maker)

    async def reset_account(self, id: str, *, by: str, address: str = "", maker: str = "") -> str:
        """An address by which an officer chooses another passphrase, once.

        The one before stays good until then: whoever asked for this may not be who has it.
        Raises CannotBe for an account that is disabled.
        """
        account = await self._known(id)
        if account.disabled:
            raise CannotBe(N_("This account is disabled. Enable it first."))
        return await self._invite(account.id, account.name, TO_CHOOSE, by, address, maker)

    async def disable_account(self, id: str, *, by: str, address: str = "") -> None:
        """Shut an officer out at once, with all links that they made. Raises CannotBe for the last
        administrator."""
        account = await self._known(id)
        said = self.line(by, What.OFFICER_DISABLED, _signature(account), address)
        try:
            self.tell(await self.kept.accounts.disable(id, said))
        except LastAdministrator:
            raise _last() from None

    async def enable_account(self, id: str, *, by: str, address: str = "") -> None:
        """Let an officer sign in again."""
        account = await self._known(id)
        said = self.line(by, What.OFFICER_ENABLED, _signature(account), address)
        await self.kept.accounts.enable(id, said)

    async def give_role(self, id: str, role: Role, *, by: str, address: str = "") -> None:
        """Change what an officer may do. Raises CannotBe for the last administrator."""
        account = await self._known(id)
        told = f"{_signature(account)}: {account.role} → {role}"
        try:
            await self.kept.accounts.give_role(
                id, role, self.line(by, What.ROLE_GIVEN, told, address)
            )
        except LastAdministrator:
            raise _last() from None

    async def first_officer(self) -> str:
        """Where nobody has an account: the address by which the first is made, once; else ""."""
        if await self.kept.accounts.all():
            return ""
        return await self._invite("", "", TO_BEGIN, N_("start of the server"), "")

    async def officers_sign_in(self) -> bool:
        """Whether an officer can sign in with an account of their own."""
        bound = await self.kept.identities.accounts()
        return any(
            not each.disabled and (each.passphrase or each.id in bound)
            for each in await self.accounts()
        )

    async def invitation(self, token: str) -> Link | None:
        """The link to choose a passphrase with this token, if it is good. `person` is whose."""
        found = await self.kept.links.find(hashed(token))
        if found is None or found.office != ACCOUNT or not found.good(self.now()):
            return None
        return found

    async def choose(self, request: web.Request, invitation: Link, passphrase: str) -> Key:
        """Choose a passphrase and sign in. Raises BadField, and LinkSpent."""
        account = await self._known(invitation.person)
        await self._checked(passphrase, account)
        hash = await self.hasher.hash(passphrase)
        said = self.line(_signature(account), What.CHOSEN, "", address_of(request))
        self.tell(await self.kept.accounts.choose(account.id, hash, invitation.id, said))
        return await self.sign_in_as(request, account.id, N_("by passphrase"))

    async def change_passphrase(
        self, request: web.Request, officer: Officer, current: str, passphrase: str
    ) -> tuple[Key, str]:
        """Choose another passphrase by the one that is good now, and sign in anew on this device
        alone; the new sign-in's id as well. Raises BadField."""
        account = await self._known(officer.id)
        if not await self.hasher.right(current, account.passphrase):
            await self.refused(request, What.REFUSED, account.login, N_("to change a passphrase"))
            raise BadField("current", N_("This is not your passphrase. Check it and try again."))
        await self._checked(passphrase, account)
        hash = await self.hasher.hash(passphrase)
        said = self.line(_signature(account), What.CHOSEN, "", address_of(request))
        self.tell(await self.kept.accounts.choose(account.id, hash, "", said))
        return await self._sign_in(request, account, N_("by passphrase"))

    async def begin(
        self, request: web.Request, invitation: Link, name: str, login: str, passphrase: str
    ) -> Key:
        """Make the first officer, an administrator, and sign in. Raises BadField, and LinkSpent."""
        account = self._account(name, login, Role.ADMINISTRATOR)
        await self._checked(passphrase, account)
        hash = await self.hasher.hash(passphrase)
        made = Account(
            account.id, account.name, account.login, hash, account.role, False, account.made_at
        )
        told = f"{_signature(made)}, {made.role}"
        said = self.line(_signature(made), What.OFFICER_ADDED, told, address_of(request))
        await self.kept.accounts.add(made, said, invitation.id, first=True)
        return await self.sign_in_as(request, made.id, N_("by passphrase"))

    async def _invite(
        self, person: str, name: str, lasts: timedelta, by: str, address: str, maker: str = ""
    ) -> str:
        token, now = new_letters(), self.now()
        link = Link(
            id=new_id(),
            office=ACCOUNT,
            person=person,
            name=name,
            key="",
            single_use=True,
            expires_at=now + lasts,
            made_by=by,
            made_at=now,
            maker=maker,
        )
        said = self.line(by, What.INVITED, name, address)
        await self.kept.links.invite(hashed(token), link, said)
        return "/passphrase/" + token

    async def _checked(self, passphrase: str, account: Account) -> None:
        """Raise BadField for a passphrase that is not good enough. Off the event loop."""
        about = passphrase, account.login, account.name, tuple(self.local())
        try:
            await asyncio.to_thread(check, *about)
        except WeakPassphrase as weak:
            raise BadField("passphrase", weak.sentence, **weak.values) from None

    async def _known(self, id: str) -> Account:
        found = await self.kept.accounts.find(id)
        if found is None:
            raise CannotBe(N_("There is no such account."))
        return found

    def _account(self, name: str, login: str, role: Role) -> Account:
        name, login = " ".join(name.split()), login.strip().lower()
        if not 1 < len(name) <= 100 or not name.isprintable():
            raise BadField("name", N_("Write the name, in 2 to 100 characters."))
        if not _LOGIN.fullmatch(login):
            raise BadField(
                "login",
                N_(
                    "Write a sign-in name of 2 to 100 letters, digits and . _ - + @, without "
                    "spaces, for example sian.hughes."
                ),
            )
        return Account(new_id(), name, login, "", role, False, self.now())


def _signature(account: Account) -> str:
    return f"{account.name} ({account.login})"


def _taken() -> BadField:
    return BadField("login", N_("Somebody else signs in by this name. Choose another."))


def _last() -> CannotBe:
    return CannotBe(
        N_(
            "This is the last administrator, and without one nobody could let people in. "
            "Make somebody else an administrator first."
        )
    )
