"""The people of a meeting: members in seat order, officers and guests."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Capacity(StrEnum):
    """In which capacity somebody takes part. Only members count, and only if they may vote."""

    MEMBER = "member"
    OFFICER = "officer"
    GUEST = "guest"


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody by id; two people may have one name, and one authority may send several.

    `role` is the position on the body ("Vice-chair"), `position` the post held elsewhere,
    `authority` the council or organisation. `items` are the items that a guest comes for.
    """

    id: str
    name: str
    capacity: Capacity = Capacity.MEMBER
    role: str = ""
    authority: str = ""
    group: str = ""
    position: str = ""
    votes: bool = True
    items: tuple[str, ...] = ()

    @property
    def member(self) -> bool:
        """Whether this person has a seat on the body."""
        return self.capacity is Capacity.MEMBER

    @property
    def counts(self) -> bool:
        """Whether this person's seat counts to the membership and the quorum."""
        return self.member and self.votes
