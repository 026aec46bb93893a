"""Personal links to meetings: nothing to remember, nothing to guess."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NoReturn

from aiohttp import web

from server.journal.secrets import Secrets
from server.journal.secrets.links import Link
from server.journal.secrets.sign_ins import SignIn
from server.live.signed_in import SignedIn
from server.meeting.command import Office
from server.pages.doors.book import ON_DEVICE, Book, hashed, new_id, new_letters, new_token
from server.pages.doors.cookies import STANDING, Key, cookie
from server.pages.doors.seat import Known, Seats, nobody, same
from server.pages.doors.what import What
from server.words import N_, Said

LASTS = timedelta(days=14)
"""A link goes out with the agenda, which is published five clear days before the meeting or more
(LGA 1972 s.100A(6)), and is good until after it."""
STANDS = timedelta(days=366)
"""A standing link opens for a municipal year; at the annual meeting people change."""

NAMES = {
    Office.CLERK: N_("Clerk"),
    Office.CHAIR: N_("Chair"),
    Office.MEMBER: N_("Member"),
    Office.OFFICER: N_("Officer"),
}


class NoSuchLink(Said):
    """Nothing opens by this link: never made, used up, revoked, or too old."""


class MeetingLinks(Book):
    """Makes links to meetings, lets in whoever has one, and knows who is inside."""

    def __init__(self, kept: Secrets, now: Callable[[], datetime], seat: Seats = nobody) -> None:
        super().__init__(kept, now)
        self._seat = seat

    async def link(
        self,
        signed_in: SignedIn,
        *,
        by: str,
        address: str = "",
        by_sign_in: str = "",
        single_use: bool = False,
        standing: bool = False,
        lasts: timedelta | None = None,
    ) -> str:
        """A new address that signs in. Unless it is for single use, on several devices.

        A standing one opens every meeting that the person is on the list of, in the office that
        they have there; there is none for the clerk. Only its hash is kept: it cannot be shown
        again. `by_sign_in`: of whoever makes it; it opens no longer than what let them in.
        """
        seat = self._seat(signed_in.key, signed_in.person) if signed_in.person else None
        if standing and (seat is None or seat.by_own_link):
            raise ValueError("a standing link needs a person who is on the list of a meeting")
        token, now = new_letters(), self.now()
        made = Link(
            id=new_id(),
            office=Office.MEMBER if standing else signed_in.office,
            person=signed_in.person,
            name=seat.name if seat else NAMES[signed_in.office],
            key="" if standing else signed_in.key,
            single_use=single_use,
            expires_at=now + (lasts or (STANDS if standing else LASTS)),
            made_by=by,
            made_at=now,
            maker=await self._maker(by_sign_in),
            council=seat.council if seat else "",
            marks=seat.marks if seat else "",
        )
        await self.kept.links.put(
            hashed(token), made, self.line(by, What.LINK_MADE, _told(made), address)
        )
        return "/enter/" + token

    async def links_of(self, key: str) -> list[Link]:
        """The links that open this meeting now: its own, and standing ones of who is on its list.

        The newest first.
        """
        now = self.now()
        standing = [each for each in await self.kept.links.of("") if self._office(each, key)]
        found = [each for each in (*await self.kept.links.of(key), *standing) if each.good(now)]
        return sorted(found, key=lambda each: each.made_at, reverse=True)

    async def revoke_link(self, id: str, by: str, address: str = "") -> None:
        """Have a link open nothing any more, and sign out whoever came in by it."""
        found = await self.kept.links.with_id(id)
        if found is not None:
            said = self.line(by, What.LINK_REVOKED, _told(found), address)
            self.tell(await self.kept.links.revoke(id, said))

    async def known(self, token: str) -> Link | None:
        """The link to a meeting with this token, if it is good; nothing is used up."""
        found = await self.kept.links.find(hashed(token))
        if found is None or not found.good(self.now()) or found.office == "account":
            return None
        return found

    async def inside_by(self, request: web.Request, link: Link) -> bool:
        """Whether this browser is signed in by this very link."""
        found = await self._held(request, _cookie(link))
        return found is not None and found.link == link.id

    async def inside_as(self, request: web.Request, link: Link) -> str:
        """As whom else this browser is signed in where this link would let it in; "" if as nobody.

        A meeting has a page for each office, and one browser may have several open.
        """
        others = [e for e in await self.held(request) if not _same_person(e, link)]
        return next((e.name for e in others if self._meets(e, link)), "")

    async def enter(self, request: web.Request, link: Link) -> Key:
        """Sign in by a link. Raises NoSuchLink if it was used up in the meantime."""
        await self.replace(request, _cookie(link))
        token = new_token()
        lasts = min(ON_DEVICE, link.expires_at - self.now())
        sign_in = self.beginning(request, lasts, link)
        said = self.line(link.name, What.SIGNED_IN, sign_in.device, sign_in.address)
        if not await self.kept.sign_ins.begin(hashed(token), sign_in, said):
            await self.refuse_link(request)
        return Key(_cookie(link), token, sign_in.ends_at - sign_in.began_at)

    async def refuse_link(self, request: web.Request) -> NoReturn:
        """Write down that a link opened nothing, and raise NoSuchLink."""
        await self.refused(request, What.LINK_REFUSED, "", "")
        raise NoSuchLink(
            N_(
                "This link opens nothing: it was used, withdrawn, is too old, or was mistyped. "
                "Check each letter if you typed it, or ask the clerk for a new one."
            )
        )

    async def who(self, request: web.Request, key: str, office: str) -> SignedIn | None:
        """Who is asking, by a sign-in for this meeting and office, if there is one.

        An officer with an account is clerk of every meeting.
        """
        found = await self._held(request, cookie(key, office))
        if found is not None and found.link and (found.key, found.office) == (key, office):
            return SignedIn(key, Office(office), found.person, found.id)
        found = await self._held(request, STANDING)
        if found is not None and self.office_in(key, found) == office:
            return SignedIn(key, Office(office), found.person, found.id)
        officer = await self.officer(request) if office == Office.CLERK else None
        return SignedIn(key, Office.CLERK, "", officer.sign_in) if officer else None

    def office_in(self, key: str, known: Known) -> Office | None:
        """The office that whoever has a standing link, or came in by one, has in a meeting; None
        if they are not on its list."""
        seat = self._seat(key, known.person)
        if seat is None or seat.by_own_link:
            return None
        return seat.office if same(known, seat) else None

    def _office(self, link: Link, key: str) -> Office | None:
        return self.office_in(key, link) if link.office != "account" else None

    def _meets(self, held: SignIn, link: Link) -> bool:
        """Whether a sign-in opens a page that this link opens too.

        An officer with an account is clerk of every meeting. Of two that stand for every meeting,
        and so have one cookie, the second takes the place of the first.
        """
        if held.account:
            return link.office == Office.CLERK
        if not held.key and not link.key:
            return True
        if held.key and link.key:
            return (held.key, held.office) == (link.key, link.office)
        bound, standing = (held, link) if held.key else (link, held)
        return self.office_in(bound.key, standing) == bound.office

    async def _maker(self, sign_in: str) -> str:
        """The account, or the link, of a sign-in."""
        found = await self.kept.sign_ins.with_id(sign_in) if sign_in else None
        return (found.account or found.link) if found is not None else ""


def _cookie(link: Link) -> str:
    return cookie(link.key, link.office) if link.key else STANDING


def _same_person(held: SignIn, link: Link) -> bool:
    mine = held.person, held.name, held.council, held.marks
    return not held.account and mine == (link.person, link.name, link.council, link.marks)


def _told(link: Link) -> str:
    """How the audit log names a link; never by its token."""
    opens = link.key or N_("every meeting")
    uses = f", {N_('for single use')}" if link.single_use else ""
    return f"{link.name}, {link.office}, {opens}{uses}"
