"""A seat of somebody: given, changed, ended on a day, and removed where it was a mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from aiohttp import web

from server.council import amending
from server.council.change import Change
from server.council.register import Register, Seat
from server.council.registered import PeopleSet
from server.council.seating import faults_of
from server.meeting.people import Capacity
from server.meeting.refused import Refused
from server.pages.admitted import an_officer
from server.pages.council.deciding import Unfit, act_of, is_stale, marks, told_now, why
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
    id, tongue = council_of(request).new_id(), voice_for(request)

    def decide(register: Register) -> Iterable[Change]:
        seat = _read(kept, id, kept.get("body", ""), person.id, tongue)
        yield PeopleSet(seats=(_fitting(seat, register, tongue),))

    try:
        await store(request, officer, decide, act_of(kept))
    except Refused as refused:
        return _form(request, officer, kept, why(request, refused))
    raise web.HTTPSeeOther(f"/council/people/{person.id}")


async def seat(request: web.Request) -> web.Response:
    """The form with which a seat is changed."""
    officer = await an_officer(request)
    the_person(request)
    found = the_seat(request)
    return _form(request, officer, _kept(found), {}, found)


async def change(request: web.Request) -> web.Response:
    """Change a seat. Where somebody else changed it meanwhile, nothing is stored and both are
    shown."""
    officer = await an_officer(request)
    known, kept = the_seat(request), await words_of(request)
    tongue = voice_for(request)

    def decide(register: Register) -> Iterable[Change]:
        new = _read(kept, known.id, known.body, known.person, tongue)
        return amending.set_seat(register, _fitting(new, register, tongue), kept.get("seen", ""))

    return await _store(request, officer, decide, kept)


async def end(request: web.Request) -> web.Response:
    """End a seat on a day: it was held, and is no more."""
    officer = await an_officer(request)
    known, sent = the_seat(request), await words_of(request)
    tongue = voice_for(request)
    day = sent.get("until", "").strip()

    def decide(register: Register) -> Iterable[Change]:
        if not day:
            raise Unfit({"until": tongue.gettext("Say which day is the last.")})
        given = {**_kept(amending.seat_of(register, known.id)), "until": day}
        seat = _read(given, known.id, known.body, known.person, tongue)
        return amending.end_seat(register, _fitting(seat, register, tongue))

    return await _store(request, officer, decide, {**_kept(known), "until": day}, act_of(sent))


async def remove(request: web.Request) -> web.Response:
    """Remove a seat that was given by mistake, as if it had never been."""
    officer = await an_officer(request)
    known = the_seat(request)
    await store(request, officer, lambda newest: amending.remove_seat(newest, known.id))
    raise web.HTTPSeeOther(f"/council/people/{known.person}")


async def _store(
    request: web.Request,
    officer: Officer,
    decide: Callable[[Register], Iterable[Change]],
    kept: Mapping[str, str],
    act: str = "",
) -> web.Response:
    """Store what is decided of a seat, and go to whom it is of."""
    try:
        await store(request, officer, decide, act or act_of(kept))
    except Refused as refused:
        found, errors = the_seat(request), why(request, refused)
        now = _kept(found) if is_stale(refused) else None
        return _form(request, officer, told_now(kept, refused), errors, found, now)
    raise web.HTTPSeeOther(f"/council/people/{request.match_info['person']}")


def _kept(seat: Seat) -> dict[str, str]:
    """The seat as the form holds it."""
    kept = {name: str(getattr(seat, name)) for name in _TEXTS}
    kept |= {name: day.isoformat() for name in _DAYS if (day := getattr(seat, name))}
    return kept | {"capacity": seat.capacity.value, "votes": "on" if seat.votes else ""}


def _fitting(seat: Seat, register: Register, tongue: Voice) -> Seat:
    """A seat against which there is nothing in this register. Raises Unfit."""
    errors = errors_of(faults_of([seat], register), tongue)
    if seat.person not in register.people:
        errors[""] = tongue.gettext("Somebody else has removed this person since.")
    if errors:
        raise Unfit(errors)
    return seat


def _read(kept: Mapping[str, str], id: str, body: str, person: str, tongue: Voice) -> Seat:
    """The seat as it was filled in. Raises Unfit with what is wrong."""
    if not body:
        raise Unfit(
            {"body": tongue.gettext("Choose the council or committee on which the seat is.")}
        )
    plain: dict[str, Any] = {name: kept.get(name, "").strip() for name in _TEXTS}
    plain |= {name: kept[name].strip() for name in _DAYS if kept.get(name, "").strip()}
    capacity = kept.get("capacity", "") or Capacity.MEMBER.value
    votes = kept.get("votes") == "on" and capacity != Capacity.OFFICER.value
    plain |= {"id": id, "body": body, "person": person, "capacity": capacity, "votes": votes}
    seat, errors = read(plain, Seat, tongue)
    if seat is None:
        raise Unfit(errors)
    return seat


def _form(
    request: web.Request,
    officer: Officer,
    kept: Mapping[str, str],
    errors: Errors,
    known: Seat | None = None,
    now: Mapping[str, str] | None = None,
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
        now=now,
        marks=marks(request, kept, known),
        errors=errors,
    )
