"""Whose pages these are: the council of a meeting, or the one council of the server."""

from __future__ import annotations

from aiohttp import web

from server.council.register import Council, Register
from server.meeting.meeting import Meeting
from server.pages.answer import Answer
from server.pages.site import SITE
from server.papers.logo import logo_address
from server.render.brand import NOBODY, Brand, style_of

FOR_EVER = "public, max-age=31536000, immutable"


def brand_of(council: Council | None) -> Brand:
    """The face of a council; of none, no face."""
    if council is None:
        return NOBODY
    logo = logo_address(council.logo) if council.logo else ""
    return Brand(council.name, council.colour, logo)


def brand_of_server(register: Register) -> Brand:
    """The face of the front page and of officers' pages: that of the one council, if it is one."""
    councils = tuple(register.councils.values())
    return brand_of(councils[0] if len(councils) == 1 else None)


def brand_of_meeting(register: Register, meeting: Meeting) -> Brand:
    """The face of a meeting: its council's, by its body or else by name.

    A meeting of a council that the register does not know bears its own name and no colour.
    """
    return brand_of(_council_of(register, meeting))


def brand_for(request: web.Request, key: str = "") -> Brand:
    """The face of a page: that of the meeting with this key, if there is one, or the server's."""
    site = request.app[SITE]
    running = site.meetings.inside(key) if key else None
    register = site.council.register
    if running is None:
        return brand_of_server(register)
    return brand_of_meeting(register, running.live.meeting)


def contact_of(register: Register, meeting: Meeting) -> str:
    """How to reach those who look after a meeting, as its council says; empty if unknown."""
    council = _council_of(register, meeting)
    return council.contact if council is not None else ""


async def sheet(request: web.Request) -> web.Response:
    """The style that gives pages a council's colour, which is its name: it never changes."""
    style = style_of("#" + request.match_info["colour"])
    headers = {"Content-Type": "text/css; charset=utf-8", "Cache-Control": FOR_EVER}
    return Answer(style.encode(), headers).response(request)


def _council_of(register: Register, meeting: Meeting) -> Council | None:
    body = register.bodies.get(meeting.body_id)
    council = register.council_of(body) if body is not None else None
    return council or _named(register, meeting.council)


def _named(register: Register, name: str) -> Council | None:
    wanted = " ".join(name.split()).casefold()
    found = register.councils.values()
    return next((c for c in found if " ".join(c.name.split()).casefold() == wanted), None)
