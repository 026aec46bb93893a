"""Searching what everybody may read: agendas, and what was said and decided about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

import msgspec
from aiohttp import web

from server.journal.search import CannotSearch, Found, Query
from server.journal.search.wanted import LONGEST
from server.live.allowance import TooMany
from server.live.meetings import Running
from server.pages.drawing import page
from server.pages.limits import place_of
from server.pages.memory import SHORT
from server.pages.site import SITE, voice_for
from server.pages.wire import WIRE
from server.words import N_, Said

DIGITS = 4  # of the number of a page

_BRITISH = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
_NO_FIRST = N_("The first day is not one of the calendar. Write it like 27/3/2026.")
_NO_LAST = N_("The last day is not one of the calendar. Write it like 27/3/2026.")
_REVERSED = N_("The first day is after the last. Change one of them.")
_TOO_MANY = N_("That was too much at once. Search again in {seconds} seconds.")


class Asked(msgspec.Struct, frozen=True):
    """What the form held, and what is wrong with it, by its field. A day is written as browsers
    read it if it is one, and else as it was typed."""

    words: str
    body: str
    since: str
    until: str
    query: Query
    errors: dict[str, str]

    def way(self, page: int, language: str) -> str:
        """The address of another page of what was found."""
        asked = {"q": self.words, "body": self.body, "from": self.since, "to": self.until}
        given = {name: value for name, value in asked.items() if value}
        more = {"page": str(page)} | ({"lang": language} if language != "en" else {})
        return "/search?" + urlencode({**given, **more}, errors="replace")


class _Result(NamedTuple):
    """What came of it: what was found, or why nothing could be looked for."""

    found: Found | None = None
    problem: str = ""
    status: int = 200
    wait: int = 0


async def search(request: web.Request) -> web.Response:
    """What is found by its words in agendas and in what was recorded in public, twenty at a time.

    Words are found wherever a word begins with them, “words in quotes” as they stand; a word with -
    before it must not be there.
    """
    site, tongue = request.app[SITE], voice_for(request)
    asked = _asked(request.query)
    came = await _found(request, asked)
    html = page(
        request,
        "search",
        tongue,
        asked=asked,
        errors={name: tongue.gettext(why) for name, why in asked.errors.items()},
        problem=came.problem,
        found=came.found,
        bodies=_bodies(site.meetings),
    )
    told = {"Cache-Control": SHORT if came.status == 200 else "no-store"}
    if came.wait:
        told["Retry-After"] = str(came.wait)
    response = web.Response(text=html, status=came.status, content_type="text/html", headers=told)
    response.enable_compression()
    return response


def _bodies(meetings: Iterable[Running]) -> list[tuple[str, str]]:
    """Every body that has met or will, as a list to choose from."""
    names = {running.live.outside.body for running in meetings}
    return [(name, name) for name in sorted(names, key=str.casefold)]


async def _found(request: web.Request, asked: Asked) -> _Result:
    if asked.errors:
        return _Result(status=400)
    if not asked.query.words:
        return _Result()
    index, tongue = request.app[SITE].index, voice_for(request)
    try:
        request.app[WIRE].searches.take(place_of(request.remote or ""))
        return _Result(await index.find(asked.query))
    except TooMany as told:
        # It is not written into the audit log: a flood would be written there.
        said = tongue.say(Said(_TOO_MANY, seconds=told.seconds))
        return _Result(problem=said, status=429, wait=told.seconds)
    except CannotSearch as told:
        return _Result(problem=tongue.say(told), status=503, wait=5)


def _asked(query: Mapping[str, str]) -> Asked:
    words = query.get("q", "").strip()[:LONGEST]
    body = query.get("body", "")[:LONGEST]
    since, until = query.get("from", "").strip()[:20], query.get("to", "").strip()[:20]
    first, last = day_of(since), day_of(until)
    errors = {}
    if since and first is None:
        errors["from"] = _NO_FIRST
    if until and last is None:
        errors["to"] = _NO_LAST
    if first is not None and last is not None and first > last:
        errors["from"] = _REVERSED
    number = query.get("page", "")
    page = int(number) if number.isascii() and number.isdigit() and len(number) <= DIGITS else 1
    since, until = first.isoformat() if first else since, last.isoformat() if last else until
    return Asked(words, body, since, until, Query(words, body, first, last, page), errors)


def day_of(typed: str) -> date | None:
    """The day that is meant, as browsers send it or as people here write it; None if it is none."""
    if british := _BRITISH.fullmatch(typed):
        day, month, year = map(int, british.groups())
        typed = f"{year:04}-{month:02}-{day:02}"
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
