"""What the pages of the doors have in common: how they are drawn, and what one tells the next."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from server.pages.drawing import page
from server.pages.once import Once
from server.pages.site import running, voice_for
from server.pages.slip import Slip
from server.pages.wire import WIRE
from server.render.house import house_of
from server.words import Said

PRIVATE = {"Cache-Control": "private, no-store"}
ONCE: web.AppKey[Once[Sequence[Slip]]] = web.AppKey("once", Once)
_OWN = ("localhost", "127.0.0.1", "::1")


def drawn(request: web.Request, template: str, status: int = 200, **given: object) -> web.Response:
    """A page of officers."""
    html = page(request, template, voice_for(request), **given)
    return web.Response(text=html, status=status, content_type="text/html", headers=PRIVATE)


def drawn_of_meeting(
    request: web.Request, template: str, status: int = 200, **given: object
) -> web.Response:
    """A page about the meeting of the address, in its language and time."""
    following = running(request)
    meeting = following.live.meeting
    tongue = voice_for(request, following)
    html = page(
        request,
        template,
        tongue,
        house=house_of(meeting),
        meeting=meeting,
        key=meeting.key,
        **given,
    )
    return web.Response(text=html, status=status, content_type="text/html", headers=PRIVATE)


def tell(request: web.Request, sign_in: str, said: Said) -> None:
    """Have the next page say that it is done."""
    following = running(request) if "key" in request.match_info else None
    request.app[ONCE].tell(sign_in, voice_for(request, following).say(said))


def told(request: web.Request, sign_in: str) -> str:
    """What the page before has to say, once."""
    return request.app[ONCE].told(sign_in)


def base(request: web.Request) -> str:
    """What links that are handed out begin with: the address that was set, or else the one by
    which the officer who makes them came here."""
    return request.app[WIRE].address.rstrip("/") or str(request.url.origin())


def own_machine(request: web.Request) -> bool:
    """Whether such links lead nowhere but on the computer that they are made on."""
    return not request.app[WIRE].address and request.url.host in _OWN
