"""Who may see the pages of the doors: the clerk of a meeting, an officer, an administrator."""

from __future__ import annotations

from urllib.parse import urlencode

import msgspec
from aiohttp import web

from server.live.meetings import Running
from server.live.rights import admitted
from server.meeting.command import Office
from server.pages.doors.book import Officer
from server.pages.site import SITE, running
from server.words import N_, Said


class NotForYou(Said):
    """An officer asks for what administrators do."""


class Keeper(msgspec.Struct, frozen=True):
    """The clerk of a meeting, who looks after its doors.

    `officer`: with an account of their own; None for whoever is clerk by a link to this meeting,
    and therefore may open and shut the doors of this meeting alone.
    """

    following: Running
    sign_in: str
    officer: Officer | None

    @property
    def key(self) -> str:
        """The key of the meeting."""
        return self.following.live.meeting.key

    @property
    def signature(self) -> str:
        """How the audit log names them."""
        return self.officer.signature if self.officer else f"Clerk of {self.key}, by a link"


async def keeper(request: web.Request) -> Keeper:
    """The clerk of the meeting of this address; 403 for everybody else."""
    doors, following = request.app[SITE].doors, running(request)
    clerk = await admitted(doors.who, following.live.sides, request, Office.CLERK.value)
    if clerk is None:
        raise web.HTTPForbidden
    officer = await doors.officer(request)
    by_account = officer is not None and officer.sign_in == clerk.sign_in
    return Keeper(following, clerk.sign_in, officer if by_account else None)


async def an_officer(request: web.Request) -> Officer:
    """The officer who asks. Whoever is not signed in is sent to do so, and comes back."""
    found = await request.app[SITE].doors.officer(request)
    if found is not None:
        return found
    if request.method not in ("GET", "HEAD"):
        raise web.HTTPSeeOther("/sign-in")
    raise web.HTTPSeeOther("/sign-in?" + urlencode({"next": request.path}))


async def an_administrator(request: web.Request) -> Officer:
    """The administrator who asks. Raises NotForYou for other officers."""
    found = await an_officer(request)
    if not found.administrator:
        raise NotForYou(
            N_("Your account lets you look after meetings. Ask an administrator to do this.")
        )
    return found
