"""Whether two names are one, or may be: titles, honours, initials and capital letters."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from server.council.register import Individual
from server.importing.people.cells import honorific

_HONOURS = frozenset(
    [
        "obe", "mbe", "cbe", "kbe", "dbe", "bem", "gbe", "jp", "dl", "kc", "qc", "mp", "ms", "msp",
        "mla", "mep", "qpm", "kpm", "td", "rd", "ma", "ba", "mba", "bsc", "msc", "phd", "llb",
        "frsa", "esq", "jnr", "snr", "jr", "sr",
    ]
)  # fmt: skip
_VOWELS = frozenset("aeiouy")


class Names:
    """People by what they are called."""

    def __init__(self, people: Iterable[Individual]) -> None:
        self._called: dict[str, list[Individual]] = defaultdict(list)
        self._surnames: dict[str, list[Individual]] = defaultdict(list)
        for person in people:
            self._called[known_as(person.name)].append(person)
            self._surnames[_bare(person.name)[-1]].append(person)

    def called(self, name: str) -> list[Individual]:
        """Everybody who is called so, but for titles before the name and capital letters."""
        return list(self._called.get(known_as(name), ()))

    def alike(self, name: str) -> list[Individual]:
        """Everybody who is not called so, but may be meant: of the same surname, and by nothing in
        their first names another. “Cllr D Wells” and “Mr Daniel Wells OBE” are alike."""
        wanted, whole = _bare(name), known_as(name)
        found = self._surnames.get(wanted[-1], ())
        return [
            person
            for person in found
            if known_as(person.name) != whole and _may_be(wanted, _bare(person.name))
        ]


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


def _bare(name: str) -> list[str]:
    """The words of a name in small letters, without accents, titles and honours; never none."""
    words = _plain(known_as(name).replace(".", " ").replace(",", " ")).split() or [name]
    while len(words) > 1 and honorific(words[0]):
        words.pop(0)
    while len(words) > 1 and words[-1] in _HONOURS:
        words.pop()
    return words


def _plain(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in parts if not unicodedata.combining(c))
    return letters.replace("’", "'")


def _may_be(one: list[str], other: list[str]) -> bool:
    """Whether nothing in the first names is against it: the one is the other, begins it or is its
    initial. A surname alone may be anybody’s."""
    if len(one) == 1 or len(other) == 1:
        return True
    short, long = sorted((one[0], other[0]), key=len)
    if not _VOWELS & set(short):  # initials, as in DJ Wells
        short = short[:1]
    return long.startswith(short)
