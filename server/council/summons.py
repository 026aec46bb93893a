"""A plan becomes a meeting: its arrangements and items, with the rules and the people of its body.

The membership is that of the day of the meeting; what the register says later changes nothing of
a meeting that was convened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from server.council.plan import Arrangements, Plan, title_of
from server.council.register import Body, Register, Seat
from server.meeting.convened import MeetingConvened
from server.meeting_file.convene import convene
from server.meeting_file.faults import Fault
from server.meeting_file.form import WrittenMeeting, WrittenPerson
from server.words import N_, Said


def summoned(
    plan: Plan, register: Register, profiles: Mapping[str, str], key: str
) -> tuple[MeetingConvened | None, tuple[Fault, ...]]:
    """The meeting that this plan is now, and what is wrong with it: with a fault it is not to be.

    A fault's path is that of a meeting file; `Plan.ref_at` finds the item that it is about.
    """
    arrangements = plan.arrangements
    body = register.bodies.get(arrangements.body) if arrangements else None
    if arrangements is None or body is None:
        return None, (Fault(("body",), Said(N_("there is no such body any more."))),)
    if not plan.items:
        said = Said(N_("the agenda has no items yet."))
        return None, (Fault(("items",), said),)
    if not register.seats_on(body.id, arrangements.starts_at.date()):
        said = Said(
            N_("{body} has no members on that day: give people their seats first."), body=body.name
        )
        return None, (Fault(("people",), said),)
    convened, faults = convene(written(plan, arrangements, body, register, key), profiles)
    if convened is None:
        return None, faults
    return replace(convened, body_id=body.id, plan_id=plan.id), faults


def written(
    plan: Plan, arrangements: Arrangements, body: Body, register: Register, key: str
) -> WrittenMeeting:
    """The plan as a meeting file would have it."""
    day = arrangements.starts_at.date()
    council = register.council_of(body)
    return WrittenMeeting(
        body=body.name,
        starts_at=arrangements.starts_at,
        place=arrangements.place,
        profile=body.profile,
        people=tuple(_people(arrangements, register.seats_on(body.id, day), register)),
        items=plan.written(),
        key=key,
        title=title_of(arrangements, body),
        council=council.name if council else "",
        rehearsal=arrangements.rehearsal,
        vacancies=register.vacancies(body, day),
        overrides=body.overrides,
        join=arrangements.join,
        watch=arrangements.watch,
        attend=arrangements.attend or body.how_to_attend,
    )


def _people(
    arrangements: Arrangements, seats: list[Seat], register: Register
) -> Iterator[WrittenPerson]:
    """Everybody who has a seat, once, and whoever comes besides."""
    known: set[str] = set()
    for seat in seats:
        person = register.people.get(seat.person)
        if person is None or person.id in known:
            continue
        known.add(person.id)
        yield WrittenPerson(
            name=person.name,
            id=person.id,
            capacity=seat.capacity,
            role=seat.role,
            authority=seat.authority,
            group=seat.group,
            ward=seat.ward,
            position=person.position,
            votes=seat.votes,
        )
    for guest in arrangements.people:
        yield replace(guest, id="") if guest.id in known else guest
