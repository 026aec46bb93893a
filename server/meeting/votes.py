"""Votes: a question, the roll that was frozen when it was put, and what was cast.

For, against, abstained and not cast always add up to the roll. The result follows from the count
and the majority that the rules ask for; nobody can state another.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from server.meeting.event import Stamp
from server.meeting.motions import Motions
from server.meeting.profile import Majority
from server.meeting.receipt import receipt


class Way(StrEnum):
    """How a question is decided."""

    AFFIRMATION = "affirmation"
    HANDS = "hands"
    NAMED = "named"
    PAPER = "paper"


class Choice(StrEnum):
    """What a vote is cast for."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Result(StrEnum):
    """What came of the question."""

    CARRIED = "carried"
    LOST = "lost"


class Bar(StrEnum):
    """Why somebody may not vote on a question."""

    NOT_PRESENT = "not_present"
    LEFT = "left"
    OUT_FOR_INTEREST = "out_for_interest"
    JOINED_LATER = "joined_later"
    REMOTE = "remote"
    INTEREST = "interest"
    ARREARS = "arrears"
    NO_VOTE = "no_vote"
    OTHER_ITEMS = "other_items"
    SEAT_TAKEN = "seat_taken"
    NOT_SEATED = "not_seated"
    NOT_THROUGHOUT = "not_throughout"
    NOT_TOLD = "not_told"


class Excluded(msgspec.Struct, frozen=True):
    """Somebody who is not on the roll: why, by which rule, since when.

    `about` is what the reason is about: a kind of interest, or a person in whose favour it is.
    """

    person: str
    bar: Bar
    rule: str = ""
    since: datetime | None = None
    about: str = ""


class Despite(msgspec.Struct, frozen=True):
    """A rule of the body that was not followed, and the reason that was given."""

    rule: str
    reason: str


class Counts(msgspec.Struct, frozen=True):
    """Votes in numbers."""

    in_favour: int = 0
    against: int = 0
    abstained: int = 0

    @property
    def cast(self) -> int:
        """All that answered; an abstention is an answer and no vote."""
        return self.in_favour + self.against + self.abstained


class Reopening(msgspec.Struct, frozen=True):
    """Somebody was put on the roll after the question was put, for a reason."""

    person: str
    at: datetime
    reason: str


class Changed(msgspec.Struct, frozen=True):
    """A count, or one member's vote, as it was before it was put right, and why it was."""

    at: datetime
    reason: str
    counts: Counts
    person: str = ""
    before: Choice | None = None
    recount: bool = False


class Casting(msgspec.Struct, frozen=True):
    """The casting vote: by whoever presided; no choice is that they declined it."""

    person: str
    choice: Choice | None
    at: datetime


class Question(msgspec.Struct, frozen=True):
    """What is put: the words, under which item and about which, and how it is decided.

    `motion` is the motion's id; a question may be put without one. `roll` is frozen: ids of those
    who may vote, in seat order. `presiding` put it. `present` and `needed` tell the quorum.
    `named_by` are those who demanded a named vote; `mandatory` is the rule that demands one.
    """

    item: str
    text: str
    way: Way
    roll: tuple[str, ...]
    excluded: tuple[Excluded, ...]
    motion: str = ""
    about: tuple[str, ...] = ()
    majority: Majority = Majority.SIMPLE
    presiding: str = ""
    present: int = 0
    needed: int = 0
    membership: int = 0
    appointment: bool = False
    named_by: tuple[str, ...] = ()
    mandatory: str = ""
    despite: tuple[Despite, ...] = ()


