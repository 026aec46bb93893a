"""The list of meetings for an officer, with the ways to each console."""

from __future__ import annotations

from aiohttp import web

from server.pages.admitted import an_officer
from server.pages.door_pages import drawn, told
from server.pages.listing import listed
from server.pages.site import SITE, voice_for

YOURS = "/your-meetings"


async def your_meetings(request: web.Request) -> web.Response:
    """Every meeting, with its console and its links; the public list stays the same for all."""
    officer = await an_officer(request)
    site = request.app[SITE]
    today = site.now().astimezone(voice_for(request).zone).date()
    meetings = listed(site.memory.known.newest, today)
    return drawn(
        request,
        "your_meetings",
        officer=officer,
        meetings=meetings,
        bodies=len(site.council.register.bodies),
        told=told(request, officer.sign_in),
    )
