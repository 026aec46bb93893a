"""Who is called so already, or nearly so: asked so that an officer can say who is meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from server.council.register import Individual, Register
from server.importing.people.same_name import known_as
from server.pages.filled import Errors
from server.render.language import Voice

ANOTHER = "another"
"""The answer that it is none of them."""
MOST_ASKED = 20
"""Of so many namesakes it is asked which."""


class Namesake(msgspec.Struct, frozen=True):
    """Somebody by id, and the bodies on which they have or had a seat."""

    id: str
    name: str
    position: str
    bodies: tuple[str, ...]


class Question(msgspec.Struct, frozen=True, eq=False):
    """Who is meant by a name: the field that asks it, and those who may be. `alike`: none of them
    is called so, but somebody of them may be meant."""

    field: str
    name: str
    people: list[Namesake]
    alike: bool

    @property
    def usual(self) -> str:
        """Who it is unless somebody says otherwise: the only one who is called so; else nobody."""
        return self.people[0].id if len(self.people) == 1 and not self.alike else ""

    @property
    def answers(self) -> set[str]:
        """What may be answered."""
        return {each.id for each in self.people} | {ANOTHER}


def question(register: Register, field: str, name: str, people: Iterable[Individual]) -> Question:
    """The question which of these people is meant by a name."""
    asked = list(people)[:MOST_ASKED]
    alike = all(known_as(each.name) != known_as(name) for each in asked)
    return Question(field, name, [namesake(register, each) for each in asked], alike)


def namesake(register: Register, person: Individual) -> Namesake:
    """What tells this person from others of the name."""
    bodies = dict.fromkeys(
        register.bodies[seat.body].name + (f" ({seat.ward})" if seat.ward else "")
        for seat in register.seats_of(person.id)
        if seat.body in register.bodies
    )
    return Namesake(person.id, person.name, person.position, tuple(bodies))


def answer_of(kept: Mapping[str, str], asked: Question) -> str | None:
    """Who was said to be meant, by id or ANOTHER; None where it was not asked of this name, or not
    answered."""
    of = kept.get(f"asked-{asked.field}", asked.name)
    answer = kept.get(asked.field, "")
    return answer if of == asked.name and answer in asked.answers else None


def unanswered(kept: Mapping[str, str], asked: Iterable[Question], tongue: Voice) -> Errors:
    """What is said of questions without an answer: nothing of those that are asked only now."""
    sentence = tongue.gettext("Say whether {name} is the same person.")
    return {
        each.field: sentence.format(name=each.name)
        for each in asked
        if kept.get(f"asked-{each.field}") == each.name
    }
