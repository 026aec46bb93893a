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

    def out(self, person: str) -> bool:
        """Whether this member has left because of an interest and has not returned."""
        return any(i.out for i in self.declared if i.person == person)

    def for_item(self, number: str, parent: str = "") -> tuple[Interest, ...]:
        """The interests that bear on an item."""
        return tuple(i for i in self.declared if i.concerns(number, parent))
