"""A member and the floor: they may ask for it, wait for it, or have it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from server.meeting.bars import barring
from server.meeting.debate import Request, Standing, Turn
from server.meeting.floor import rule_of
from server.meeting.interests import Part
from server.meeting.motions import Motion, MotionKind
from server.meeting.people import Person
from server.meeting.profile import Speech
from server.meeting.quorum import here
from server.render.room import Room

BY_ONE_TOUCH = (Speech.SPEECH, Speech.QUESTION, Speech.EXPLANATION, Speech.REPLY)


class OwnTurn(msgspec.Struct, frozen=True):
    """The member has the floor, or waits to go on. `used` are seconds, to a tenth, until `since`;
    with no `since` the clock stands still. `to`: who has interrupted them."""

    turn: str
    kind: str
    rule: str
    used: str
    since: datetime | None
    allowed: int
    warned: int
    floor: bool = True
    to: str = ""


class Waiting(msgspec.Struct, frozen=True):
    """A request of the member's, and its place among `among` who wait; 0: it has none now."""

    request: str
    kind: str
    rule: str
    place: int
    among: int


class Kind(msgspec.Struct, frozen=True):
    """A kind of speech that the member may ask for, and how many seconds it may last."""

    kind: str
    seconds: int


class Speaking(msgspec.Struct, frozen=True):
    """What the floor is to a member now. `point`: they may raise a point of order. `speaker`: who
    they are, while they have it."""

    turn: OwnTurn | None = None
    waiting: tuple[Waiting, ...] = ()
    kinds: tuple[Kind, ...] = ()
    point: bool = False
    speaker: str = ""


def speaking(room: Room, person: Person) -> Speaking:
    """What the floor is to this member now."""
    if not room.open or not room.in_hand or not here(room.inside, person):
        return Speaking()
    if barring(room.inside, person.id, room.in_hand, Part.SPEAK) is not None:
        return Speaking()  # who may not speak must leave, and is told so before anything else
    waiting = tuple(_waiting(room, person))
    asked = {each.kind for each in waiting}
    turn = _turn(room, person)
    if turn is not None:
        return Speaking(turn, waiting, speaker=person.id)
    return Speaking(None, waiting, _kinds(room, person, asked), _may_interrupt(room, person, asked))


def _presides(room: Room, person: Person) -> bool:
    return room.chair is not None and room.chair.id == person.id


def _turn(room: Room, person: Person) -> OwnTurn | None:
    own = [turn for turn in room.turns.get(person.id, ()) if not turn.over]
    if not own:
        return None
    turn, floor = own[-1], room.inside.debate.floor
    has_it = floor is not None and floor.id == turn.id
    return OwnTurn(
        turn.id,
        turn.kind.value,
        turn.rule,
        f"{turn.used.total_seconds():.1f}",
        turn.spans[-1].since if turn.runs else None,
        turn.seconds,
        rule_of(room.inside, turn.kind).warned,
        has_it,
        "" if has_it or floor is None else _name(room, floor),
    )


def _name(room: Room, turn: Turn) -> str:
    return room.house.name(turn.person) if turn.person else turn.name


def _waiting(room: Room, person: Person) -> list[Waiting]:
    """The requests of this member, those that have a place first."""
    queued = {request.id: place for place, request in enumerate(room.queue, 1)}
    own = [request for request in room.inside.debate.requests if _waits(room, request, person)]
    placed = sorted(own, key=lambda request: queued.get(request.id, len(queued) + 1))
    return [
        Waiting(each.id, each.kind.value, each.rule, queued.get(each.id, 0), len(queued))
        for each in placed
    ]


def _waits(room: Room, request: Request, person: Person) -> bool:
    waits = request.standing is Standing.WAITING and request.person == person.id
    return waits and request.item in room.in_hand


def _may_interrupt(room: Room, person: Person, asked: set[str]) -> bool:
    """Whether this member may raise a point of order, which is a form: it names the rule."""
    point = Speech.POINT_OF_ORDER
    rule = next((k for k in room.house.profile.speaking.kinds if k.kind is point), None)
    if rule is None or point in asked or _presides(room, person):
        return False
    return rule.interrupts or room.vote is None


def _kinds(room: Room, person: Person, asked: set[str]) -> tuple[Kind, ...]:
    """The kinds that this member may ask for by one touch. Whoever presides needs to ask nobody;
    while a question is put nobody speaks to it."""
    if _presides(room, person) or room.vote is not None:
        return ()
    return tuple(
        Kind(rule.kind.value, rule.seconds)
        for rule in sorted(
            room.house.profile.speaking.kinds,
            key=lambda rule: BY_ONE_TOUCH.index(rule.kind) if rule.kind in BY_ONE_TOUCH else 9,
        )
        if rule.kind in BY_ONE_TOUCH
        and rule.kind.value not in asked
        and (rule.kind is not Speech.REPLY or _may_reply(room, person))
    )


def _may_reply(room: Room, person: Person) -> bool:
    """Whether this member may reply: the right is of whoever moved the motion that is under debate,
    once somebody else has spoken on it, and not while an amendment is before it."""
    motion = room.motion
    if motion is None or motion.kind is not MotionKind.SUBSTANTIVE or motion.mover != person.id:
        return False
    turns = room.inside.debate.turns
    return any(_on(turn, motion) for turn in turns if turn.person != person.id)


def _on(turn: Turn, motion: Motion) -> bool:
    """Whether it was, or is, a speech on this motion. A point of order is none."""
    if turn.item != motion.item or turn.kind is Speech.POINT_OF_ORDER or not turn.spans:
        return False
    return motion.moved_at is None or turn.spans[0].since >= motion.moved_at
