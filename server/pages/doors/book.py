"""The book at the door: who came in, on which device, and whether they still may be here."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import msgspec
from aiohttp import web

from server.journal.secrets import Secrets
from server.journal.secrets.accounts import Account, Role
from server.journal.secrets.audit import Audited
from server.journal.secrets.links import Link
from server.journal.secrets.sign_ins import SignIn
from server.live.allowance import Allowance, TooMany
from server.live.cookies import cookies, tokens
from server.meeting.command import Office
from server.pages.doors.cookies import OFFICER, STANDING, cookie, held
from server.pages.doors.device import device
from server.pages.doors.what import What
from server.pages.limits import place_of
from server.words import N_

IDLE = timedelta(hours=2)
"""An officer who does nothing for so long is signed out; a page that is open does something.

More than the hour that NIST SP 800-63B-4 advises for AAL2: a meeting goes on for hours in which
the clerk may only listen, and must not meet a locked door when the vote is called.
"""
WHOLE = timedelta(hours=18)
"""An officer's sign-in lasts a working day and the evening's meeting, never into the next day's
work: signed in at eight, it ends at two. NIST SP 800-63B-4 allows 24 hours for AAL2."""
ON_DEVICE = timedelta(days=30)
"""So long at most a personal link keeps a device signed in."""
KEPT = timedelta(days=90)
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
NOTED = timedelta(minutes=1)  # so often it is written down that somebody is still here
REFUSALS_AT_ONCE, REFUSALS_A_SECOND = 60, 0.1  # of one address, that are written down


class Officer(msgspec.Struct, frozen=True):
    """An officer who is signed in with an account of their own."""

    id: str
    name: str
    login: str
    role: Role
    sign_in: str

    @property
    def administrator(self) -> bool:
        """Whether they manage people."""
        return self.role is Role.ADMINISTRATOR

    @property
    def signature(self) -> str:
        """How the audit log names them."""
        return f"{self.name} ({self.login})"


class Book:
    """Sign-ins: how they begin, go on and end, and the audit log that tells of it."""

    def __init__(self, kept: Secrets, now: Callable[[], datetime]) -> None:
        self.kept = kept
        self.now = now
        self.ended: list[Callable[[frozenset[str]], None]] = []
        """Called with the ids of sign-ins as soon as they have ended."""
        self._refusals = Allowance(REFUSALS_AT_ONCE, REFUSALS_A_SECOND, time.monotonic)

    async def still(self, sign_in: str) -> bool:
        """Whether a sign-in goes on."""
        found = await self.kept.sign_ins.with_id(sign_in)
        return found is not None and found.good(self.now())

    async def officer(self, request: web.Request) -> Officer | None:
        """The officer who asks, if one does, with the rights of this moment."""
        found = await self._held(request, OFFICER)
        account = await self.kept.accounts.find(found.account) if found is not None else None
        if found is None or account is None or account.disabled:
            return None
        return Officer(account.id, account.name, account.login, account.role, found.id)

    async def sign_ins(self, *, key: str | None = None) -> list[SignIn]:
        """Those that go on: by links to this meeting, by standing links for "", or all."""
        going_on = await self.kept.sign_ins.going_on(self.now())
        return [each for each in going_on if key is None or (each.link and each.key == key)]

    async def end_sign_in(self, id: str, by: str, address: str = "") -> None:
        """Have a device signed out."""
        found = await self.kept.sign_ins.with_id(id)
        if found is not None:
            told = f"{found.name}, {found.device}"
            self.tell(
                await self.kept.sign_ins.end(id, "ended", self.line(by, What.ENDED, told, address))
            )

    async def sign_out(self, request: web.Request) -> list[str]:
        """End every sign-in that this browser holds; the names of the cookies to take back."""
        names, ended = [], list[str]()
        for name, token in cookies(request).items():
            found = await self.kept.sign_ins.find(hashed(token))
            if found is not None:
                names.append(name)
                said = self.line(found.name, What.SIGNED_OUT, found.device, address_of(request))
                ended += await self.kept.sign_ins.end(found.id, "out", said)
        self.tell(ended)
        return names

    async def tend(self, here: frozenset[str]) -> None:
        """See to the sign-ins that have a page open: they go on by that, or the page closes.

        To be called twice a second, so that nobody stays for longer than that.
        """
        if not here:
            return
        now = self.now()
        going_on = [each for each in await self.kept.sign_ins.going_on(now) if each.id in here]
        self.tell(here - {each.id for each in going_on})
        await self._note(going_on, now)

    async def tidy(self) -> None:
        """Forget the sign-ins of long ago: addresses are kept no longer than they serve."""
        await self.kept.sign_ins.forget(self.now() - KEPT)
        await self.kept.browsers.forget(self.now() - ON_DEVICE)

    async def know(self, browser: str, login: str) -> None:
        """Remember, both by their hashes, that an officer has signed in with this browser."""
        await self.kept.browsers.keep(browser, login, self.now())

    async def why_not(self, request: web.Request, key: str) -> str:
        """How the sign-in ended that this browser had: a word of ENDINGS; or ""."""
        names = [cookie(key, office.value) for office in Office] if key else []
        found = [await self._named(request, name) for name in (*names, STANDING, OFFICER)]
        over = [each for each in found if each is not None and not each.good(self.now())]
        if not over:
            return ""
        last = max(over, key=lambda each: each.ended_at or each.expires_at)
        return last.why or "expired"

    async def refused(self, request: web.Request, what: What, who: str, detail: str) -> None:
        """Write down that somebody was not let in."""
        bounded = self._bounded(request, what, detail)
        if bounded is not None:
            await self.audit(who, what, bounded, address_of(request))

    async def denied(
        self, request: web.Request, what: What, detail: str, sign_in: str = ""
    ) -> None:
        """Write down that somebody asked for what is not theirs. By whom: this sign-in, or those
        that the browser holds."""
        bounded = self._bounded(request, what, detail)
        if bounded is None:
            return
        if sign_in:
            found = [await self.kept.sign_ins.with_id(sign_in)]
        else:
            found = [await self.kept.sign_ins.find(hashed(t)) for t in tokens(request)]
        who = dict.fromkeys(each.name for each in found if each is not None)
        await self.audit(", ".join(who), what, bounded, address_of(request))

    async def held(self, request: web.Request) -> list[SignIn]:
        """The sign-ins of this browser that go on, whatever they are for."""
        now = self.now()
        found = [await self.kept.sign_ins.find(hashed(token)) for token in tokens(request)]
        return [each for each in found if each is not None and each.good(now)]

    async def audit(self, by: str, what: What, detail: str = "", address: str = "") -> None:
        """Write a line of the audit log."""
        await self.kept.audit.add(self.line(by, what, detail, address))

    def line(self, by: str, what: What, detail: str = "", address: str = "") -> Audited:
        """A line of the audit log, to be stored with what it tells of."""
        return Audited(self.now(), by, what.value, detail, address)

    def tell(self, ended: Iterable[str]) -> None:
        """Say that sign-ins have ended, to whoever must know at once."""
        ids = frozenset(ended)
        if ids:
            for each in self.ended:
                each(ids)

    def beginning(self, request: web.Request, lasts: timedelta, of: Link | Account) -> SignIn:
        """A sign-in that begins now on the device that asks, and ends after that at the latest."""
        now = self.now()
        officer = isinstance(of, Account)
        return SignIn(
            id=new_id(),
            account=of.id if isinstance(of, Account) else "",
            link=of.id if isinstance(of, Link) else "",
            office=of.role if isinstance(of, Account) else of.office,
            person=of.person if isinstance(of, Link) else "",
            name=of.name,
            key=of.key if isinstance(of, Link) else "",
            council=of.council if isinstance(of, Link) else "",
            marks=of.marks if isinstance(of, Link) else "",
            device=device(request.headers.get("User-Agent", "")),
            address=address_of(request),
            began_at=now,
            seen_at=now,
            expires_at=now + (min(IDLE, lasts) if officer else lasts),
            ends_at=now + lasts,
        )

    async def replace(self, request: web.Request, name: str) -> None:
        """End what this browser held in this cookie: a new sign-in takes its place."""
        before = await self._held(request, name)
        if before is not None:
            said = self.line(before.name, What.SIGNED_OUT, before.device, before.address)
            self.tell(await self.kept.sign_ins.end(before.id, "replaced", said))

    def _bounded(self, request: web.Request, what: What, detail: str) -> str | None:
        """What the log says of a refusal; None for nothing.

        Of a flood from one address the log has the beginning and says that there was more:
        else it would fill the disk, and have the meeting wait for it. Each kind is counted by
        itself, so that nobody hides their wrong passphrases behind refused pages.
        """
        counted = what, place_of(address_of(request))
        try:
            self._refusals.take(counted)
        except TooMany:
            if self._refusals.refused(counted) > 1:
                return None
            return N_("and more of the same from this address, which are not written down")
        return detail

    async def _named(self, request: web.Request, name: str) -> SignIn | None:
        token = held(request, name)
        return await self.kept.sign_ins.find(hashed(token)) if token else None

    async def _held(self, request: web.Request, name: str) -> SignIn | None:
        """The sign-in of this cookie, if it goes on; and it does for that it was asked for."""
        found, now = await self._named(request, name), self.now()
        if found is None or not found.good(now):
            return None
        await self._note((found,), now)
        return found

    async def _note(self, here: Iterable[SignIn], now: datetime) -> None:
        unnoted = [each.id for each in here if now - each.seen_at >= NOTED]
        if unnoted:
            await self.kept.sign_ins.seen(unnoted, now, now + IDLE)


def hashed(token: str) -> bytes:
    """How a token is kept: it has 140 random bits or more, so nobody can guess their way back."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


def new_token() -> str:
    """A token of 256 bits (RFC 4086)."""
    return secrets.token_urlsafe(32)


def new_letters() -> str:
    """A token of 140 bits for a link, which may have to be typed from paper: 28 small letters and
    digits, none of which looks like another."""
    return "".join(secrets.choice(LETTERS) for _ in range(28))


def new_id() -> str:
    """An id that is no secret, and counts nothing."""
    return secrets.token_hex(6)


def address_of(request: web.Request) -> str:
    """From where somebody asks."""
    return request.remote or ""
