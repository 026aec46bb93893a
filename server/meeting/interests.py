"""Interests: what members have declared, and who is out of the meeting because of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from server.meeting.profile import Requires
from server.meeting.span import Span

WHOLE_MEETING = "all"
"""What is given for the item of an interest in all business of the meeting."""


class Dispensation(StrEnum):
    """What a member was given leave to do in spite of an interest (Localism Act 2011 s.33)."""

    NONE = "none"
    SPEAK = "speak"
    SPEAK_AND_VOTE = "speak_and_vote"


class Part(StrEnum):
    """A part that a member takes in an item, and from which an interest may bar them."""

    SPEAK = "speak"
    MOVE = "move"
    SECOND = "second"
    VOTE = "vote"
    PRESIDE = "preside"


_BARS = {
    Requires.STAY: frozenset[Part](),
    Requires.NO_VOTE: frozenset({Part.VOTE}),
    Requires.SPEAK_THEN_LEAVE: frozenset(Part) - {Part.SPEAK},
    Requires.LEAVE: frozenset(Part),
}
_MUST_LEAVE = (Requires.LEAVE, Requires.SPEAK_THEN_LEAVE)


class Interest(msgspec.Struct, frozen=True):
    """One declared interest. `item` is empty when it was declared for the whole meeting.

    Of a sensitive one only its existence is known here, never its nature (Localism Act 2011 s.32).
    `budget_only`: it binds on the items that set the budget alone. `apparent_at` is when it was
    declared: votes given before that are flagged.
    """

    id: str
    person: str
    item: str
    kind: str
    requires: Requires
    nature: str = ""
    absences: tuple[Span, ...] = ()
    sensitive: bool = False
    dispensation: Dispensation = Dispensation.NONE
    budget_only: bool = False
    apparent_at: datetime | None = None

    @property
    def left_at(self) -> datetime | None:
        """When the member last left because of it."""
        return self.absences[-1].since if self.absences else None

    @property
    def returned_at(self) -> datetime | None:
        """When the member came back from the latest absence because of it."""
        return self.absences[-1].until if self.absences else None

    @property
    def out(self) -> bool:
        """Whether the member has left because of this interest and has not returned."""
        return self.left_at is not None and self.returned_at is None

    @property
    def must_leave(self) -> bool:
        """Whether the member may not stay for the decision."""
        return self.requires in _MUST_LEAVE and self.dispensation is Dispensation.NONE

    def bars(self, part: Part) -> bool:
        """Whether it bars the member from this part in what it concerns."""
        if self.dispensation is Dispensation.SPEAK_AND_VOTE:
            return False
        if self.dispensation is Dispensation.SPEAK and part not in (Part.VOTE, Part.PRESIDE):
            return False
        return part in _BARS[self.requires]

    def out_at(self, at: datetime) -> bool:
        """Whether the member was out because of it at that time."""
        begun = (absence for absence in self.absences if absence.since <= at)
        return any(absence.until is None or at < absence.until for absence in begun)

    def out_throughout(self, since: datetime, until: datetime | None) -> bool:
        """Whether the member was out because of it during the whole of that time."""
        return any(
            a.since <= since
            and (a.until is None or since < a.until)
            and (a.until is None or (until is not None and until <= a.until))
            for a in self.absences
        )

    def concerns(self, number: str, parent: str = "", *, budget: bool = False) -> bool:
        """Whether it bears on an item: on itself, on the item above it, or on everything."""
        if self.budget_only and not budget:
            return False
        return self.item in ("", number) or (parent != "" and self.item == parent)


class Interests(msgspec.Struct, frozen=True):
    """All that was declared, and whether the meeting was told that there is nothing."""

    declared: tuple[Interest, ...] = ()
    none_declared: bool = False

    def changed(self, id: str, **values: object) -> Interests:
        """With some values of the interest with this id changed."""
        declared = tuple(replace(i, **values) if i.id == id else i for i in self.declared)
        return replace(self, declared=declared)

    def out(self, person: str, at: datetime | None = None) -> bool:
        """Whether this member is out because of an interest now, or was at that time."""
        return any(
            i.out if at is None else i.out_at(at) for i in self.declared if i.person == person
        )

    def out_throughout(self, person: str, since: datetime, until: datetime | None) -> bool:
        """Whether this member was out because of an interest during the whole of that time."""
        return any(i.out_throughout(since, until) for i in self.declared if i.person == person)
