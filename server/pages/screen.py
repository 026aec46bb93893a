"""The big screen for the chamber, and the lower third that a video mixer lays over the picture.

It shows panels of the public feed and nothing else, large, and follows that feed: the same bytes
for everybody. There is nothing on it to press.
"""

from __future__ import annotations

from functools import lru_cache

from aiohttp import web

from server.meeting.record import Audience
from server.pages.answer import Answer
from server.pages.drawing import meeting_page
from server.pages.site import running

_HEADERS = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "public, no-cache"}


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
    return _answer(html).response(request)


@lru_cache(maxsize=16)
def _answer(html: str) -> Answer:
    """A page that everybody may keep, if they ask each time whether it is still the same. It is
    compressed once for each change, and not for each who asks."""
    return Answer(html.encode(), _HEADERS)
