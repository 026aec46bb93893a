"""The people: all of them with their seats, and each on a page of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from aiohttp import web

from server.council import amending
from server.council.change import Change
from server.council.register import Individual, Register, Seat, surname
from server.council.registered import PeopleSet
from server.importing.people.same_name import Names, called
from server.meeting.refused import Refused
from server.pages.admitted import an_officer
from server.pages.council.deciding import Unfit, act_of, is_stale, made_by, marks, told_now, why
from server.pages.council.keeping import (
    free_ids,
    register_of,
    store,
    the_person,
    today_of,
)
from server.pages.council.namesakes import (
    ANOTHER,
    Question,
    answer_of,
    namesake,
    question,
    unanswered,
)
from server.pages.door_pages import drawn, told
from server.pages.doors.book import Officer
from server.pages.filled import Errors, read, words_of
from server.pages.site import SITE, voice_for
from server.render.language import Voice
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
    asked = _asked(kept, register_of(request))
    chosen = answer_of(kept, asked) if asked is not None else None
    if chosen not in (None, ANOTHER):
        raise web.HTTPSeeOther(f"/council/people/{chosen}")

    def decide(register: Register) -> Iterable[Change]:
        name = " ".join(kept.get("name", "").split())
        found = _asked(kept, register)
        if found is not None and answer_of(kept, found) is None:
            raise Unfit(unanswered(kept, [found], tongue))
        yield PeopleSet((_read(kept, free_ids(request).of(name, "person"), tongue),))

    try:
        done = await store(request, officer, decide, act_of(kept))
    except Refused as refused:
        return _new(request, officer, kept, why(request, refused))
    made = made_by(request, done, PeopleSet)
    raise web.HTTPSeeOther("/council/people" + (f"/{made.people[0].id}" if made else ""))


async def person(request: web.Request) -> web.Response:
    """Somebody with all their seats, those that ended too."""
    officer = await an_officer(request)
    return person_page(request, officer, _kept(the_person(request)), {})


async def change(request: web.Request) -> web.Response:
    """Give somebody a new name or post: the person and their seats stay the same. Where somebody
    else changed it meanwhile, nothing is stored and both are shown."""
    officer = await an_officer(request)
    known, kept = the_person(request), await words_of(request)

    def decide(register: Register) -> Iterable[Change]:
        new = _read(kept, known.id, voice_for(request))
        return amending.set_person(register, new, kept.get("seen", ""))

    try:
        await store(request, officer, decide, act_of(kept))
    except Refused as refused:
        now, errors = _kept(the_person(request)), why(request, refused)
        kept = told_now(kept, refused)
        return person_page(request, officer, kept, errors, now if is_stale(refused) else None)
    raise web.HTTPSeeOther(f"/council/people/{known.id}")


async def remove(request: web.Request) -> web.Response:
    """Remove somebody who was added by mistake."""
    officer = await an_officer(request)
    known = the_person(request)

    def decide(register: Register) -> Iterable[Change]:
        meetings = request.app[SITE].meetings
        if any(p.id == known.id for each in meetings for p in each.live.meeting.people):
            raise Refused(
                N_("{name} is on the list of a meeting, so was no mistake: end the seats instead."),
                name=known.name,
            )
        return amending.remove_person(register, known.id)

    try:
        await store(request, officer, decide)
    except Refused as refused:
        return person_page(request, officer, _kept(known), why(request, refused))
    raise web.HTTPSeeOther("/council/people")


def _read(kept: Mapping[str, str], id: str, tongue: Voice) -> Individual:
    """The person as they were filled in. Raises Unfit with what is wrong."""
    plain = {"id": id, "name": " ".join(kept.get("name", "").split())}
    person, errors = read({**plain, "position": kept.get("position", "")}, Individual, tongue)
    if not plain["name"]:
        errors["name"] = tongue.gettext("Write the name.")
    if person is None or errors:
        raise Unfit(errors)
    return person


def _kept(person: Individual) -> dict[str, str]:
    """The person as the form holds them."""
    return {"name": person.name, "position": person.position}


def _asked(kept: Mapping[str, str], register: Register) -> Question | None:
    """The question who is meant, where somebody is called so already, or nearly so."""
    name = " ".join(kept.get("name", "").split())
    if not name:
        return None
    names = Names(register.people.values())
    people = names.called(name) or names.alike(name)
    return question(register, "who", name, people) if people else None


def person_page(
    request: web.Request,
    officer: Officer,
    kept: Mapping[str, str],
    errors: Errors,
    now: Mapping[str, str] | None = None,
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
        today_on=[seat for seat in seats if seat.until is None or seat.until >= today],
        before=[seat for seat in seats if seat.until is not None and seat.until < today],
        bodies=register.bodies,
        today=today,
        namesakes=[
            namesake(register, each)
            for each in called(found.name, register.people.values())
            if each.id != found.id
        ],
        kept=kept,
        now=now,
        marks=marks(request, kept, found),
        errors=errors,
        told=told(request, officer.sign_in),
    )


def _new(
    request: web.Request, officer: Officer, kept: Mapping[str, str], errors: Errors
) -> web.Response:
    return drawn(
        request,
        "person_new",
        422 if errors else 200,
        officer=officer,
        kept=kept,
        marks=marks(request, kept),
        errors=errors,
        asked=_asked(kept, register_of(request)),
    )
