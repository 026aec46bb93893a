"""Which panels each page has, in order, and what each is made of.

Every panel is given the objects that it shows and nothing more: the same objects, the same
drawing. Facts are worked out here, so that templates only tell them.
"""

from __future__ import annotations

from collections.abc import Iterator

from server.meeting.agenda import AgendaItem
from server.meeting.command import Office
from server.meeting.interests import Interest
from server.meeting.meeting import Meeting
from server.meeting.people import Person
from server.meeting.presence import Attendance
from server.meeting.profile import Requires
from server.meeting.quorum import here, quorum
from server.meeting.record import Audience, Entry
from server.meeting.sitting import Phase
from server.render.panel import Panel
from server.render.timing import used

Concluded = tuple[AgendaItem, Entry]


def layout(meeting: Meeting, audience: Audience) -> tuple[Panel, ...]:
    """The panels of an audience's page, for a meeting that holds what the audience may see."""
    return tuple(_LAYOUTS[audience](meeting))


def _public(meeting: Meeting) -> Iterator[Panel]:
    yield _status(meeting)
    yield _now(meeting)
    yield from _decided(meeting)
    yield from _agenda(meeting)
    yield _attendance(meeting)
    yield _interests(meeting)


def _member(meeting: Meeting) -> Iterator[Panel]:
    yield from _public(meeting)


def _chair(meeting: Meeting) -> Iterator[Panel]:
    yield _status(meeting)
    yield _now(meeting)
    yield Panel("words", "words", "words", _words(meeting))
    yield Panel("next", "next", "next", {"item": meeting.next_item, "phase": _phase(meeting)})
    yield _quorum(meeting)
    yield _reminders(meeting)
    yield _attendance(meeting)
    yield from _agenda(meeting)
    yield _interests(meeting)


def _clerk(meeting: Meeting) -> Iterator[Panel]:
    yield Panel("sitting", "bar", "sitting", _sitting(meeting))
    yield _quorum(meeting)
    yield Panel("undo", "undo", "undo", _undo(meeting))
    yield Panel(
        "hand",
        "hand",
        "hand",
        {
            "item": meeting.in_hand,
            "above": _above(meeting),
            "next": meeting.next_item,
            "phase": _phase(meeting),
        },
    )
    yield _reminders(meeting)
    yield from _record(meeting)
    yield from _agenda(meeting)
    yield from _roll(meeting)
    yield Panel(
        "others",
        "others",
        "others",
        {"present": meeting.presence.others, "listed": meeting.others, "phase": _phase(meeting)},
    )
    yield _interests(meeting)
    yield Panel("documents", "documents", "documents", {"phase": _phase(meeting)})


_LAYOUTS = {
    Audience.PUBLIC: _public,
    Audience.MEMBER: _member,
    Audience.CHAIR: _chair,
    Audience.CLERK: _clerk,
}


# The panels that several pages have


def _status(meeting: Meeting) -> Panel:
    return Panel("status", "status", "status", {**_sitting(meeting), "undone": _undone(meeting)})


def _now(meeting: Meeting) -> Panel:
    return Panel(
        "now",
        "now",
        "now",
        {
            "item": meeting.in_hand,
            "above": _above(meeting),
            "next": meeting.next_item,
            "phase": _phase(meeting),
            **_time_used(meeting),
        },
    )


def _decided(meeting: Meeting) -> Iterator[Panel]:
    """What was decided so far, newest first, each a panel: a new one leaves the others alone."""
    concluded = [
        (item, entry)
        for item in meeting.items
        for entry in item.record
        if entry.matter.concludes and entry.struck is None
    ]
    concluded.sort(key=lambda pair: pair[1].at, reverse=True)
    heading = {"any": bool(concluded), "phase": _phase(meeting)}
    yield Panel("decided", "decided", "decided", heading)
    for item, entry in concluded:
        about = {"number": item.number, "title": item.title, "anchor": item.anchor}
        given = {"entry": entry, **about}
        yield Panel(
            f"decided-{entry.id}", "concluded", "concluded", given, "li", "app-decided__entry"
        )


def _agenda(meeting: Meeting) -> Iterator[Panel]:
    for item in meeting.items:
        classes = f"app-item app-item--{item.standing.value.replace('_', '-')}"
        if item.parent:
            classes += " app-item--sub"
        given = {"item": item, "phase": _phase(meeting)}
        yield Panel(f"agenda-{item.anchor}", "agenda", "item", given, "li", classes)


def _attendance(meeting: Meeting) -> Panel:
    """Who is here, how, and who is not."""
    here_now = tuple(person.id for person in meeting.members if here(meeting, person))
    return Panel(
        "attendance",
        "attendance",
        "attendance",
        {
            "presence": meeting.presence,
            "here": here_now,
            "phase": _phase(meeting),
            **_quorum_figures(meeting),
        },
    )


def _interests(meeting: Meeting) -> Panel:
    return Panel("interests", "interests", "interests", {"interests": meeting.interests})


def _quorum(meeting: Meeting) -> Panel:
    given = {"phase": _phase(meeting), **_quorum_figures(meeting)}
    return Panel("quorum", "quorum", "quorum", given)


# The chair's and the clerk's own


