"""The public panel that a council's own site may frame: what is in hand, and the last decision.

It shows the panels of the public feed and nothing else, and follows that feed. Only sites that a
setting names may frame it; where none is named for the meeting's council, there is no such page.
"""

from __future__ import annotations

from aiohttp import web

from server.pages.site import SITE, running


async def embed(request: web.Request) -> web.Response:
    """The panel of a meeting, for those who may frame it; 404 where nobody may."""
    running(request)
    memory, key = request.app[SITE].memory, request.match_info["key"]
    panel = memory.page(key, request.query, "embed")
    if panel is None:
        raise web.HTTPNotFound
    return panel.response(request)
