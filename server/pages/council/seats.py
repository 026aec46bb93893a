"""A seat of somebody: given, changed, ended on a day, and removed where it was a mistake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from aiohttp import web

from server.council.change import Change
from server.council.register import Register, Seat
from server.council.registered import PeopleSet, SeatRemoved
from server.council.seating import faults_of
from server.meeting.people import Capacity
from server.meeting.refused import Refused
from server.pages.admitted import an_officer
from server.pages.council.keeping import (
    council_of,
    register_of,
    store,
    the_person,
    the_seat,
    today_of,
)
from server.pages.door_pages import drawn
from server.pages.doors.book import Officer
from server.pages.filled import Errors, errors_of, read, words_of
from server.pages.site import voice_for
from server.render.language import Voice

_TEXTS = ("role", "ward", "group", "authority")
_DAYS = ("since", "until")


async def new(request: web.Request) -> web.Response:
    """The form with which somebody is given a seat."""
    officer = await an_officer(request)
    the_person(request)
    kept = {"body": request.query.get("body", ""), "capacity": "member", "votes": "on"}
    return _form(request, officer, kept, {})


async def give(request: web.Request) -> web.Response:
    """Give somebody a seat."""
    officer = await an_officer(request)
    person, kept = the_person(request), await words_of(request)
    id = council_of(request).new_id()
    seat, errors = _read(kept, id, kept.get("body", ""), person.id, voice_for(request))
    if seat is None:
        return _form(request, officer, kept, errors)
    return await _store(request, officer, seat, kept)


async def seat(request: web.Request) -> web.Response:
    """The form with which a seat is changed."""
    officer = await an_officer(request)
    the_person(request)
    found = the_seat(request)
    kept = {name: str(getattr(found, name)) for name in _TEXTS}
    kept |= {name: day.isoformat() for name in _DAYS if (day := getattr(found, name))}
    kept |= {"capacity": found.capacity.value, "votes": "on" if found.votes else ""}
    return _form(request, officer, kept, {}, found)


async def change(request: web.Request) -> web.Response:
    """Change a seat."""
    officer = await an_officer(request)
    known, kept = the_seat(request), await words_of(request)
    new, errors = _read(kept, known.id, known.body, known.person, voice_for(request))
    if new is None:
        return _form(request, officer, kept, errors, known)
    return await _store(request, officer, new, kept, known)


async def end(request: web.Request) -> web.Response:
    """End a seat on a day: it was held, and is no more."""
    officer = await an_officer(request)
    known, kept = the_seat(request), await words_of(request)
    tongue = voice_for(request)
    day = kept.get("until", "").strip()
    given = {name: getattr(known, name) for name in _TEXTS}
    given |= {"capacity": known.capacity.value, "votes": "on" if known.votes else ""}
    given |= {"since": known.since.isoformat() if known.since else "", "until": day}
    new, errors = _read(given, known.id, known.body, known.person, tongue)
    if not day:
        errors["until"] = tongue.gettext("Say which day is the last.")
    if new is None or errors:
        return _form(request, officer, given, errors, known)
    return await _store(request, officer, new, given, known)


async def remove(request: web.Request) -> web.Response:
    """Remove a seat that was given by mistake, as if it had never been."""
    officer = await an_officer(request)
    known = the_seat(request)
    await store(request, officer, lambda _: [SeatRemoved(known.id)])
    raise web.HTTPSeeOther(f"/council/people/{known.person}")


async def _store(
    request: web.Request,
    officer: Officer,
    seat: Seat,
    kept: Mapping[str, str],
    known: Seat | None = None,
) -> web.Response:
    """Store a seat that nothing is against, and go to whom it is of."""
    tongue = voice_for(request)
    errors = errors_of(faults_of([seat], register_of(request)), tongue)
    if errors:
        return _form(request, officer, kept, errors, known)

    def decide(register: Register) -> Iterable[Change]:
        faults = faults_of([seat], register)
        if faults:
            raise Refused(faults[0].said.sentence, **faults[0].said.values)
        if seat != known:
            yield PeopleSet(seats=(seat,))

    try:
        await store(request, officer, decide)
    except Refused as refused:
        return _form(request, officer, kept, {"": tongue.say(refused)}, known)
    raise web.HTTPSeeOther(f"/council/people/{seat.person}")


def _read(
    kept: Mapping[str, str], id: str, body: str, person: str, tongue: Voice
) -> tuple[Seat | None, Errors]:
    if not body:
        return None, {"body": tongue.gettext("Choose the body on which the seat is.")}
    plain: dict[str, Any] = {name: kept.get(name, "").strip() for name in _TEXTS}
    plain |= {name: kept[name].strip() for name in _DAYS if kept.get(name, "").strip()}
    capacity = kept.get("capacity", "") or Capacity.MEMBER.value
    votes = kept.get("votes") == "on" and capacity != Capacity.OFFICER.value
    plain |= {"id": id, "body": body, "person": person, "capacity": capacity, "votes": votes}
    return read(plain, Seat, tongue)


def _form(
    request: web.Request,
    officer: Officer,
    kept: Mapping[str, str],
    errors: Errors,
    known: Seat | None = None,
) -> web.Response:
    register, today = register_of(request), today_of(request)
    bodies = [
        (
            council,
            [b for b in register.bodies_of(council.id) if b.ended is None or b.ended >= today],
        )
        for council in register.councils.values()
    ]
    return drawn(
        request,
        "council_seat",
        422 if errors else 200,
        officer=officer,
        person=the_person(request),
        seat=known,
        body=register.bodies.get(known.body) if known else None,
        bodies=bodies,
        today=today,
        kept=kept,
        errors=errors,
    )
