"""Meetings of a size to be measured, made by the very commands that a clerk would give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count

from server import places
from server.meeting.command import Office
from server.meeting.convened import MeetingConvened, PlannedItem
from server.meeting.meeting import Meeting
from server.meeting.people import Person
from server.meeting_file.folder import load_profiles
from server.meeting_file.profiles import read_profile
from server.script import Line, Performance
from server.script.line import CREATE

MEMBERS = 60
STARTS_AT = datetime(2024, 1, 16, 18, 30, tzinfo=UTC)
STEP = timedelta(seconds=5)
PROFILE = "welsh_principal_council"  # two languages

NOTE = (
    "Members asked how the {place}. estimate had been come to, and whether the works could begin "
    "before the summer.\n\nThe officer said that:\n- the tender had come in within the budget\n"
    "- the risk of delay lay with the contractor\n\nThe chair thanked the officer for the report."
)

What = tuple[str, Mapping[str, str]]
CREATED: What = CREATE, {"file": "specimen.toml"}


def in_session(key: str = "specimen") -> Performance:
    """A meeting in its third hour: 60 members, 40 items, 400 entries on the record."""
    return _performed(_convened(key, items=40), 16, lambda so_far: entries(so_far.meeting) == 400)


def debating(key: str, members: int) -> Performance:
    """A meeting in which an item is in hand, with all of so many members in the chamber."""
    performance = Performance(lambda name: _convened(key, items=40, members=members))
    _perform(performance, *CREATED)
    for place in range(1, members + 1):
        _perform(performance, "record_present", {"person": f"member-{place}"})
    _perform(performance, "open_meeting", {})
    _perform(performance, "take_item", {"item": "3"})
    return performance


def closed(events: int) -> Performance:
    """A meeting of 60 members and 60 items that was closed after so many events."""
    performance = _performed(
        _convened("long", items=60), events // 60, lambda so_far: len(so_far.recorded) == events - 1
    )
    _perform(performance, "close_meeting", {})
    return performance


def entries(meeting: Meeting) -> int:
    """How many entries stand on the record."""
    return sum(len(item.record) for item in meeting.items)


def _convened(key: str, items: int, members: int = MEMBERS) -> MeetingConvened:
    profiles = load_profiles(places.config() / "profiles")
    return MeetingConvened(
        key=key,
        body="Council",
        name="Council, 16 January 2024",
        council="Exampleshire County Council",
        starts_at=STARTS_AT,
        place="Council Chamber, County Hall",
        profile=read_profile(PROFILE, profiles[PROFILE]),
        people=tuple(_member(place) for place in range(1, members + 1)),
        items=tuple(_item(place) for place in range(1, items + 1)),
    )


def _member(place: int) -> Person:
    role = "Chair" if place == 1 else "Member"
    return Person(
        f"member-{place}", f"Cllr Alex Person-{place}", role=role, authority=f"Ward {place}"
    )


def _item(place: int) -> PlannedItem:
    return PlannedItem(
        str(place),
        f"Report {place} of the Director of Works",
        summary="The report gives the state of the works and asks for a decision on the next.",
        recommendations=(f"That the works of report {place} be approved.",),
        minutes=10,
    )


def _performed(
    convened: MeetingConvened, each: int, enough: Callable[[Performance], bool]
) -> Performance:
    """Play the course of a meeting until it is enough."""
    performance = Performance(lambda name: convened)
    for do, given in _course(len(convened.items), each):
        _perform(performance, do, given)
        if enough(performance):
            break
    return performance


def _perform(performance: Performance, do: str, given: Mapping[str, str]) -> None:
    number = len(performance.recorded) + 1  # each command here makes one event
    at = STARTS_AT + number * STEP
    name = "last-note" if do == "record_note" else ""
    performance.perform(Line(number, at, Office.CLERK, do, dict(given), name=name))


def _course(items: int, each: int) -> Iterator[What]:
    """What the clerk does, one command an event; `each` of them are given under an item."""
    yield CREATED
    for place in range(1, MEMBERS + 1):
        yield "record_present", _how(place)
    yield "open_meeting", {}
    for place in count():
        if place % each == 0 and place // each < items:
            yield "take_next", {}
        yield _said(place)


def _how(place: int) -> dict[str, str]:
    remotely = {"remote": "true", "heard": "true"} if place % 4 == 0 else {}
    return {"person": f"member-{place}", **remotely}


def _said(place: int) -> What:
    """Of ten things four are notes; there is a change of the one before, and coming and going."""
    somebody = {"person": f"member-{1 + place // 10 % MEMBERS}"}
    match place % 10:
        case 3:
            return "record_departure", somebody
        case 4 | 8:
            return "record_decision", {"text": f"That recommendation {place} be approved."}
        case 5:
            return "record_arrival", somebody
        case 7:
            return "edit_note", {
                "entry": "$last-note",
                "text": NOTE.format(place=f"corrected {place}"),
            }
        case 9:
            return "record_action", {"who": "Director of Works", "what": f"report again on {place}"}
        case _:
            return "record_note", {"text": NOTE.format(place=place)}
