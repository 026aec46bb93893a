"""The addresses of the calendar. Whoever asks plainly is answered at the door, from memory; those
who come as far as this get the same, or are told why there is nothing."""

from __future__ import annotations

from aiohttp import web

from server.pages.calendar.month import month_named
from server.pages.site import SITE, NothingThere
from server.words import N_

NO_MONTH = N_(
    "The calendar has no such month. Months are written like 2026-11, and there are those of the "
    "years in which there are meetings, of one year before them and of one after."
)
NO_BODY = N_("No body of this name has a meeting here. Look for it in the list of bodies.")
NO_MEETING = N_(
    "There is no such meeting in the calendar. A rehearsal is never in it. Start from the list of "
    "meetings."
)


async def front(request: web.Request) -> web.Response:
    """The front page: what is on today, the coming meetings and the latest past ones."""
    return _answer(request, NO_MEETING)


async def today(request: web.Request) -> web.Response:
    """What is on today."""
    return _answer(request, NO_MEETING)


async def this_month(request: web.Request) -> web.Response:
    """The calendar of this month."""
    return _answer(request, NO_BODY)


async def month(request: web.Request) -> web.Response:
    """The calendar of a month."""
    wrong = month_named(request.match_info["month"]) is None
    return _answer(request, NO_MONTH if wrong or not request.query.get("body") else NO_BODY)


async def bodies(request: web.Request) -> web.Response:
    """The bodies of which meetings are known, by council."""
    return _answer(request, NO_BODY)


async def body(request: web.Request) -> web.Response:
    """The meetings of one body, today, coming and past."""
    return _answer(request, NO_BODY)


async def feed(request: web.Request) -> web.Response:
    """The meetings as an iCalendar file, to subscribe to (RFC 5545)."""
    return _answer(request, NO_BODY)


async def meeting(request: web.Request) -> web.Response:
    """One meeting as an iCalendar file."""
    return _answer(request, NO_MEETING)


def _answer(request: web.Request, nothing: str) -> web.Response:
    kept = request.app[SITE].memory.calendar(request.rel_url)
    if kept is None:
        raise NothingThere(nothing)
    return kept.response(request)
