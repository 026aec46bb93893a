"""What everybody may see of a meeting: its page, and its feed."""

from __future__ import annotations

import msgspec
from aiohttp import web

from server.live.feed import Feed, Update
from server.live.meetings import Running
from server.live.public import held
from server.meeting.record import Audience
from server.pages.answer import is_held, weak
from server.pages.memory import SHORT
from server.pages.site import SITE, running, voice_for

_NOT_KEPT = {"Cache-Control": "no-store"}

HOW_TO_FOLLOW = (
    "To follow a meeting, open a new connection, send a WebSocket handshake (RFC 6455) on it and "
    "nothing else, and wait for the answer before you send more.\n"
)


async def meeting(request: web.Request) -> web.Response:
    """A meeting as the public follows it; whole, and readable without JavaScript."""
    following, memory = running(request), request.app[SITE].memory
    if following.apart:  # who asks is in it: pages/apart.py has seen to that
        return memory.preview(following, request.query).response(request)
    page = memory.page(request.match_info["key"], request.query)
    if page is None:
        raise web.HTTPNotFound
    return page.response(request)


async def feed(request: web.Request) -> web.StreamResponse:
    """The public feed: whoever is connected is sent what changes. The porter lets those follow who
    shake hands rightly, and say nothing else with it; whoever comes here does not, and is told."""
    running(request)
    refusal = web.Response(status=400, text=HOW_TO_FOLLOW, headers=_NOT_KEPT)
    refusal.force_close()  # or a proxy would send the next handshake the same way
    return refusal


async def panels(request: web.Request) -> web.Response:
    """What differs from what a page holds, for pages that cannot keep a connection open.

    A page whose root digest is no longer known, and which does not say what it holds, is asked for
    it by an empty answer.
    """
    newest = _feed(request, running(request))
    newest_root = newest.drawing.root
    etag = f'"{newest_root}"'
    told = {"ETag": weak(etag), "Cache-Control": SHORT, "Vary": "Accept-Encoding"}
    if is_held(etag, request.headers.get("If-None-Match", "")):
        return web.Response(status=304, headers=told)
    root, hold = request.query.get("root", ""), held(request.query.get("hold", ""))
    known = root in ("", newest_root) or hold or newest.knows(root)
    lacks = (newest.since(root, hold) or Update(newest_root, {})) if known else None
    response = web.Response(
        body=msgspec.json.encode(lacks or {}),
        content_type="application/json",
        headers=told if known else _NOT_KEPT,
    )
    response.enable_compression()
    return response


def _feed(request: web.Request, following: Running) -> Feed:
    return following.show.feed(Audience.PUBLIC, voice_for(request, following).language)
