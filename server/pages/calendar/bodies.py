"""The bodies whose meetings are known here, each with the key that it has in addresses."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from server.meeting_file.names import slug
from server.pages.calendar.listed import Listed

LONGEST_KEY = 60  # characters, as in the keys of meetings


class Body(msgspec.Struct, frozen=True):
    """A body of a council, named as its latest meeting names it."""

    key: str
    name: str
    council: str


class Bodies:
    """The bodies of these meetings."""

    def __init__(self, meetings: Iterable[Listed]) -> None:
        """A body has its name for a key. Where another council has one of the same name, that one
        keeps it whose first meeting was convened earlier, so that no address ever changes its
        meaning; the other's key has its council's name besides."""
        self._keys: dict[tuple[str, str], str] = {}
        known: dict[str, Body] = {}
        for meeting in sorted(meetings, key=lambda each: (each.convened, each.key)):
            whose = _same_for(meeting)
            key = self._keys.get(whose) or _free(meeting, known)
            self._keys[whose] = key
            known[key] = Body(key, meeting.body, meeting.council)
        self.all = tuple(sorted(known.values(), key=lambda b: (b.council, b.name.casefold())))

    def find(self, key: str) -> Body | None:
        """The body with this key."""
        return next((body for body in self.all if body.key == key), None)

    def key_of(self, meeting: Listed) -> str:
        """The key of the body that meets."""
        return self._keys[_same_for(meeting)]

    def of_body(self, key: str, meetings: Iterable[Listed]) -> tuple[Listed, ...]:
        """Of these meetings those of one body; all of them if none is named."""
        return tuple(each for each in meetings if not key or self.key_of(each) == key)

    def by_council(self) -> list[tuple[str, Sequence[Body]]]:
        """The bodies of each council."""
        found: dict[str, list[Body]] = {}
        for body in self.all:
            found.setdefault(body.council, []).append(body)
        return list(found.items())


def _same_for(meeting: Listed) -> tuple[str, str]:
    """What is the same for all meetings of one body, however its name is spaced and capitalised."""
    return _named(meeting.council), _named(meeting.body)


def _named(name: str) -> str:
    """A name without any letters of ours has a key all the same."""
    return slug(name) or hashlib.sha256(name.casefold().encode()).hexdigest()[:8]


def _free(meeting: Listed, taken: Iterable[str]) -> str:
    council, body = _same_for(meeting)
    plain = body[:LONGEST_KEY].strip("-")
    wanted = plain if plain not in taken else f"{plain}-{council}"
    key, number = wanted, 2
    while key in taken:
        key, number = f"{wanted}-{number}", number + 1
    return key
