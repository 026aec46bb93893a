"""The page of a body: who sits on it today, who did, and by which rules it meets."""

from __future__ import annotations

from aiohttp import web

from server.council.candidates import of_the_council
from server.council.register import Body, Individual, Seat
from server.meeting.people import Capacity
from server.pages.admitted import an_officer
from server.pages.council.keeping import council_of, register_of, the_body, today_of
from server.pages.council.overview import next_meeting
from server.pages.council.ready import of_body, ready
from server.pages.door_pages import drawn, told
from server.pages.doors.book import Officer
from server.pages.filled import Errors

Seated = tuple[Seat, Individual]
MOST_FORMER = 100


async def body_page(request: web.Request) -> web.Response:
    """A body with its members, substitutes and officers, today and before."""
    officer = await an_officer(request)
    the_body(request)
    return page(request, officer)


def page(request: web.Request, officer: Officer, errors: Errors | None = None) -> web.Response:
    """The page, with what was refused."""
    body, register, today = the_body(request), register_of(request), today_of(request)
    seats = _with_people(request, register.seats_on(body.id))
    now = [each for each in seats if each[0].held_on(today)]
    former = [each for each in seats if each[0].until is not None and each[0].until < today]
    former.sort(key=lambda each: str(each[0].until), reverse=True)
    profiles = council_of(request).profiles
    standard = ready(profiles, body.profile)
    return drawn(
        request,
        "body_kept",
        422 if errors else 200,
        officer=officer,
        body=body,
        council=register.council_of(body),
        above=register.bodies.get(body.parent),
        members=_of(now, Capacity.MEMBER),
        substitutes=_of(now, Capacity.SUBSTITUTE),
        officers=_of(now, Capacity.OFFICER),
        to_come=[each for each in seats if each[0].since is not None and each[0].since > today],
        former=former[:MOST_FORMER],
        more_former=max(0, len(former) - MOST_FORMER),
        vacancies=register.vacancies(body, today),
        standard=standard,
        rules_whole=of_body(profiles, body) is not None,
        own_rules=len(body.overrides),
        next=next_meeting(request, body.id),
        ended=_ended(body, request),
        of_council=bool(of_the_council(register, body, today)),
        errors=errors or {},
        told=told(request, officer.sign_in),
    )


def _with_people(request: web.Request, seats: list[Seat]) -> list[Seated]:
    people = register_of(request).people
    return [(seat, people[seat.person]) for seat in seats if seat.person in people]


def _of(seats: list[Seated], capacity: Capacity) -> list[Seated]:
    return [each for each in seats if each[0].capacity is capacity]


def _ended(body: Body, request: web.Request) -> bool:
    return body.ended is not None and body.ended < today_of(request)
