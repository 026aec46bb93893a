"""What everybody may see: the list of meetings, a meeting's page, and its feed."""

from __future__ import annotations

import hashlib

import msgspec
from aiohttp import web

from server.live.feed import Feed
from server.live.meetings import Running
from server.live.public import held
from server.meeting.record import Audience
from server.pages.memory import SHORT
from server.pages.site import SITE, running, voice_for

_VARIES = {"Vary": "Accept-Encoding"}  # by what a cache may give to whom (RFC 9110 §12.5.5)
_NOT_KEPT = {"Cache-Control": "no-store"}


async def meetings(request: web.Request) -> web.Response:
    """The list: today, coming and past."""
    return request.app[SITE].memory.list_of_meetings(request.query).response(request)


async def meeting(request: web.Request) -> web.Response:
    """A meeting as the public follows it; whole, and readable without JavaScript."""
    running(request)
    page = request.app[SITE].memory.page(request.match_info["key"], request.query)
    if page is None:
        raise web.HTTPNotFound
    return page.response(request)


async def feed(request: web.Request) -> web.StreamResponse:
    """The public feed: whoever is connected is sent what changes. The porter answers whoever shakes
    hands rightly and may follow; nobody else comes here who has not been refused before."""
    running(request)
    raise web.HTTPBadRequest


async def panels(request: web.Request) -> web.Response:
    """What differs from what a page holds, for pages that cannot keep a connection open.

    A page whose root digest is no longer known, and which does not say what it holds, is asked for
    it by an empty answer.
    """
    newest = _feed(request, running(request))
    etag = f'"{newest.drawing.root}"'
    if request.headers.get("If-None-Match") == etag:
        return web.Response(status=304, headers={"ETag": etag, "Cache-Control": SHORT, **_VARIES})
    root, hold = request.query.get("root", ""), held(request.query.get("hold", ""))
    known = root in ("", newest.drawing.root) or hold or newest.knows(root)
    response = web.Response(
        body=msgspec.json.encode(newest.since(root, hold) if known else {}),
        content_type="application/json",
        headers={"ETag": etag, "Cache-Control": SHORT, **_VARIES} if known else _NOT_KEPT,
    )
    response.enable_compression()
    return response


def _feed(request: web.Request, following: Running) -> Feed:
    return following.show.feed(Audience.PUBLIC, voice_for(request, following).language)


def whole_page(request: web.Request, html: str) -> web.Response:
    """A page that everybody may keep, if they ask each time whether it is still the same."""
    body = html.encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Cache-Control": "public, no-cache", **_VARIES}
    if request.headers.get("If-None-Match") == etag:
        return web.Response(status=304, headers=headers)
    response = web.Response(body=body, content_type="text/html", charset="utf-8", headers=headers)
    response.enable_compression()
    return response
