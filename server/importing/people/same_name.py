"""Whether two names are one: titles before them, such as Cllr, and capital letters do not tell."""

from __future__ import annotations

from collections.abc import Iterable

from server.council.register import Individual
from server.importing.people.cells import honorific


def known_as(name: str) -> str:
    """What is the same for two ways in which one name is written."""
    words = name.split()
    while len(words) > 1 and honorific(words[0]):
        words.pop(0)
    return " ".join(words).casefold()


def called(name: str, people: Iterable[Individual]) -> list[Individual]:
    """Everybody who is called so."""
    wanted = known_as(name)
    return [person for person in people if known_as(person.name) == wanted]
