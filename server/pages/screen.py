"""The big screen for the chamber, and the lower third that a video mixer lays over the picture.

It shows panels of the public feed and nothing else, large, and follows that feed: the same bytes
for everybody. There is nothing on it to press.
"""

from __future__ import annotations

from aiohttp import web

from server.meeting.record import Audience
from server.pages.drawing import meeting_page
from server.pages.public import whole_page
from server.pages.site import running


async def screen(request: web.Request) -> web.Response:
    """A meeting on a big screen: `?dark=1` light on dark; `?overlay=1` for a video mixer."""
    following = running(request)
    overlay, dark = (request.query.get(name) == "1" for name in ("overlay", "dark"))
    html = meeting_page(
        request,
        following,
        Audience.PUBLIC,
        template="screen",
        overlay=overlay,
        dark=dark,
    )
    return whole_page(request, html)
