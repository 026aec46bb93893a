"""What happens to faults: they are told once and calmly, and what is ours to mend is logged."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from time import perf_counter

from aiohttp import web

from server import measures
from server.journal.journal import InDoubt, OutOfReach
from server.live.allowance import TooMany
from server.measures import Outcome
from server.pages.admitted import NotForYou
from server.pages.doors.book import Officer
from server.pages.doors.cookies import OUT, held
from server.pages.doors.endings import CLEARED, ENDINGS, FOR_GOOD
from server.pages.doors.links import NoSuchLink
from server.pages.doors.what import What
from server.pages.drawing import page
from server.pages.guard import LINKS, Crowded, Foreign, TooSlow
from server.pages.headers import BARE, add_headers
from server.pages.not_listed import NotListed, not_listed
from server.pages.site import SITE, CannotBeShown, NothingThere, voice_for
from server.pages.uploaded import TooLarge, TooMuch
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
    NothingThere: 404,
    TooLarge: 413,
    TooMany: 429,
    TooMuch: 413,
}
_AUDITED: dict[type[Said], What] = {
    Foreign: What.FOREIGN,
    NotForYou: What.ACCESS_REFUSED,
    TooMany: What.FLOOD,
}
_ENDED = N_("You are no longer signed in")
_HEADINGS: dict[type[Said], str] = {
    Foreign: N_("That did not come from here"),
    NotForYou: N_("This page is for administrators"),
}
_KEPT = ("Allow", "Retry-After")
# fmt: off
_AWAY = (
    N_("This cannot be shown now"),
    N_("The record cannot be reached at the moment. Try again in a minute."),
)
_NOT_STORED = (
    N_("That could not be stored"),
    N_("The record cannot be reached at the moment, and nothing was stored. Go back and try again "
       "in a minute; the words of your form are still there."),
)
_DOUBTFUL = (
    N_("That may have been stored"),
    N_("The connection to the record broke before it was known whether this was stored. Look "
       "first, and do it again only if it was not."),
)
_READING = ("GET", "HEAD")
_WAIT = 10  # seconds until it is worth asking for the record again
# fmt: on


@web.middleware
async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every fault into a page that says what to do."""
    began = perf_counter()
    try:
        return await _or_why_not(request, handler)
    except web.HTTPException:  # it leads elsewhere
        raise
    except OutOfReach as away:
        if "command" in request.match_info:
            measures.commands[Outcome.FAILED].observe(perf_counter() - began)
        return _away(request, away, *(_AWAY if request.method in _READING else _NOT_STORED))
    except InDoubt as doubtful:
        return _away(request, doubtful, *_DOUBTFUL)
    except ConnectionResetError:  # whoever asked is gone, and it is no fault of ours
        return _gone()
    except TooSlow:
        return _page(request, 408)
    except Exception:
        return _failed(request)


async def _or_why_not(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The answer; or why this is not for whoever asks, which may have to be looked up."""
    try:
        return await handler(request)
    except web.HTTPException as told:
        if told.status < 400:
            raise
        return await _refused(request, told)
    except (OutOfReach, InDoubt):
        raise
    except Said as told:
        return await _told(request, told)


def _away(request: web.Request, why: Said, heading: str, sentence: str) -> web.Response:
    request.app[SITE].inside.outage.begun(why)
    wait = {"Retry-After": str(_WAIT)}
    return _page(request, 503, voice_for(request).gettext(sentence), wait, heading)


async def _told(request: web.Request, told: Said) -> web.Response:
    status = _STATUS.get(type(told))
    if status is None:
        return _failed(request)
    if what := _AUDITED.get(type(told)):
        await _audit(request, what)
    wait = {"Retry-After": str(told.seconds)} if isinstance(told, TooMany) else {}
    heading = _HEADINGS.get(type(told), "")
    officer = await request.app[SITE].doors.officer(request) if status == 403 else None
    return _page(request, status, voice_for(request).say(told), wait, heading, officer)


async def _refused(request: web.Request, told: web.HTTPException) -> web.Response:
    """Why not; and how somebody's sign-in ended, if it was one that opened this until now."""
    if told.status != 403:
        return _page(request, told.status, "", told.headers)
    await _audit(request, What.ACCESS_REFUSED)
    doors, key = request.app[SITE].doors, request.match_info.get("key", "")
    officer, others = await doors.officer(request), await doors.held(request)
    why = await doors.why_not(request, key)
    if not why and held(request, OUT) and not others:
        why = "out"
    if not why:
        unlisted = None if officer else not_listed(request, others)
        return _page(request, 403, officer=officer, unlisted=unlisted)
    sentence = voice_for(request).gettext(ENDINGS[why])
    response = _page(request, 403, sentence, None, _ENDED, officer)
    # What a browser keeps is of everybody who is signed in on it.
    if why in FOR_GOOD and not others:
        response.headers.update(CLEARED)
    return response


async def _audit(request: web.Request, what: What) -> None:
    """Write down who was refused what (OWASP ASVS 5, 16.3.2 and 16.3.3)."""
    site, key = request.app[SITE], request.match_info.get("key", "")
    about = f", {key}" if site.meetings.find(key) is not None else ""
    try:
        await site.doors.denied(request, what, f"{request.method} {_place(request)}{about}")
    except Exception:  # they are refused all the same
        log.exception("a refusal could not be written down")


def _gone() -> web.Response:
    """An answer for the web server, which would take an exception for a fault."""
    response = web.Response(status=400)
    response.force_close()
    return response


def _failed(request: web.Request) -> web.Response:
    log.exception("%s %s failed", request.method, _place(request))
    return _page(request, 500)


def _place(request: web.Request) -> str:
    """Which page is asked for, and not its address: that may hold a link that signs in."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "?"


async def headers(request: web.Request, response: web.StreamResponse) -> None:
    """Safe headers on every answer."""
    wire = request.app[WIRE]
    if request.path.startswith(LINKS):
        response.headers["Referrer-Policy"] = BARE
    add_headers(response, transport_security=wire.strict(wire.proxies.client(request).scheme))


def _page(
    request: web.Request,
    status: int,
    said: str = "",
    more: Mapping[str, str] | None = None,
    heading: str = "",
    officer: Officer | None = None,
    unlisted: NotListed | None = None,
) -> web.Response:
    usual, sentence = SENTENCES.get(status, SENTENCES[500 if status >= 500 else 404])
    tongue = voice_for(request)
    if unlisted is not None:
        usual, sentence = unlisted.heading, unlisted.sentence
    html = page(
        request,
        "error",
        tongue,
        officer=officer,
        heading=tongue.gettext(heading or usual),
        sentence=said or tongue.gettext(sentence),
        status=status,
        unlisted=unlisted,
        sign_in=f"/sign-in?next={request.path}" if "key" in request.match_info else "/sign-in",
    )
    kept = {name: value for name, value in (more or {}).items() if name in _KEPT}
    answer = {"Cache-Control": "no-store", **kept}
    response = web.Response(text=html, status=status, content_type="text/html", headers=answer)
    if status in (408, 413):  # the rest of what is sent is not waited for
        response.force_close()
    return response