class Vote(msgspec.Struct, frozen=True):
    """A vote. `id` is that of the event by which the question was put.

    `counts` hold for hands and paper, `cast` for a named vote. `closed_at` is when it was closed;
    `result` follows then, but on a tie waits for the casting vote or the lot. A void vote is kept.
    `own` are those who had their own vote minuted. `receipts` has the receipt of each vote cast by
    name, `stored` the id of the event that it is made of and `stored_at` its time, `by_device`
    those who cast it themselves. `unheard`: it was completed in private, as those outside know it.
    `before`: the motions as they stood before it.
    """

    id: str
    question: Question
    put_at: datetime
    added: tuple[Reopening, ...] = ()
    cast: dict[str, Choice] = {}
    counts: Counts | None = None
    closed_at: datetime | None = None
    result: Result | None = None
    casting: Casting | None = None
    lot: bool = False
    void: str = ""
    changed: tuple[Changed, ...] = ()
    own: dict[str, Choice] = {}
    receipts: dict[str, str] = {}
    stored: dict[str, str] = {}
    stored_at: dict[str, datetime] = {}
    by_device: tuple[str, ...] = ()
    unheard: bool = False
    before: Motions | None = None

    @property
    def item(self) -> str:
        """The item under which it is taken."""
        return self.question.item

    @property
    def way(self) -> Way:
        """How it is decided."""
        return self.question.way

    @property
    def roll(self) -> tuple[str, ...]:
        """Everybody who may vote: the roll as frozen, and who was added with a reason."""
        return (*self.question.roll, *(reopening.person for reopening in self.added))

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        """Everybody else, with the reason."""
        added = {reopening.person for reopening in self.added}
        return tuple(e for e in self.question.excluded if e.person not in added)

    @property
    def totals(self) -> Counts:
        """What was cast so far. A casting vote is not in it: it is no part of the first count."""
        if self.way is not Way.NAMED:
            return self.counts or Counts()
        choices = list(self.cast.values())
        return Counts(*(choices.count(choice) for choice in Choice))

    @property
    def uncast(self) -> int:
        """How many on the roll have not answered."""
        return len(self.roll) - self.totals.cast

    @property
    def open(self) -> bool:
        """Whether votes are still taken."""
        return self.closed_at is None and not self.void and not self.unheard

    @property
    def tied(self) -> bool:
        """Whether it was closed with equal votes, and is not decided yet."""
        ended = self.closed_at is not None and self.result is None
        return ended and not self.void and not self.unheard

    @property
    def pending(self) -> bool:
        """Whether the meeting cannot go on before something is done about it."""
        return self.open or self.tied

    @property
    def standing(self) -> bool:
        """Whether it has decided its question."""
        return self.result is not None and not self.void

    def who(self, choice: Choice | None) -> tuple[str, ...]:
        """Who voted like that, or with None who on the roll did not vote, in the roll's order."""
        return tuple(person for person in self.roll if self.cast.get(person) == choice)

    def with_cast(self, person: str, choice: Choice, stamp: Stamp, *, by_device: bool) -> Vote:
        """With this person's vote, in place of one before, as the event of this stamp stored it."""
        code = receipt(self.id, person, choice.value, stamp.id)
        others = self.without_cast(person)
        return replace(
            others,
            cast={**self.cast, person: choice},
            receipts={**others.receipts, person: code},
            stored={**others.stored, person: stamp.id},
            stored_at={**others.stored_at, person: stamp.recorded_at},
            by_device=(*others.by_device, person) if by_device else others.by_device,
        )

    def without_cast(self, person: str) -> Vote:
        """As if this person had cast no vote."""
        return replace(
            self,
            cast={id: choice for id, choice in self.cast.items() if id != person},
            receipts={id: code for id, code in self.receipts.items() if id != person},
            stored={id: event for id, event in self.stored.items() if id != person},
            stored_at={id: at for id, at in self.stored_at.items() if id != person},
            by_device=tuple(id for id in self.by_device if id != person),
        )

    def ended(self, result: Result, **values: object) -> Vote:
        """The vote as it ends with this result."""
        return replace(self, result=result, before=None, **values)

    def reckoned(self) -> Result | None:
        """The result by the count; None for a tie."""
        return reckoned(self.question.majority, self.totals, self.question.membership)


def reckoned(majority: Majority, totals: Counts, membership: int) -> Result | None:
    """What these votes come to. An abstention is no vote (LGA 1972 Sch 12 para 39).

    None is a tie, on which a second or casting vote decides; where nobody voted there is none.
    """
    votes = totals.in_favour + totals.against
    if majority is Majority.TWO_THIRDS:
        carried = votes > 0 and 3 * totals.in_favour >= 2 * votes
    elif majority is Majority.FOUR_FIFTHS:
        # Rounded up to a whole vote, as Local Government Act (NI) 2014 s.40(3) has it.
        carried = votes > 0 and 5 * totals.in_favour >= 4 * votes
    elif majority is Majority.WHOLE:
        carried = 2 * totals.in_favour > membership
    elif totals.in_favour == totals.against:
        return None if votes else Result.LOST
    else:
        carried = totals.in_favour > totals.against
    return Result.CARRIED if carried else Result.LOST


class Votes(msgspec.Struct, frozen=True):
    """All votes of a meeting, in the order in which the questions were put."""

    taken: tuple[Vote, ...] = ()

    def find(self, id: str) -> Vote | None:
        """The vote with this id, if there is one."""
        return next((vote for vote in self.taken if vote.id == id), None)

    @property
    def pending(self) -> Vote | None:
        """The vote that is open, or tied and undecided. There is never more than one."""
        return next((vote for vote in self.taken if vote.pending), None)

    @property
    def latest(self) -> Vote | None:
        """The vote that was put last."""
        return self.taken[-1] if self.taken else None

    def with_(self, vote: Vote) -> Votes:
        """With this vote in place of the one with its id, or as the newest."""
        if self.find(vote.id) is None:
            return Votes((*self.taken, vote))
        return Votes(tuple(vote if v.id == vote.id else v for v in self.taken))

    def change(self, id: str, **values: object) -> Votes:
        """With some values of one vote changed; without it, the same votes."""
        vote = self.find(id)
        return self if vote is None else self.with_(replace(vote, **values))
