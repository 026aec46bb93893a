"""What simulated members want to do now, as the meeting stands: decisions alone, no I/O.

They do what a member does from a device of their own, and nothing that is the clerk's. Each wish
has a name, so that it is carried out once, however often it is asked what is wanted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from server.live.cast import Cast, Part
from server.meeting.agenda import AgendaItem, Purpose, Standing
from server.meeting.command import Office
from server.meeting.meeting import Meeting
from server.meeting.quorum import here
from server.meeting.sitting import Phase
from server.meeting.votes import Way

MARK = "simulated-"
SOON, A_WHILE, LONG = (1.5, 5.0), (4.0, 15.0), (25.0, 40.0)
SECOND_ITEM = 2
MOST_SPEAKERS = 2
MOVED_BY_ITSELF = 0.4  # of the items for decision without a recommendation


class Wish(msgspec.Struct, frozen=True):
    """Something that a simulated member wants to do. `after`: how many seconds a person would take,
    at least and at most."""

    name: str
    person: str
    command: str
    given: dict[str, object]
    after: tuple[float, float]
    office: Office = Office.MEMBER


def wishes(meeting: Meeting, cast: Cast, real: Collection[str] = ()) -> list[Wish]:
    """What those want to do who are simulated; `real`: who came themselves, and act themselves."""
    if not meeting.rehearsal or meeting.sitting.phase is Phase.CLOSED:
        return []
    found = [*_coming(meeting, cast), *_voting(meeting, cast)]
    item = meeting.in_hand
    if meeting.sitting.phase is Phase.OPEN and item is not None and not meeting.votes.pending:
        found += [*_declaring(meeting, cast, item), *_speaking(meeting, cast, item)]
        found += _moving(meeting, cast, item)
    return [wish for wish in found if wish.person not in real]


def _coming(meeting: Meeting, cast: Cast) -> Iterator[Wish]:
    """Word before the roll-call, and a device that connects."""
    reached = sum(item.standing is not Standing.PENDING for item in meeting.items)
    for person, part in cast.parts.items():
        attendance = meeting.presence.of(person)
        if part is Part.APOLOGIES:
            if not attendance.answered:
                given: dict[str, object] = {"person": person, "note": "Away for work"}
                yield _wish("apologies", person, "record_apologies", given, SOON)
            continue
        if part is Part.LATE and reached < SECOND_ITEM:
            if not attendance.answered and not attendance.expected:
                given = {"person": person, "when": f"after item {meeting.items[0].number}"}
                yield _wish("late", person, "expect_late", given, SOON)
            continue
        if not meeting.connections.connected(person):
            given = {"person": person, "connected": True}
            wish = _wish("connects", person, "record_connection", given, SOON)
            yield msgspec.structs.replace(wish, office=Office.SERVER)


def _voting(meeting: Meeting, cast: Cast) -> Iterator[Wish]:
    vote = meeting.votes.pending
    if vote is None or vote.closed_at is not None or vote.way is not Way.NAMED:
        return
    for person in vote.roll:
        if person in cast.parts and person not in vote.cast:
            given: dict[str, object] = {"choice": cast.choice(person).value, "vote": vote.id}
            after = LONG if person == cast.slow else A_WHILE
            yield _wish(f"votes-{vote.id}", person, "cast_vote", given, after)


def _declaring(meeting: Meeting, cast: Cast, item: AgendaItem) -> Iterator[Wish]:
    if not (item.declarations and cast.interest and _is_here(meeting, cast.interested)):
        return
    kind = meeting.profile.interest_kinds[0].key
    given: dict[str, object] = {"person": cast.interested, "kind": kind, "item": cast.interest}
    yield _wish("declares", cast.interested, "declare_interest", given, A_WHILE)


def _speaking(meeting: Meeting, cast: Cast, item: AgendaItem) -> Iterator[Wish]:
    """One or two ask to speak on an item that is more than a formality, and end their speeches."""
    floor = meeting.debate.floor
    if floor is not None and floor.person in cast.parts:
        yield _wish(f"ends-{floor.id}", floor.person, "end_speech", {"turn": floor.id}, LONG)
    if item.purpose is Purpose.INFORMATION and not item.recommendations:
        return
    lot = cast.lot(f"speaks-{item.number}")
    order = lot.shuffled(list(cast.parts))  # of all, so that it stays as it is
    able = _able(meeting, cast)
    for person in [each for each in order if each in able][: lot.whole(1, MOST_SPEAKERS)]:
        yield _wish(f"speaks-{item.number}", person, "ask_to_speak", {}, A_WHILE)


def _moving(meeting: Meeting, cast: Cast, item: AgendaItem) -> Iterator[Wish]:
    """Somebody moves what the report asks for, and somebody else seconds what was moved."""
    motion = meeting.before_it()
    lot = cast.lot(f"moves-{item.number}")
    able = _able(meeting, cast)
    if motion is None:
        decided = any(m.item == item.number for m in meeting.motions.moved)
        if able and not decided:
            yield from _motion(item, lot.choice(able), by_itself=lot.random() < MOVED_BY_ITSELF)
        return
    others = [person for person in able if person != motion.mover]
    if not motion.seconder and others and meeting.profile.motions.seconder:
        seconder = lot.choice(others)
        given: dict[str, object] = {"seconder": seconder, "motion": motion.id}
        # One of them seconds it, whoever: the name is the same for all.
        yield Wish(f"{MARK}seconds-{motion.id}", seconder, "second_motion", given, SOON)


def _motion(item: AgendaItem, mover: str, *, by_itself: bool) -> Iterator[Wish]:
    name, given = f"{MARK}moves-{item.number}", dict[str, object](mover=mover)
    if item.recommendations:
        yield Wish(name, mover, "move_recommendations", given, A_WHILE)
    elif item.purpose is Purpose.DECISION and by_itself:
        given["text"] = "That the report be noted."
        yield Wish(name, mover, "move_motion", given, A_WHILE)


def _able(meeting: Meeting, cast: Cast) -> list[str]:
    """Those who are here and whose interest does not keep them out, whoever presides left out."""
    item = meeting.in_hand
    barred = {each.person for each in meeting.bearing(item)} if item is not None else set()
    chair = meeting.presence.chair[-1].person if meeting.presence.chair else ""
    return [
        person
        for person in cast.parts
        if _is_here(meeting, person) and person not in barred and person != chair
    ]


def _is_here(meeting: Meeting, id: str) -> bool:
    person = meeting.find_person(id)
    return person is not None and here(meeting, person)


def _wish(
    what: str, person: str, command: str, given: dict[str, object], after: tuple[float, float]
) -> Wish:
    return Wish(f"{MARK}{what}-{person}", person, command, given, after)
