"""Rehearsals are kept apart: for whoever is not in one, there is nothing at its addresses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from server.live.meetings import Running
from server.meeting.command import Office
from server.pages.site import REHEARSAL, SITE

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_OFFICES = (Office.CLERK, Office.CHAIR, Office.MEMBER, Office.OFFICER)


@web.middleware
async def apart(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let officers and those who have a link to this rehearsal look at it. All others are answered
    as where there never was anything. Nothing of it is kept on the way, not even what everybody may
    see of a meeting."""
    following = request.app[SITE].meetings.inside(request.match_info.get("key", ""))
    if following is None or not following.apart or not await _is_in(request, following):
        return await handler(request)
    request[REHEARSAL] = following
    response = await handler(request)
    if not response.prepared:
        response.headers["Cache-Control"] = "private, no-store"
    return response


async def _is_in(request: web.Request, following: Running) -> bool:
    """Whether whoever asks has a sign-in for this rehearsal, in whatever office."""
    who, key = request.app[SITE].doors.who, following.live.meeting.key
    for office in _OFFICES:
        if await who(request, key, office.value) is not None:
            return True
    return False
