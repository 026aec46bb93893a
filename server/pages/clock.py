"""The server's time, for pages on devices whose clock is wrong."""

from __future__ import annotations

import msgspec
from aiohttp import web

from server.pages.site import SITE


async def time(request: web.Request) -> web.Response:
    """The time now: `now`, in milliseconds since the beginning of 1970 in UTC.

    A page asks a few times and believes the quickest answer, which is wrong by at most half of the
    time that it took (Cristian, Probabilistic clock synchronization, 1989).
    """
    now = request.app[SITE].now().timestamp() * 1000
    return web.Response(
        body=msgspec.json.encode({"now": now}),
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )
