"""Interests: what members have declared, and who is out of the meeting because of it."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

from server.meeting.profile import Requires


class Interest(msgspec.Struct, frozen=True):
    """One declared interest. `item` is empty when it was declared for the whole meeting.

    `left_at` and `returned_at` are times of the latest absence because of it.
    """

    id: str
    person: str
    item: str
    kind: str
    requires: Requires
    nature: str = ""
    left_at: datetime | None = None
    returned_at: datetime | None = None

    @property
    def out(self) -> bool:
        """Whether the member has left because of this interest and has not returned."""
        return self.left_at is not None and self.returned_at is None

    def out_at(self, at: datetime) -> bool:
        """Whether the member was out because of it at that time."""
        left, returned = self.left_at, self.returned_at
        return left is not None and left <= at and (returned is None or at < returned)

    def out_throughout(self, since: datetime, until: datetime | None) -> bool:
        """Whether the member was out because of it during the whole of that time."""
        returned = self.returned_at
        back_after = returned is None or (until is not None and until <= returned)
        return self.out_at(since) and back_after

    def concerns(self, number: str, parent: str = "") -> bool:
        """Whether it bears on an item: on itself, on the item above it, or on everything."""
        return self.item in ("", number) or (parent != "" and self.item == parent)


class Interests(msgspec.Struct, frozen=True):
    """All that was declared, and whether the meeting was told that there is nothing."""

    declared: tuple[Interest, ...] = ()
    none_declared: bool = False

    def change(self, interest: Interest) -> Interests:
        """With this interest in place of the one with the same id."""
        return replace(
            self, declared=tuple(interest if i.id == interest.id else i for i in self.declared)
        )

    def out(self, person: str, at: datetime | None = None) -> bool:
        """Whether this member is out because of an interest now, or was at that time."""
        return any(
            i.out if at is None else i.out_at(at) for i in self.declared if i.person == person
        )

    def out_throughout(self, person: str, since: datetime, until: datetime | None) -> bool:
        """Whether this member was out because of an interest during the whole of that time."""
        return any(i.out_throughout(since, until) for i in self.declared if i.person == person)

    def for_item(self, number: str, parent: str = "") -> tuple[Interest, ...]:
        """The interests that bear on an item."""
        return tuple(i for i in self.declared if i.concerns(number, parent))
