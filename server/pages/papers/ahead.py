"""The page on which somebody who was summoned reads the exempt papers of a meeting before it."""

from __future__ import annotations

from aiohttp import web

from server.meeting.summons import is_over, whom_it_calls
from server.pages.drawing import page
from server.pages.inside import PRIVATE, signed_in
from server.pages.papers.interested import own_ahead
from server.pages.papers.told import ahead_of
from server.pages.site import running, voice_for
from server.render.house import house_of


async def papers_ahead(request: web.Request) -> web.Response:
    """What of the summons is not published, for whoever is called by it: until the meeting is
    closed, and nothing of what an interest keeps from them."""
    asking, following = await signed_in(request), running(request)
    sides = following.live.sides
    ahead = own_ahead(request, following, asking.person)
    whole = ahead_of(following, asking.person)
    html = page(
        request,
        "papers_ahead",
        voice_for(request, following),
        house=house_of(sides.outside),
        key=sides.outside.key,
        office=asking.office.value,
        ahead=ahead,
        shortened={
            item.number
            for item, all_of_it in zip(ahead.readable, whole.readable, strict=True)
            if item.papers != all_of_it.papers
        },
        called=whom_it_calls(sides.outside, asking.person) is not None,
        over=is_over(sides),
        apart=following.apart,
    )
    return web.Response(text=html, content_type="text/html", headers=PRIVATE)
