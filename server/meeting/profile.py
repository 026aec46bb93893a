"""The profile: the rules of a body, resolved when its meeting is convened and fixed from then."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Requires(StrEnum):
    """What an interest requires of the member who has it, while its item is considered."""

    STAY = "stay"
    SPEAK_THEN_LEAVE = "speak_then_leave"
    LEAVE = "leave"


class InterestKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of interest, what it requires, and the code or standing order that says so."""

    key: str
    name: str
    requires: Requires
    source: str = ""


class Outcome(StrEnum):
    """What a decision comes to. Its wording in the note is the council's own."""

    RESOLVED = "resolved"
    NOTED = "noted"
    AGREED = "agreed"
    RECOMMENDED = "recommended"
    DEFERRED = "deferred"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"


class StandardPhrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A usual wording of a decision; {body} and {recommendation} are filled in when offered."""

    outcome: Outcome
    text: str


class QuorumRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many members are needed: a fixed number, or a fraction of the membership rounded up.

    `minimum` is the least that a fraction may come to (three for a parish: LGA 1972 Sch 12).
    """

    fixed: int | None = None
    numerator: int = 1
    denominator: int = 4
    minimum: int = 1
    source: str = ""

    def __post_init__(self) -> None:
        if self.denominator < 1 or self.numerator < 0 or self.minimum < 0:
            raise ValueError("a quorum needs a fraction of whole numbers, such as 1 in 4")

    def needed(self, membership: int) -> int:
        """The members needed, of a whole membership with its vacancies counted in."""
        if self.fixed is not None:
            return self.fixed
        return max(self.minimum, -(-membership * self.numerator // self.denominator))


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rules and words of a kind of body.

    `remote_counts`: whether a member who takes part remotely is present in law.
    `document`: what the record of a meeting is called ("note", "minutes").
    """

    name: str
    nation: str = "England"
    source: str = ""
    quorum: QuorumRule = QuorumRule()
    remote_counts: bool = False
    remote_source: str = ""
    chair_title: str = "Chair"
    document: str = "minutes"
    house_style: str = "board"
    timezone: str = "Europe/London"
    languages: tuple[str, ...] = ("en",)
    interest_kinds: tuple[InterestKind, ...] = ()
    phrases: tuple[StandardPhrase, ...] = ()

    def interest_kind(self, key: str) -> InterestKind | None:
        """The kind with this key, if the body has it."""
        return next((kind for kind in self.interest_kinds if kind.key == key), None)
