"""Who attends, who is called at the roll, and the interests that were declared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from server.meeting.faults import lost
from server.meeting.meeting import Meeting
from server.meeting.people import Person
from server.meeting.quorum import here
from server.meeting.seats import seated
from server.render.layout.numbers import Numbers
from server.render.layout.sitting import phase
from server.render.panel import Panel


def attendance(meeting: Meeting, counted: Numbers) -> Panel:
    """Who is here, how, and who is not."""
    here_now = tuple(person.id for person in meeting.callable if here(meeting, person))
    return Panel(
        "attendance",
        "attendance",
        "attendance",
        {
            "presence": meeting.presence,
            "called_people": tuple(person.id for person in meeting.callable),
            "replacing": _replacing(meeting),
            "seatless": _seatless(meeting),
            "here": here_now,
            "phase": phase(meeting),
            **counted.of_meeting,
        },
    )


def interests(meeting: Meeting) -> Panel:
    """The interests that were declared."""
    return Panel("interests", "interests", "interests", {"interests": meeting.interests})


def others(meeting: Meeting) -> Panel:
    """Who attends without a seat, and who else may."""
    given: dict[str, object] = {
        "present": meeting.presence.others,
        "listed": meeting.others,
        "phase": phase(meeting),
    }
    return Panel("others", "others", "others", given)


def roll(meeting: Meeting) -> Iterator[Panel]:
    """The roll in seat order, one panel a member."""
    replacing, seatless = dict(_replacing(meeting)), _seatless(meeting)
    for person in meeting.callable:
        attended = meeting.presence.of(person.id)
        given: dict[str, object] = {
            "person": person,
            "replacing": replacing.get(person.id, ""),
            "seatless": person.id in seatless,
            "attendance": attended if attended.answered else None,
            "expected": attended.expected,
            "out": meeting.interests.out(person.id),
            "device": _device(meeting, person),
            "lost": lost(meeting.faults, person.id) is not None,
            "phase": phase(meeting),
        }
        classes = _roll_classes(meeting, person)
        yield Panel(f"roll-{person.id}", "roll", "roll", given, "li", classes)


def _replacing(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    """The substitutes, each with the name of the member for whom they come."""
    return tuple((s.substitute, meeting.name_of(s.member)) for s in meeting.substitutions)


def _seatless(meeting: Meeting) -> tuple[str, ...]:
    """Those who are here while the other of the two sits in the seat."""
    pairs = (id for s in meeting.substitutions for id in (s.substitute, s.member))
    people = (meeting.find_person(id) for id in pairs)
    return tuple(p.id for p in people if p and here(meeting, p) and not seated(meeting, p))


def _device(meeting: Meeting, person: Person) -> tuple[str, datetime | None]:
    """What is known of this person's own devices, and since when: connected, lost, or none yet;
    nothing where nobody has connected one."""
    if not meeting.connections.known:
        return "", None
    spans = meeting.connections.of(person.id)
    if not spans:
        return "none", None
    last = spans[-1]
    return ("connected", last.since) if last.until is None else ("lost", last.until)


def _roll_classes(meeting: Meeting, person: Person) -> str:
    attendance = meeting.presence.of(person.id)
    if here(meeting, person):
        return "app-roll app-roll--here"
    return f"app-roll app-roll--{attendance.answer.value if attendance.answer else 'uncalled'}"
