"""What happens to faults: they are told once and calmly, and what is ours to mend is logged."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from server.live.allowance import TooMany
from server.pages.admitted import NotForYou
from server.pages.doors.links import NoSuchLink
from server.pages.drawing import page
from server.pages.guard import Crowded, Foreign, TooSlow
from server.pages.headers import add_headers
from server.pages.site import SITE, CannotBeShown, voice_for
from server.pages.wire import WIRE
from server.words import N_, Said

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
    400: (
        N_("That could not be read"),
        N_("What you sent is not something that this page takes. Nothing was recorded."),
    ),
    405: (
        N_("That cannot be done here"),
        N_("There is nothing to send to this address. Start from the list of meetings."),
    ),
    408: (
        N_("That took too long"),
        N_("What you sent did not come in time, and nothing was recorded. Go back and try again."),
    ),
    429: (
        N_("Too much at once"),
        N_("Wait a minute, then try again. Nothing was recorded."),
    ),
    503: (
        N_("This cannot be shown now"),
        N_("Try again in a few minutes."),
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

_STATUS: dict[type[Said], int] = {
    CannotBeShown: 503,
    Crowded: 503,
    Foreign: 403,
    NoSuchLink: 403,
    NotForYou: 403,
    TooMany: 429,
}
_ENDED = N_("You are no longer signed in")
_HEADINGS: dict[type[Said], str] = {
    Foreign: N_("That did not come from here"),
    NotForYou: N_("This page is for administrators"),
}
_KEPT = ("Allow", "Retry-After")


@web.middleware
async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every fault into a page that says what to do."""
    try:
        return await handler(request)
    except web.HTTPException as told:
        if told.status < 400:
            raise
        return await _refused(request, told)
    except ConnectionResetError:
        raise
    except Said as told:
        status = _STATUS.get(type(told))
        if status is None:
            return _failed(request)
        return _told(request, status, told)
    except TooSlow:
        return _page(request, 408)
    except Exception:
        return _failed(request)


def _told(request: web.Request, status: int, told: Said) -> web.Response:
    wait = {"Retry-After": str(told.seconds)} if isinstance(told, TooMany) else {}
    heading = _HEADINGS.get(type(told), "")
    return _page(request, status, voice_for(request).say(told), wait, heading)


async def _refused(request: web.Request, told: web.HTTPException) -> web.Response:
    """Why not; and how somebody's sign-in ended, if it was one that opened this until now."""
    if told.status != 403:
        return _page(request, told.status, "", told.headers)
    key = request.match_info.get("key", "")
    why = await request.app[SITE].doors.why_not(request, key)
    heading = _ENDED if why else ""
    return _page(request, 403, voice_for(request).gettext(why) if why else "", None, heading)


def _failed(request: web.Request) -> web.Response:
    resource = request.match_info.route.resource
    # Which page, and not its address: that may hold a link that signs in.
    log.exception("%s %s failed", request.method, resource.canonical if resource else "?")
    return _page(request, 500)


async def headers(request: web.Request, response: web.StreamResponse) -> None:
    """Safe headers on every answer."""
    wire = request.app[WIRE]
    secure = wire.proxies.client(request).scheme == "https"
    add_headers(response, transport_security=wire.transport_security if secure else "")


def _page(
    request: web.Request,
    status: int,
    said: str = "",
    more: Mapping[str, str] | None = None,
    heading: str = "",
) -> web.Response:
    usual, sentence = SENTENCES.get(status, SENTENCES[500 if status >= 500 else 404])
    tongue = voice_for(request)
    html = page(
        request,
        "error",
        tongue,
        heading=tongue.gettext(heading or usual),
        sentence=said or tongue.gettext(sentence),
        status=status,
        sign_in=f"/sign-in?next={request.path}" if "key" in request.match_info else "/sign-in",
    )
    kept = {name: value for name, value in (more or {}).items() if name in _KEPT}
    answer = {"Cache-Control": "no-store", **kept}
    response = web.Response(text=html, status=status, content_type="text/html", headers=answer)
    if status in (408, 413):  # the rest of what is sent is not waited for
        response.force_close()
    return response