def _reminders(meeting: Meeting) -> Panel:
    """Interests that bear on the item in hand: who must leave, and who may come back."""
    item = meeting.in_hand
    bearing = meeting.bearing(item) if item else ()
    present = tuple(i.person for i in bearing if meeting.presence.of(i.person).here is not None)
    return Panel(
        "reminders",
        "reminders",
        "reminders",
        {
            "item": item,
            "bearing": bearing,
            "present": present,
            "may_return": tuple(
                i for i in meeting.interests.declared if i.out and i not in bearing
            ),
        },
    )


def _words(meeting: Meeting) -> dict[str, object]:
    """What the chair says now depends on these."""
    return {
        "item": meeting.in_hand,
        "next": meeting.next_item,
        "above": _above(meeting),
        "interests": meeting.interests,
        "concluded": _concluded(meeting.in_hand),
        "must_leave": _must_leave(meeting),
        "uncalled": tuple(p.id for p in meeting.members if p.id not in meeting.presence.members),
        **_sitting(meeting),
        **_quorum_figures(meeting),
    }


def _undo(meeting: Meeting) -> dict[str, object]:
    """The clerk's last act, and what it was about: an entry on the record, or a member."""
    own = [act for act in meeting.acts if act.actor == Office.CLERK]
    act = own[-1] if own else None
    entry = meeting.find_entry(act.id) if act else None
    about = (a.person for a in meeting.presence.members.values() if act and _tells(a, act.id))
    return {
        "act": act,
        "words": entry[1].matter.words if entry else "",
        "person": next(about, ""),
        "phase": _phase(meeting),
    }


def _tells(attendance: Attendance, event: str) -> bool:
    """Whether this attendance came to be what it is by that event."""
    return event == attendance.event or any(s.departure == event for s in attendance.spells)


def _record(meeting: Meeting) -> Iterator[Panel]:
    """The whole record, one panel an entry: that of the item in hand, and the rest apart."""
    in_hand = meeting.in_hand
    for item in meeting.items:
        slot = "record" if item is in_hand else "rest"
        for entry in item.record:
            given = {"entry": entry, "item": item.number, "in_hand": item is in_hand}
            classes = "app-entry" + (" app-entry--struck" if entry.struck is not None else "")
            yield Panel(f"entry-{entry.id}", slot, "entry", given, "li", classes)


def _roll(meeting: Meeting) -> Iterator[Panel]:
    """The roll in seat order, one panel a member."""
    for person in meeting.members:
        given: dict[str, object] = {
            "person": person,
            "attendance": meeting.presence.of(person.id)
            if person.id in meeting.presence.members
            else None,
            "out": meeting.interests.out(person.id),
            "phase": _phase(meeting),
        }
        classes = _roll_classes(meeting, person)
        yield Panel(f"roll-{person.id}", "roll", "roll", given, "li", classes)


def _roll_classes(meeting: Meeting, person: Person) -> str:
    attendance = meeting.presence.of(person.id)
    if here(meeting, person):
        return "app-roll app-roll--here"
    return f"app-roll app-roll--{attendance.answer.value if attendance.answer else 'uncalled'}"


# What they are made of


def _phase(meeting: Meeting) -> str:
    return meeting.sitting.phase.value


def _sitting(meeting: Meeting) -> dict[str, object]:
    return {
        "sitting": meeting.sitting,
        "phase": _phase(meeting),
        "place": meeting.place,
        "starts_at": meeting.starts_at,
        "rehearsal": meeting.rehearsal,
        "performed": meeting.performed,
        "watch": meeting.watch,
        "join": meeting.join,
        "next_number": meeting.next_item.number if meeting.next_item else "",
        "key": meeting.key,
    }


def _time_used(meeting: Meeting) -> dict[str, object]:
    """The time used by the item in hand and, of a sub-item, by the item above it."""
    item, above = meeting.in_hand, _above(meeting)
    return {
        "used": used(item, meeting.sitting) if item else None,
        "used_above": used(above, meeting.sitting) if above else None,
    }


def _concluded(item: AgendaItem | None) -> bool:
    """Whether the record tells what came of the item."""
    record = item.record if item else ()
    return any(entry.matter.concludes and entry.struck is None for entry in record)


def _must_leave(meeting: Meeting) -> tuple[Interest, ...]:
    """The interests because of which a member who is here may not stay for the item in hand."""
    item = meeting.in_hand
    bearing = meeting.bearing(item) if item else ()
    return tuple(
        interest
        for interest in bearing
        if interest.requires is not Requires.STAY
        and not interest.out
        and meeting.presence.of(interest.person).here is not None
    )


def _undone(meeting: Meeting) -> tuple[AgendaItem, ...]:
    return meeting.undone if meeting.sitting.phase is Phase.CLOSED else ()


def _above(meeting: Meeting) -> AgendaItem | None:
    """The item above the sub-item in hand."""
    item = meeting.in_hand
    return meeting.find_item(item.parent) if item and item.parent else None


def _quorum_figures(meeting: Meeting) -> dict[str, object]:
    now = quorum(meeting)
    attending = sum(1 for person in meeting.members if here(meeting, person))
    return {
        "needed": now.needed,
        "present": now.present,
        "membership": now.membership,
        "quorate": now.quorate,
        "uncounted": attending - now.present,
        "called": bool(meeting.presence.members),
        "source": meeting.profile.quorum.source,
    }
