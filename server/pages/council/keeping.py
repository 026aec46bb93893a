"""What every page of the register needs: who asks, what they ask about, and how it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from aiohttp import web

from server.council.change import Change
from server.council.history import what_was_done
from server.council.naming import FreeIds
from server.council.register import Body, Council, Individual, Register, Seat
from server.live.council import LiveCouncil
from server.live.stream import Done
from server.pages.door_pages import tell
from server.pages.doors.book import Officer
from server.pages.site import SITE, voice_for
from server.words import N_, Said

MOST_TOLD = 4
"""Sentences with which the next page tells what was done."""

T = TypeVar("T")


def council_of(request: web.Request) -> LiveCouncil:
    """What the councils here keep."""
    return request.app[SITE].council


def register_of(request: web.Request) -> Register:
    """The register as it is now."""
    return council_of(request).register


def today_of(request: web.Request) -> date:
    """Today, as the clock on the wall shows it."""
    return request.app[SITE].now().astimezone(voice_for(request).zone).date()


def free_ids(request: web.Request) -> FreeIds:
    """Ids that nobody and nothing has or had."""
    return FreeIds(council_of(request).kept.changes)


def the_council(request: web.Request) -> Council:
    """The council of the address, or 404."""
    return _found(register_of(request).councils, request, "council")


def the_body(request: web.Request) -> Body:
    """The body of the address, or 404."""
    return _found(register_of(request).bodies, request, "body")


def the_person(request: web.Request) -> Individual:
    """The person of the address, or 404."""
    return _found(register_of(request).people, request, "person")


def the_seat(request: web.Request) -> Seat:
    """The seat of the address, which is the person’s of the address, or 404."""
    found = _found(register_of(request).seats, request, "seat")
    if found.person != request.match_info["person"]:
        raise web.HTTPNotFound
    return found


async def store(
    request: web.Request,
    officer: Officer,
    decide: Callable[[Register], Iterable[Change]],
    act: str = "",
) -> Done | None:
    """Store what is decided on the newest register, and have the next page say so.

    `act`: of one that is given twice, it happens once. Raises Refused as `decide` does.
    """
    done = await council_of(request).kept.change(decide, officer.signature, act)
    told_of(request, officer, done)
    return done


def told_of(request: web.Request, officer: Officer, done: Done | None) -> None:
    """Have the next page say what an act did."""
    if done is None:
        return
    said = what_was_done(council_of(request).kept.changes, done.act)[:MOST_TOLD]
    if said:
        words = " ".join(voice_for(request).say(each) for each in said)
        tell(request, officer.sign_in, Said(N_("{what}"), what=words))


def _found(known: dict[str, T], request: web.Request, gap: str) -> T:
    found = known.get(request.match_info[gap])
    if found is None:
        raise web.HTTPNotFound
    return found
