"""The public panel that a council's own site may frame: what is in hand, and the last decision.

It shows the panels of the public feed and nothing else, and follows that feed. Only sites that a
setting names may frame it; where none is named for the meeting's council, there is no such page.
"""

from __future__ import annotations

from aiohttp import web

from server.meeting.record import Audience
from server.pages.drawing import meeting_page
from server.pages.headers import policy
from server.pages.public import whole_page
from server.pages.site import running
from server.pages.wire import WIRE


async def embed(request: web.Request) -> web.Response:
    """The panel of a meeting, for those who may frame it; 404 where nobody may."""
    following = running(request)
    framed_by = request.app[WIRE].framed_by
    everybody = framed_by.get("", ())
    sites = framed_by.get(following.live.meeting.council, everybody)
    if not sites:
        raise web.HTTPNotFound
    html = meeting_page(request, following, Audience.PUBLIC, template="embed")
    response = whole_page(request, html)
    # Its links open in the whole window, at the meeting's page: that is what <base> is for.
    frame = policy(base_uri="'self'", frame_ancestors=" ".join(sites))
    response.headers["Content-Security-Policy"] = frame
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
