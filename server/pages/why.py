"""Why: the reasons that a meeting can give, as data for everybody."""

from __future__ import annotations

import msgspec
from aiohttp import web

from server.meeting.audience import seen_by
from server.meeting.reasons import reasons
from server.meeting.record import Audience
from server.pages.site import running, voice_for


async def why(request: web.Request) -> web.Response:
    """Each number and bar of a meeting with its reason, its rule and the time.

    `?about=` asks for one thing: `quorum`, `chair`, `item:9` or `vote:` and its id.
    """
    following = running(request)
    tongue = voice_for(request, following)
    asked = request.query.get("about", "")
    told = [
        {"about": why.about, "says": tongue.say(why.said), "rule": why.rule, "at": why.at}
        for why in reasons(seen_by(following.live.sides, Audience.PUBLIC))
        if asked in ("", why.about)
    ]
    return web.Response(
        body=msgspec.json.encode({"meeting": following.live.meeting.key, "reasons": told}),
        content_type="application/json",
        headers={"Cache-Control": "public, max-age=2"},
    )
