"""What was done to the register last, and what taking it back would break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from server.council.change import Changed, TakenBack
from server.council.fold import standing
from server.council.register import Register
from server.council.seating import Seating
from server.council.telling import Known
from server.words import N_, Said

MOST_NAMES = 3


class Act(msgspec.Struct, frozen=True):
    """Something that was done in one: what, its first change, and the names of what it is about,
    of which there are `more`."""

    title: str
    changed: Changed
    names: tuple[str, ...]
    more: int


class Told(msgspec.Struct, frozen=True):
    """Something that was done to the register in one: what it did, and its first change, with who
    did it and when."""

    said: tuple[Said, ...]
    changed: Changed


def last_acts(changes: Sequence[Changed], most: int) -> list[Told]:
    """The last acts that stand and can be taken back, the newest first."""
    acts: dict[str, Told] = {}
    known = Known()
    for each in standing(changes):
        if each.change.undoable:
            act = acts.get(each.stamp.command, Told((), each))
            said = _each_once((*act.said, *known.of(each.change)))
            acts[each.stamp.command] = replace(act, said=said)
        known.learn(each.change)
    return list(reversed(acts.values()))[:most]


def what_was_done(changes: Sequence[Changed], act: str) -> tuple[Said, ...]:
    """What an act did, in sentences; one that takes another back, what the other had done first."""
    done = [(n, each.change) for n, each in enumerate(changes) if each.stamp.command == act]
    if not done:
        return ()
    known = Known()
    for before in standing(changes[: done[0][0]]):
        known.learn(before.change)
    said: list[Said] = []
    for _, change in done:
        if isinstance(change, TakenBack):
            back = what_was_done(changes, change.act)
            said += [Said(N_("Taken back: {what}"), what=first) for first in back[:1]]
        else:
            said += known.of(change)
        known.learn(change)
    return _each_once(said)


def without(changes: Sequence[Changed], act: str) -> Register:
    """The register as it would be, were this act taken back."""
    state = Register()
    for each in standing(changes):
        if each.stamp.command != act:
            state = each.change.apply(state)
    return state


def whole(register: Register) -> bool:
    """Whether everything that is referred to is there, and every seat can be beside the others."""
    bodies = all(
        body.council in register.councils and (not body.parent or body.parent in register.bodies)
        for body in register.bodies.values()
    )
    seating = Seating(register)
    return bodies and all(
        seat.person in register.people and not any(seating.faults(seat))
        for seat in register.seats.values()
    )


def _each_once(said: Iterable[Said]) -> tuple[Said, ...]:
    """A council and its first body may be of one name, and are told once."""
    return tuple({str(each): each for each in said}.values())
