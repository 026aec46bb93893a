"""What everybody may see: the list of meetings, a meeting's page, and its feed."""

from __future__ import annotations

import hashlib

import msgspec
from aiohttp import web

from server.live.feed import Feed
from server.live.meetings import Running
from server.live.public import held
from server.meeting.meeting import Meeting
from server.meeting.record import Audience
from server.meeting.sitting import Phase
from server.pages.drawing import meeting_page, page
from server.pages.site import SITE, running, voice_for
from server.render.language import Voice

SHORT = "public, max-age=2"


async def meetings(request: web.Request) -> web.Response:
    """The list: today, coming and past."""
    tongue = voice_for(request)
    return whole_page(request, page(request, "meetings", tongue, **listed(request, tongue)))


def listed(request: web.Request, tongue: Voice) -> dict[str, list[Meeting]]:
    """Every meeting by when it is: today, coming or past."""
    site = request.app[SITE]
    known = sorted((r.live.outside for r in site.meetings), key=lambda m: m.starts_at)
    today = site.now().astimezone(tongue.zone).date()

    def when(meeting: Meeting) -> str:
        if meeting.sitting.phase in (Phase.OPEN, Phase.ADJOURNED) or meeting.date == today:
            return "today"
        return "coming" if meeting.date > today and not meeting.sitting.closed_at else "past"

    return {
        "today": [m for m in known if when(m) == "today"],
        "coming": [m for m in known if when(m) == "coming"],
        "past": [m for m in reversed(known) if when(m) == "past"],
    }


async def meeting(request: web.Request) -> web.Response:
    """A meeting as the public follows it; whole, and readable without JavaScript."""
    return whole_page(request, meeting_page(request, running(request), Audience.PUBLIC))


async def feed(request: web.Request) -> web.WebSocketResponse:
    """The public feed: whoever is connected is sent what changes."""
    following = running(request)
    return await request.app[SITE].followers.follow(request, _feed(request, following))


async def panels(request: web.Request) -> web.Response:
    """What differs from what a page holds, for pages that cannot keep a connection open."""
    newest = _feed(request, running(request))
    etag = f'"{newest.drawing.root}"'
    if request.headers.get("If-None-Match") == etag:
        return web.Response(status=304, headers={"ETag": etag, "Cache-Control": SHORT})
    update = newest.since(request.query.get("root", ""), held(request.query.get("hold", "")))
    return web.Response(
        body=msgspec.json.encode(update),
        content_type="application/json",
        headers={"ETag": etag, "Cache-Control": SHORT},
    )


def _feed(request: web.Request, following: Running) -> Feed:
    return following.show.feed(Audience.PUBLIC, voice_for(request, following).language)


def whole_page(request: web.Request, html: str) -> web.Response:
    """A page that everybody may keep, if they ask each time whether it is still the same."""
    body = html.encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Cache-Control": "public, no-cache"}
    if request.headers.get("If-None-Match") == etag:
        return web.Response(status=304, headers=headers)
    response = web.Response(body=body, content_type="text/html", charset="utf-8", headers=headers)
    response.enable_compression()
    return response
