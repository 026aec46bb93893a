"""Ids for councils, bodies and people: of their names, and never one that somebody else had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from server.council.change import Change, Changed
from server.council.registered import BodySet, CouncilSet, PeopleSet
from server.meeting_file.names import RESERVED, slug

MOST_OF_AN_ID = 72
ADDRESSES = frozenset(["bodies", "copies", "import", "new", "people", "take-back"])
"""What stands in addresses where the id of a council, a body or a person could."""
_KEPT_FREE = RESERVED | ADDRESSES


class FreeIds:
    """Ids that are free among those of a kind; what was given is taken from then on.

    An id is never given twice, also where what had it was removed: the meetings of its time name
    it, and the removal can be taken back.
    """

    def __init__(self, changes: Iterable[Changed]) -> None:
        """`changes`: all there ever were, those that were taken back too."""
        self._taken = {id for each in changes for id in _ids(each.change)}
        self._next: dict[tuple[str, str], int] = {}

    def of(self, name: str, kind: str) -> str:
        """An id that is this name in small letters, with -2, -3 … where others are called so.

        `kind` is "council", "body" or "person", and what an id is made of where the name has no
        letter of the alphabet.
        """
        base = slug(name)[:MOST_OF_AN_ID].strip("-") or kind
        number = self._next.get((kind, base), 1)
        while (id := base if number == 1 else f"{base}-{number}") in _KEPT_FREE or (
            (kind, id) in self._taken
        ):
            number += 1
        self._next[kind, base] = number + 1
        self._taken.add((kind, id))
        return id


def _ids(change: Change) -> Iterator[tuple[str, str]]:
    match change:
        case CouncilSet(council):
            yield "council", council.id
        case BodySet(body):
            yield "body", body.id
        case PeopleSet(people):
            yield from (("person", person.id) for person in people)
