"""What stays the same while a meeting runs: its body, its people and its rules."""

from __future__ import annotations

import msgspec

from server.meeting.meeting import Meeting
from server.meeting.people import Person, name_among
from server.meeting.profile import Profile


class House(msgspec.Struct, frozen=True, eq=False):
    """The standing facts that every template may need. The same object all meeting long.

    `known` has each person by id, with the name by which they are told from the others. `side` is
    the exclusion of the public that lasts, empty in public.
    """

    key: str
    body: str
    council: str
    title: str
    profile: Profile
    people: tuple[Person, ...]
    numbers: tuple[tuple[str, str], ...]
    known: dict[str, tuple[Person, str]]
    side: str = ""

    def name(self, id: str) -> str:
        """The name of a person by id; a name that is on no list stands for itself."""
        found = self.known.get(id)
        return found[1] if found else id

    def person(self, id: str) -> Person | None:
        """The person with this id, if there is one."""
        found = self.known.get(id)
        return found[0] if found else None

    def interest(self, key: str) -> str:
        """The name of a kind of interest."""
        kind = self.profile.interest_kind(key)
        return kind.name if kind else key

    def item_title(self, number: str) -> str:
        """The title of an item."""
        return next((title for known, title in self.numbers if known == number), "")


class Houses:
    """The house of a meeting, made anew only when something of it changed."""

    def __init__(self) -> None:
        self._last: tuple[tuple[object, ...], House] | None = None

    def of(self, meeting: Meeting) -> House:
        """The house of this meeting."""
        numbers = tuple((item.number, item.title) for item in meeting.items)
        made_of = (
            meeting.key,
            meeting.people,
            meeting.profile,
            meeting.body,
            meeting.title,
            numbers,
            meeting.private.by if meeting.private is not None else "",
        )
        if self._last is None or not _same(self._last[0], made_of):
            house = House(
                meeting.key,
                meeting.body,
                meeting.council,
                meeting.title,
                meeting.profile,
                meeting.people,
                numbers,
                {p.id: (p, name_among(meeting.people, p.id)) for p in meeting.people},
                meeting.private.by if meeting.private is not None else "",
            )
            self._last = made_of, house
        return self._last[1]


def house_of(meeting: Meeting) -> House:
    """The house of a meeting that is drawn once."""
    return Houses().of(meeting)


def _same(before: tuple[object, ...], now: tuple[object, ...]) -> bool:
    return all(a is b or a == b for a, b in zip(before, now, strict=True))
