"""Members ticked or written down, one on each line, become people and seats in one act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from aiohttp import web

from server.council.change import Change
from server.council.naming import FreeIds
from server.council.register import Body, Individual, Register, Seat
from server.council.registered import PeopleSet
from server.council.seating import faults_of
from server.council.written_members import WrittenMember, written_member
from server.importing.people.same_name import Names, known_as
from server.meeting.people import Capacity
from server.meeting.refused import Refused
from server.meeting_file.form import MOST_PEOPLE
from server.pages.admitted import an_officer
from server.pages.council.deciding import Unfit, act_of, marks, why
from server.pages.council.joining import Joining, Offered, offered, ticked
from server.pages.council.keeping import council_of, store, the_body
from server.pages.council.namesakes import Question, answer_of, question, unanswered
from server.pages.door_pages import drawn
from server.pages.doors.book import Officer
from server.pages.filled import Errors, errors_of, read, several_lines, words_of
from server.pages.site import voice_for
from server.render.language import Voice

_AS = {"role": "names", "ward": "names", "since": "names", "body": "names"}


async def members(request: web.Request) -> web.Response:
    """Who can be ticked for a seat, and the box in which others are written, one on each line."""
    officer = await an_officer(request)
    the_body(request)
    asked = request.query.get("as", "")
    kind = asked if asked in (Capacity.OFFICER.value, Capacity.SUBSTITUTE.value) else "member"
    return await _page(request, officer, {"capacity": kind, "as": kind}, {})


async def add(request: web.Request) -> web.Response:
    """Add everybody who was ticked or is in the box, or ask who is meant."""
    officer = await an_officer(request)
    body, kept = the_body(request), await words_of(request)
    lines = [written_member(line) for line in several_lines(kept.get("names", ""))]
    offer = await offered(request, officer, body, kept.get("as", ""))
    asked: list[Question] = []

    def decide(register: Register) -> Iterable[Change]:
        asked[:] = _asked(register, lines)
        _require_fit(lines, voice_for(request))
        open = [each for each in asked if answer_of(kept, each) is None]
        if open:
            raise Unfit(unanswered(kept, open, voice_for(request)))
        joining = [*ticked(request, kept, offer), *_written(register, lines, asked, kept)]
        yield _made(request, register, body, _each_once(joining, voice_for(request)), kept)

    try:
        await store(request, officer, decide, act_of(kept))
    except Refused as refused:
        return await _page(request, officer, kept, why(request, refused), asked)
    raise web.HTTPSeeOther(f"/council/bodies/{body.id}")


def _asked(register: Register, lines: list[WrittenMember]) -> list[Question]:
    """The lines with a name that somebody has, or may have."""
    found = []
    known = Names(register.people.values())
    for n, line in enumerate(lines[:MOST_PEOPLE]):
        people = known.called(line.name) or known.alike(line.name)
        if people:
            found.append(question(register, f"who-{n}", line.name, people))
    return found


def _require_fit(lines: list[WrittenMember], tongue: Voice) -> None:
    if len(lines) > MOST_PEOPLE:
        sentence = tongue.gettext("These are more than {most}: use the import for such a list.")
        raise Unfit({"names": sentence.format(most=MOST_PEOPLE)})
    seen: set[str] = set()
    for line in lines:
        if known_as(line.name) in seen:
            raise _twice(line.name, tongue)
        seen.add(known_as(line.name))


def _twice(name: str, tongue: Voice) -> Unfit:
    sentence = tongue.gettext(
        "{name} is there twice. If they are two people, add the second by themselves afterwards."
    )
    return Unfit({"names": sentence.format(name=name)})


def _written(
    register: Register, lines: list[WrittenMember], asked: list[Question], kept: Mapping[str, str]
) -> Iterator[Joining]:
    """Who is on the lines, new or as it was answered."""
    meant = {each.field: answer_of(kept, each) for each in asked}
    for n, line in enumerate(lines):
        person = register.people.get(meant.get(f"who-{n}") or "")
        id, name = (person.id, person.name) if person is not None else ("", line.name)
        yield Joining(id, name, line.role, line.ward)


def _each_once(joining: list[Joining], tongue: Voice) -> list[Joining]:
    """Everybody who joins. Raises Unfit where nobody does, or somebody is ticked and written."""
    if not joining:
        raise Unfit({"names": tongue.gettext("Tick somebody, or write at least one name.")})
    known = [each.id for each in joining if each.id]
    for each in joining:
        if known.count(each.id) > 1:
            raise _twice(each.name, tongue)
    return joining


def _made(
    request: web.Request,
    register: Register,
    body: Body,
    joining: list[Joining],
    kept: Mapping[str, str],
) -> PeopleSet:
    """Their seats, and who of them is new. Raises Unfit with what is wrong with the first that
    cannot be."""
    tongue, ids = voice_for(request), FreeIds(council_of(request).kept.changes)
    people: list[Individual] = []
    seats: list[Seat] = []
    for each in joining:
        person = register.people.get(each.id)
        if person is None:
            person = _new(each, ids, tongue)
            people.append(person)
        seats.append(_seat(request, body, person, each, kept))
    made = PeopleSet(tuple(people), tuple(seats))
    faults = faults_of(seats, PeopleSet(made.people).apply(register))
    errors = errors_of(faults, tongue, _AS)
    if errors:
        raise Unfit(errors)
    return made


def _new(joining: Joining, ids: FreeIds, tongue: Voice) -> Individual:
    plain = {"id": ids.of(joining.name, "person"), "name": joining.name}
    plain["position"] = joining.position
    person, errors = read(plain, Individual, tongue, {"name": "names", "position": "names"})
    if person is None:
        raise Unfit({"names": f"{joining.name[:60]}: {' '.join(errors.values())}"})
    return person


def _seat(
    request: web.Request,
    body: Body,
    person: Individual,
    joining: Joining,
    kept: Mapping[str, str],
) -> Seat:
    plain = {
        "id": council_of(request).new_id(),
        "body": body.id,
        "person": person.id,
        "capacity": kept.get("capacity", "") or Capacity.MEMBER.value,
        "role": joining.role,
        "ward": joining.ward,
    }
    if kept.get("since", "").strip():
        plain["since"] = kept["since"].strip()
    seat, errors = read(plain, Seat, voice_for(request), {"role": "names", "ward": "names"})
    if seat is None:
        raise Unfit(errors)
    return seat


async def _page(
    request: web.Request,
    officer: Officer,
    kept: Mapping[str, str],
    errors: Errors,
    asked: list[Question] | None = None,
) -> web.Response:
    body = the_body(request)
    offer: Offered = await offered(request, officer, body, kept.get("as", ""))
    return drawn(
        request,
        "members_add",
        422 if errors else 200,
        officer=officer,
        body=body,
        officers=kept.get("as") == Capacity.OFFICER.value,
        offered=offer,
        kept=kept,
        marks=marks(request, kept),
        errors=errors,
        asked=asked or [],
    )
