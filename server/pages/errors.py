"""What happens to every request: foreign posts are refused, faults are told once and calmly."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from server.pages.drawing import page
from server.pages.site import CannotBeShown, voice_for
from server.words import N_

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

SENTENCES = {
    403: (
        N_("You need a link to this page"),
        N_("Open the link that you were given for this meeting. If it no longer works, "
           "ask the clerk for a new one."),
    ),
    404: (
        N_("Page not found"),
        N_("There is no page at this address. Check it, or start from the list of meetings."),
    ),
    413: (
        N_("Too much at once"),
        N_("What you sent is too large. Nothing was recorded."),
    ),
    500: (
        N_("Something went wrong on our side"),
        N_("Nothing was recorded. Go back and try again; the words of your form are still there."),
    ),
}  # fmt: skip

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


@web.middleware
async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every fault into a page that says what to do."""
    try:
        if foreign(request):
            raise web.HTTPForbidden
        return await handler(request)
    except web.HTTPException as told:
        if told.status < 400:
            raise
        return _page(request, told.status)
    except ConnectionResetError:
        raise
    except CannotBeShown as told:
        return _page(request, 503, voice_for(request).say(told))
    except Exception:
        log.exception("%s %s failed", request.method, request.path)
        return _page(request, 500)


def foreign(request: web.Request) -> bool:
    """Whether another site makes this browser send something in its user's name."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Safe headers on every answer."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def _page(request: web.Request, status: int, said: str = "") -> web.Response:
    heading, sentence = SENTENCES.get(status, SENTENCES[500 if status >= 500 else 404])
    tongue = voice_for(request)
    html = page(
        request,
        "error",
        tongue,
        heading=tongue.gettext(heading),
        sentence=said or tongue.gettext(sentence),
        status=status,
    )
    return web.Response(text=html, status=status, content_type="text/html")
