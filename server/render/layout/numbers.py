"""Who is here, and the quorum in numbers: of the meeting, of the item in hand, and why so many."""

from __future__ import annotations

from typing import NamedTuple

from server.meeting.meeting import Meeting
from server.meeting.people import Person
from server.meeting.quorum import Quorum, here, quorum_in_hand, quorum_of, those_present
from server.meeting.seats import seated
from server.meeting.why import why_quorum
from server.render.layout.calling import being_called, business_begun, roll_begun
from server.render.layout.sitting import phase
from server.render.panel import Panel
from server.words import Said


class Attending(NamedTuple):
    """Who is called at the roll, who of them is here, and what that comes to.

    `replacing` are the substitutes, each with the name of the member for whom they come;
    `seatless` are here while the other of the two sits in the seat.
    """

    called: tuple[str, ...]
    here: tuple[str, ...]
    counted: tuple[Person, ...]
    replacing: tuple[tuple[str, str], ...]
    seatless: tuple[str, ...]
    of_meeting: dict[str, object]
    why: Said


class Numbers(NamedTuple):
    """What is counted once for all panels of a page.

    `of_item` is the quorum for the item in hand, for which some must leave who are still here.
    """

    attending: Attending
    of_item: dict[str, object]


class Counting:
    """Counts a meeting as it goes on: who is here, only when somebody may have come or gone."""

    def __init__(self) -> None:
        self._last: tuple[tuple[object, ...], Attending] | None = None

    def of(self, meeting: Meeting) -> Numbers:
        """The numbers of this meeting as it stands."""
        made_of = (
            meeting.people,
            meeting.profile,
            meeting.vacancies,
            meeting.disqualified,
            meeting.substitutions,
            meeting.presence,
            meeting.interests,
            meeting.sitting,
            business_begun(meeting),
        )
        last = self._last
        if last is None or not all(a is b for a, b in zip(last[0], made_of, strict=True)):
            self._last = last = made_of, _attending(meeting)
        return Numbers(last[1], _of_item(meeting, last[1].counted))


def quorum_panel(meeting: Meeting, numbers: Numbers) -> Panel:
    """Whether the meeting is quorate, also for the item in hand, and why."""
    given: dict[str, object] = {
        "phase": phase(meeting),
        "why": numbers.attending.why,
        **numbers.attending.of_meeting,
        **numbers.of_item,
    }
    return Panel("quorum", "quorum", "quorum", given)


def _attending(meeting: Meeting) -> Attending:
    called = meeting.callable
    present = tuple(person.id for person in called if here(meeting, person))
    count = those_present(meeting)
    now = quorum_of(meeting, count)
    return Attending(
        tuple(person.id for person in called),
        present,
        count,
        tuple((s.substitute, meeting.name_of(s.member)) for s in meeting.substitutions),
        _seatless(meeting, present),
        _of_meeting(meeting, now, len(present)),
        why_quorum(meeting, now),
    )


def _seatless(meeting: Meeting, present: tuple[str, ...]) -> tuple[str, ...]:
    pairs = (id for s in meeting.substitutions for id in (s.substitute, s.member))
    people = (meeting.find_person(id) for id in pairs if id in present)
    return tuple(person.id for person in people if person and not seated(meeting, person))


def _of_meeting(meeting: Meeting, now: Quorum, present: int) -> dict[str, object]:
    return {
        "needed": now.needed,
        "present": now.present,
        "membership": now.membership,
        "quorate": now.quorate,
        "uncounted": present - now.present,
        "called": roll_begun(meeting),
        "calling": being_called(meeting, now),
        "source": meeting.profile.quorum.source,
    }


def _of_item(meeting: Meeting, count: tuple[Person, ...]) -> dict[str, object]:
    item = meeting.in_hand
    for_item = quorum_in_hand(meeting, count)
    return {
        "item_number": item.number if item else "",
        "item_present": for_item.present,
        "item_quorate": item is None or for_item.quorate,
        "barred": for_item.barred,
    }
