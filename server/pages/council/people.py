"""The people: all of them with their seats, and each on a page of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from aiohttp import web

from server.council.change import Change
from server.council.register import Individual, Register, Seat, surname
from server.council.registered import PeopleSet, PersonRemoved
from server.importing.people.same_name import called
from server.meeting.refused import Refused
from server.pages.admitted import an_officer
from server.pages.council.keeping import (
    free_ids,
    register_of,
    store,
    the_person,
    today_of,
)
from server.pages.council.namesakes import ANOTHER, namesake
from server.pages.door_pages import drawn, told
from server.pages.doors.book import Officer
from server.pages.filled import Errors, read, words_of
from server.pages.site import SITE, voice_for
from server.words import N_

MOST_SHOWN = 200


async def people(request: web.Request) -> web.Response:
    """Everybody with their seats, by surname; with `q` those in whose names it is."""
    officer = await an_officer(request)
    register, today = register_of(request), today_of(request)
    wanted = " ".join(request.query.get("q", "").split())[:200]
    found = [p for p in register.people.values() if wanted.casefold() in p.name.casefold()]
    found.sort(key=lambda p: (surname(p.name), p.name.casefold(), p.id))
    seats: dict[str, list[Seat]] = {p.id: [] for p in found[:MOST_SHOWN]}
    for seat in register.seats.values():
        if seat.person in seats and seat.body in register.bodies and seat.held_on(today):
            seats[seat.person].append(seat)
    return drawn(
        request,
        "people",
        officer=officer,
        q=wanted,
        count=len(found),
        people=[(person, seats[person.id]) for person in found[:MOST_SHOWN]],
        all=len(register.people),
        bodies=register.bodies,
        told=told(request, officer.sign_in),
    )


async def new(request: web.Request) -> web.Response:
    """The form with which somebody is added."""
    return _new(request, await an_officer(request), {}, {})


async def add(request: web.Request) -> web.Response:
    """Add somebody; where somebody of the name is there already, ask whether it is they."""
    officer = await an_officer(request)
    kept, tongue = await words_of(request), voice_for(request)
    name = " ".join(kept.get("name", "").split())
    known = {person.id for person in called(name, register_of(request).people.values())}
    chosen = kept.get("who", "")
    if chosen in known:
        raise web.HTTPSeeOther(f"/council/people/{chosen}")
    plain = {"id": free_ids(request).of(name, "person"), "name": name}
    person, errors = read({**plain, "position": kept.get("position", "")}, Individual, tongue)
    if not name:
        errors["name"] = tongue.gettext("Write the name.")
    elif known and chosen != ANOTHER:
        errors["who"] = tongue.gettext("Say whether it is the same person.")
    if person is None or errors:
        return _new(request, officer, kept, errors)
    await store(request, officer, lambda _: [PeopleSet((person,))])
    raise web.HTTPSeeOther(f"/council/people/{person.id}")


async def person(request: web.Request) -> web.Response:
    """Somebody with all their seats, those that ended too."""
    officer = await an_officer(request)
    found = the_person(request)
    return person_page(request, officer, {"name": found.name, "position": found.position}, {})


async def change(request: web.Request) -> web.Response:
    """Give somebody a new name or post: the person and their seats stay the same."""
    officer = await an_officer(request)
    known, kept = the_person(request), await words_of(request)
    tongue = voice_for(request)
    plain = {"id": known.id, "name": " ".join(kept.get("name", "").split())}
    new, errors = read({**plain, "position": kept.get("position", "")}, Individual, tongue)
    if not plain["name"]:
        errors["name"] = tongue.gettext("Write the name.")
    if new is None or errors:
        return person_page(request, officer, kept, errors)
    await store(request, officer, lambda _: [PeopleSet((new,))] if new != known else [])
    raise web.HTTPSeeOther(f"/council/people/{known.id}")


async def remove(request: web.Request) -> web.Response:
    """Remove somebody who was added by mistake."""
    officer = await an_officer(request)
    known = the_person(request)
    meetings = request.app[SITE].meetings
    met = any(p.id == known.id for each in meetings for p in each.live.meeting.people)

    def decide(_: Register) -> Iterable[Change]:
        if met:
            raise Refused(
                N_("{name} is on the list of a meeting, so was no mistake: end the seats instead."),
                name=known.name,
            )
        yield PersonRemoved(known.id)

    try:
        await store(request, officer, decide)
    except Refused as refused:
        kept = {"name": known.name, "position": known.position}
        return person_page(request, officer, kept, {"": voice_for(request).say(refused)})
    raise web.HTTPSeeOther("/council/people")


def person_page(
    request: web.Request, officer: Officer, kept: Mapping[str, str], errors: Errors
) -> web.Response:
    """The page of somebody, with what was refused."""
    register, today, found = register_of(request), today_of(request), the_person(request)
    seats = [seat for seat in register.seats_of(found.id) if seat.body in register.bodies]
    return drawn(
        request,
        "person",
        422 if errors else 200,
        officer=officer,
        person=found,
        now=[seat for seat in seats if seat.until is None or seat.until >= today],
        before=[seat for seat in seats if seat.until is not None and seat.until < today],
        bodies=register.bodies,
        today=today,
        namesakes=[
            namesake(register, each)
            for each in called(found.name, register.people.values())
            if each.id != found.id
        ],
        kept=kept,
        errors=errors,
        told=told(request, officer.sign_in),
    )


def _new(
    request: web.Request, officer: Officer, kept: Mapping[str, str], errors: Errors
) -> web.Response:
    register = register_of(request)
    asked = called(kept.get("name", ""), register.people.values()) if "who" in errors else []
    return drawn(
        request,
        "person_new",
        422 if errors else 200,
        officer=officer,
        kept=kept,
        errors=errors,
        namesakes=[namesake(register, each) for each in asked],
    )
