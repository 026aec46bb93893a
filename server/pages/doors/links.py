"""Personal links to meetings: nothing to remember, nothing to guess."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NoReturn

from aiohttp import web

from server.journal.secrets import Secrets
from server.journal.secrets.links import Link
from server.live.signed_in import SignedIn
from server.meeting.command import Office
from server.pages.doors.book import ON_DEVICE, Book, hashed, new_id, new_letters, new_token
from server.pages.doors.cookies import STANDING, Key, cookie
from server.pages.doors.what import What
from server.words import N_, Said

LASTS = timedelta(days=14)
"""A link goes out with the agenda, which is published five clear days before the meeting or more
(LGA 1972 s.100A(6)), and is good until after it."""
STANDS = timedelta(days=366)
"""A standing link opens for a municipal year; at the annual meeting people change."""

Seat = Callable[[str, str], tuple[str, Office] | None]
"""The name and the office of a person in a meeting by its key; None if not on its list."""

NAMES = {
    Office.CLERK: N_("Clerk"),
    Office.CHAIR: N_("Chair"),
    Office.MEMBER: N_("Member"),
    Office.OFFICER: N_("Officer"),
}


class NoSuchLink(Said):
    """Nothing opens by this link: never made, used up, revoked, or too old."""


def nobody(key: str, person: str) -> None:
    """The seats of a server without meetings."""


class MeetingLinks(Book):
    """Makes links to meetings, lets in whoever has one, and knows who is inside."""

    def __init__(self, kept: Secrets, now: Callable[[], datetime], seat: Seat = nobody) -> None:
        super().__init__(kept, now)
        self._seat = seat

    async def link(
        self,
        signed_in: SignedIn,
        *,
        by: str,
        address: str = "",
        single_use: bool = False,
        standing: bool = False,
        lasts: timedelta | None = None,
    ) -> str:
        """A new address that signs in. Unless it is for single use, on several devices.

        A standing one opens every meeting that the person is on the list of, in the office that
        they have there; there is none for the clerk. Only its hash is kept: it cannot be shown
        again.
        """
        seat = self._seat(signed_in.key, signed_in.person) if signed_in.person else None
        if standing and seat is None:
            raise ValueError("a standing link needs a person who is on the list")
        token, now = new_letters(), self.now()
        made = Link(
            id=new_id(),
            office=Office.MEMBER if standing else signed_in.office,
            person=signed_in.person,
            name=seat[0] if seat else NAMES[signed_in.office],
            key="" if standing else signed_in.key,
            single_use=single_use,
            expires_at=now + (lasts or (STANDS if standing else LASTS)),
            made_by=by,
            made_at=now,
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
        """As whom this browser is signed in whose place this link would take; "" if as nobody."""
        found = await self._held(request, _cookie(link))
        other = found is not None and (found.person, found.name) != (link.person, link.name)
        return found.name if found is not None and other else ""

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
                "This link no longer opens anything: it was used, withdrawn, or is too old. "
                "Ask the clerk for a new one."
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
        if found is not None and self.office_in(key, found.person, found.name) == office:
            return SignedIn(key, Office(office), found.person, found.id)
        officer = await self.officer(request) if office == Office.CLERK else None
        return SignedIn(key, Office.CLERK, "", officer.sign_in) if officer else None

    def office_in(self, key: str, person: str, name: str) -> Office | None:
        """The office of a person in a meeting; None if they are not on its list.

        The name must be the same as well: ids are made from surnames, and two bodies may each
        have a Cllr Jones.
        """
        seat = self._seat(key, person)
        return seat[1] if seat is not None and seat[0] == name else None

    def _office(self, link: Link, key: str) -> Office | None:
        return self.office_in(key, link.person, link.name) if link.office != "account" else None


def _cookie(link: Link) -> str:
    return cookie(link.key, link.office) if link.key else STANDING


def _told(link: Link) -> str:
    """How the audit log names a link; never by its token."""
    opens = link.key or N_("every meeting")
    uses = f", {N_('for single use')}" if link.single_use else ""
    return f"{link.name}, {link.office}, {opens}{uses}"
