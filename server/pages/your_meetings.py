"""The list of meetings for an officer, with the ways to each console."""

from __future__ import annotations

from aiohttp import web

from server.pages.admitted import an_officer
from server.pages.door_pages import drawn, told
from server.pages.public import listed
from server.pages.site import voice_for

YOURS = "/your-meetings"


async def your_meetings(request: web.Request) -> web.Response:
    """Every meeting, with its console and its links; the public list stays the same for all."""
    officer = await an_officer(request)
    meetings = listed(request, voice_for(request))
    return drawn(
        request,
        "your_meetings",
        officer=officer,
        meetings=meetings,
        told=told(request, officer.sign_in),
    )
