"""Who attends, who is called at the roll, and the interests that were declared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from server.meeting.faults import lost
from server.meeting.meeting import Meeting
from server.meeting.people import Person
from server.render.layout.numbers import Attending, Numbers
from server.render.layout.sitting import phase
from server.render.panel import Kept, Panel


def attendance(meeting: Meeting, numbers: Numbers) -> Panel:
    """Who is here, how, and who is not."""
    attending = numbers.attending
    return Panel(
        "attendance",
        "attendance",
        "attendance",
        {
            "presence": meeting.presence,
            "called_people": attending.called,
            "replacing": attending.replacing,
            "seatless": attending.seatless,
            "here": attending.here,
            "phase": phase(meeting),
            **attending.of_meeting,
        },
    )


def interests(meeting: Meeting) -> Panel:
    """The interests that were declared."""
    given: dict[str, object] = {"interests": meeting.interests, "phase": phase(meeting)}
    return Panel("interests", "interests", "interests", given)


def others(meeting: Meeting) -> Panel:
    """Who attends without a seat, and who else may."""
    given: dict[str, object] = {
        "present": meeting.presence.others,
        "listed": meeting.others,
        "phase": phase(meeting),
    }
    return Panel("others", "others", "others", given)


def roll(meeting: Meeting, numbers: Numbers, kept: Kept) -> tuple[Panel, ...]:
    """The roll in seat order, one panel a member."""
    made_of = (
        *(meeting.people, meeting.substitutions, meeting.presence, meeting.interests),
        *(meeting.connections, meeting.faults, phase(meeting)),
    )
    return kept.of("roll", made_of, partial(_roll, meeting, numbers.attending))


def _roll(meeting: Meeting, attending: Attending) -> Iterator[Panel]:
    replacing = dict(attending.replacing)
    for person in meeting.callable:
        attended = meeting.presence.of(person.id)
        came = "here" if person.id in attending.here else attended.answer or "uncalled"
        given: dict[str, object] = {
            "person": person,
            "replacing": replacing.get(person.id, ""),
            "seatless": person.id in attending.seatless,
            "attendance": attended if attended.answered else None,
            "expected": attended.expected,
            "out": meeting.interests.out(person.id),
            "device": _device(meeting, person),
            "lost": lost(meeting.faults, person.id) is not None,
            "phase": phase(meeting),
        }
        classes = f"app-roll app-roll--{came}"
        yield Panel(f"roll-{person.id}", "roll", "roll", given, "li", classes)


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
