"""Members written down, one on each line, become people and seats in one act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from aiohttp import web

from server.council.change import Change
from server.council.naming import FreeIds
from server.council.register import Body, Individual, Register, Seat
from server.council.registered import PeopleSet
from server.council.seating import faults_of
from server.council.written_members import WrittenMember, written_member
from server.importing.people.same_name import called, known_as
from server.meeting.people import Capacity
from server.meeting.refused import Refused
from server.meeting_file.form import MOST_PEOPLE
from server.pages.admitted import an_officer
from server.pages.council.deciding import Unfit, act_of, marks, why
from server.pages.council.keeping import council_of, register_of, store, the_body
from server.pages.council.namesakes import ANOTHER, Namesake, namesake
from server.pages.door_pages import drawn
from server.pages.doors.book import Officer
from server.pages.filled import Errors, errors_of, read, several_lines, words_of
from server.pages.site import voice_for
from server.render.language import Voice


class Asked(msgspec.Struct, frozen=True, eq=False):
    """A line whose name somebody has already: which field asks who is meant."""

    field: str
    name: str
    people: list[Namesake]


async def members(request: web.Request) -> web.Response:
    """The box in which members are written, one on each line."""
    officer = await an_officer(request)
    the_body(request)
    return _page(request, officer, {"capacity": Capacity.MEMBER.value}, {})


async def add(request: web.Request) -> web.Response:
    """Add everybody in the box, or ask who is meant."""
    officer = await an_officer(request)
    body, kept = the_body(request), await words_of(request)
    lines = [written_member(line) for line in several_lines(kept.get("names", ""))]

    def decide(register: Register) -> Iterable[Change]:
        errors = _wrong(lines, _asked(register, lines), kept, voice_for(request))
        if errors:
            raise Unfit(errors)
        yield _made(request, register, body, lines, kept)

    try:
        await store(request, officer, decide, act_of(kept))
    except Refused as refused:
        asked = _asked(register_of(request), lines)
        return _page(request, officer, kept, why(request, refused), asked)
    raise web.HTTPSeeOther(f"/council/bodies/{body.id}")


def _asked(register: Register, lines: list[WrittenMember]) -> list[Asked]:
    """The lines with a name that somebody has."""
    found = []
    for n, line in enumerate(lines[:MOST_PEOPLE]):
        people = called(line.name, register.people.values())
        if people:
            told = [namesake(register, person) for person in people]
            found.append(Asked(f"who-{n}", line.name, told))
    return found


def _wrong(
    lines: list[WrittenMember], asked: list[Asked], kept: Mapping[str, str], tongue: Voice
) -> Errors:
    if not lines:
        return {"names": tongue.gettext("Write at least one name.")}
    if len(lines) > MOST_PEOPLE:
        sentence = tongue.gettext("These are more than {most}: use the import for such a list.")
        return {"names": sentence.format(most=MOST_PEOPLE)}
    seen: set[str] = set()
    for line in lines:
        if known_as(line.name) in seen:
            sentence = tongue.gettext(
                "{name} is there twice. If they are two people, add the second by themselves "
                "afterwards."
            )
            return {"names": sentence.format(name=line.name)}
        seen.add(known_as(line.name))
    sentence = tongue.gettext("Say whether {name} is the same person.")
    return {
        each.field: sentence.format(name=each.name)
        for each in asked
        if kept.get(each.field, "") not in {p.id for p in each.people} | {ANOTHER}
    }


def _made(
    request: web.Request,
    register: Register,
    body: Body,
    lines: list[WrittenMember],
    kept: Mapping[str, str],
) -> PeopleSet:
    """The people and seats of the lines. Raises Unfit with what is wrong with the first that cannot
    be."""
    tongue, ids = voice_for(request), FreeIds(council_of(request).kept.changes)
    people: list[Individual] = []
    seats: list[Seat] = []
    for n, line in enumerate(lines):
        person = register.people.get(kept.get(f"who-{n}", ""))
        if person is None:
            plain = {"id": ids.of(line.name, "person"), "name": line.name}
            person, errors = read(plain, Individual, tongue, {"name": "names"})
            if person is None:
                raise Unfit({"names": f"{line.name[:60]}: {' '.join(errors.values())}"})
            people.append(person)
        plain = {
            "id": council_of(request).new_id(),
            "body": body.id,
            "person": person.id,
            "capacity": kept.get("capacity", "") or Capacity.MEMBER.value,
            "role": line.role,
            "ward": line.ward,
        }
        if kept.get("since", "").strip():
            plain["since"] = kept["since"].strip()
        seat, errors = read(plain, Seat, tongue, {"role": "names", "ward": "names"})
        if seat is None:
            raise Unfit(errors)
        seats.append(seat)
    made = PeopleSet(tuple(people), tuple(seats))
    faults = faults_of(seats, PeopleSet(made.people).apply(register))
    errors = errors_of(faults, tongue, {"role": "names", "since": "names", "body": "names"})
    if errors:
        raise Unfit(errors)
    return made


def _page(
    request: web.Request,
    officer: Officer,
    kept: Mapping[str, str],
    errors: Errors,
    asked: list[Asked] | None = None,
) -> web.Response:
    return drawn(
        request,
        "members_add",
        422 if errors else 200,
        officer=officer,
        body=the_body(request),
        kept=kept,
        marks=marks(request, kept),
        errors=errors,
        asked=asked or [],
    )
