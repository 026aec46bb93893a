"""Whom and what a file means: by id, or by the name that one alone has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from server.council.naming import ADDRESSES, FreeIds
from server.meeting_file.faults import Fault, Path, shown
from server.meeting_file.names import RESERVED
from server.words import N_, Said


class Named(Protocol):
    """Something with a name."""

    @property
    def name(self) -> str:
        """What it is called."""


class Stated(Named, Protocol):
    """Something in a file, with an id if it has one there."""

    @property
    def id(self) -> str:
        """The id that the file states; empty for none."""


class KnownIds:
    """The ids of what stands in a file, each given once; what is wrong goes to `faults`."""

    def __init__(self, ids: FreeIds, faults: list[Fault]) -> None:
        self._ids = ids
        self._faults = faults
        self._given: set[tuple[str, str]] = set()

    def of(
        self,
        path: Path,
        stated: Stated,
        kind: str,
        known: Mapping[str, Named],
        alike: Mapping[str, Named] | None = None,
    ) -> str:
        """The id of this: the stated one, else that of the only one so called, else a new one.

        `alike`: those among whom it is sought by name, where that is not all.
        """
        id = stated.id or self._by_name(path, stated, kind, known if alike is None else alike)
        if stated.id and id not in known and id in RESERVED | ADDRESSES:
            said = Said(N_("“{value}” is kept free: choose another id."), value=id)
            self._faults.append(Fault((*path, "id"), said))
        if (kind, id) in self._given:
            sentence = N_(
                "“{name}” ({id}) stands here twice: leave one out, or give it its own id."
            )
            said = Said(sentence, name=shown(stated.name), id=id)
            self._faults.append(Fault(path, said))
        self._given.add((kind, id))
        return id

    def _by_name(self, path: Path, stated: Stated, kind: str, known: Mapping[str, Named]) -> str:
        found = all_named(stated.name, known)
        if len(found) > 1:
            sentence = N_("several are called “{name}”: say by “id” which is meant, of {ids}.")
            said = Said(sentence, name=shown(stated.name), ids=", ".join(found))
            self._faults.append(Fault((*path, "name"), said))
        return found[0] if found else self._ids.of(stated.name, kind)


def named(words: str, known: Mapping[str, Named]) -> str | None:
    """The id that these words are, or of the only one that is called so."""
    found = [words] if words in known else all_named(words, known)
    return found[0] if len(found) == 1 else None


def all_named(name: str, known: Mapping[str, Named]) -> list[str]:
    """The ids of all that are called so."""
    wanted = _folded(name)
    return [id for id, each in known.items() if _folded(each.name) == wanted]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
