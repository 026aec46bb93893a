"""A second, naive reckoning of a meeting, from its recorded events alone.

It knows nothing of `server.meeting` but the shapes of events: it reads them one by one into plain
lists, and whenever something is taken back or struck out it reads all of them again without it.
What it says of the roll, the votes, the texts and the quorum is compared with what the meeting
says.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from server.meeting.convened import MeetingConvened
from server.meeting.event import Stamp
from server.meeting.people import Person
from tests.soak.reading import Reading

NO_VOTE = ("leave", "speak_then_leave", "no_vote")
MUST_LEAVE = ("leave", "speak_then_leave")


@dataclass
class Stay:
    """Somebody was here, in some way, from one time to another."""

    since: datetime
    mode: str
    until: datetime | None = None


@dataclass
class Tie:
    """An interest as it was declared, and each going and coming because of it."""

    person: str
    about: str
    requires: str
    dispensation: str
    budget_only: bool
    steps: list[tuple[datetime, bool]] = field(default_factory=list)

    @property
    def must_leave(self) -> bool:
        return self.requires in MUST_LEAVE and self.dispensation == "none"

    @property
    def bars_speech(self) -> bool:
        return self.requires == "leave" and self.dispensation == "none"

    @property
    def bars_vote(self) -> bool:
        return self.requires in NO_VOTE and self.dispensation != "speak_and_vote"

    def out(self, at: datetime | None) -> bool:
        steps = sorted(self.steps, key=lambda step: step[0])
        known = [left for when, left in steps if at is None or when <= at]
        return bool(known) and known[-1]


@dataclass
class Tally:
    """A vote: its roll, and what was cast or counted."""

    motion: str
    text: str
    way: str
    majority: str
    membership: int
    appointment: bool
    about: tuple[str, ...]
    roll: list[str]
    cast: dict[str, str] = field(default_factory=dict)
    counted: tuple[int, int, int] | None = None
    closed: bool = False
    void: bool = False
    chose: str | None = None
    own: dict[str, str] = field(default_factory=dict)

    @property
    def totals(self) -> tuple[int, int, int]:
        if self.way == "named":
            said = list(self.cast.values())
            return said.count("for"), said.count("against"), said.count("abstain")
        return self.counted or (0, 0, 0)


@dataclass
class Words:
    """A motion as the events tell it."""

    text: str
    what: str
    item: str
    amends: str = ""
    standing: str = "moved"


class Reckoning(Reading):
    """What the events of a meeting come to."""

    def _begin(self) -> None:
        self.stays: dict[str, list[Stay]] = {}
        self.ties: dict[str, Tie] = {}
        self.pairs: list[tuple[str, str]] = []
        self.handed: list[tuple[str, datetime]] = []
        self.begun: dict[str, datetime] = {}
        self.tallies: dict[str, Tally] = {}
        self._moves: list[tuple[str, ...]] = []

    # The quorum

    def membership(self) -> int:
        """Every seat with a vote, and the vacant ones."""
        voting = sum(1 for p in self.people if p.capacity == "member" and p.votes)
        return voting + self.convened.vacancies

    def needed(self) -> int:
        """How many members must be present."""
        rule = self.convened.profile.quorum
        if rule.fixed is not None:
            return rule.fixed
        share = math.ceil(self.membership() * rule.numerator / rule.denominator)
        return max(share, rule.minimum)

    def present(self, at: datetime | None = None) -> set[str]:
        """Who counts to the quorum."""
        return {p.id for p in self.called() if self._counts(p, at)}

    def present_for(self, about: Sequence[str], at: datetime | None = None) -> set[str]:
        """Who counts to the quorum of these items together: not who must leave for one."""
        leave = [tie for tie in self.ties.values() if tie.must_leave]
        gone = {tie.person for tie in leave if any(self._concerns(tie, n) for n in about)}
        return self.present(at) - gone

    def _counts(self, person: Person, at: datetime | None) -> bool:
        stay = self.stay(person.id, at)
        if stay is None or not self._seat_votes(person) or not self.seated(person.id, at):
            return False
        return stay.mode == "chamber" or self.convened.profile.remote_counts

    # Presence and seats

    @property
    def people(self) -> tuple[Person, ...]:
        return self.convened.people

    def called(self) -> list[Person]:
        """Members and those who were named as substitutes."""
        named = {substitute for substitute, _ in self.pairs}
        return [p for p in self.people if p.capacity == "member" or p.id in named]

    def stay(self, person: str, at: datetime | None = None) -> Stay | None:
        """The stay of somebody who is here now, or was then, and not out for an interest."""
        if any(t.out(at) for t in self.ties.values() if t.person == person):
            return None
        for stay in self.stays.get(person, []):
            if at is None and stay.until is None:
                return stay
            if at is not None and stay.since <= at and (stay.until is None or at < stay.until):
                return stay
        return None

    def seat(self, person: str) -> str:
        """Whose seat it is in which this person sits or would sit."""
        return next((member for substitute, member in self.pairs if substitute == person), person)

    def seated(self, person: str, at: datetime | None = None) -> bool:
        """Whether this person is the voice of a seat."""
        pair = next((pair for pair in self.pairs if person in pair), None)
        if pair is None:
            return next(p for p in self.people if p.id == person).capacity == "member"
        substitute, member = pair
        handed = [to for to, when in self.handed if to in pair and (at is None or when <= at)]
        if handed:
            return handed[-1] == person
        first = {
            each: self.stays[each][0].since
            for each in pair
            if self.stays.get(each) and (at is None or self.stays[each][0].since <= at)
        }
        if substitute in first and (member not in first or first[substitute] < first[member]):
            return person == substitute
        return person == member

    def _seat_votes(self, person: Person) -> bool:
        seat = self._of_seat(person)
        return seat.capacity == "member" and seat.votes

    def _of_seat(self, person: Person) -> Person:
        """The member whose seat it is: a substitute has no more rights than they."""
        return next(p for p in self.people if p.id == self.seat(person.id))

    # The roll

    def roll(self, about: Sequence[str], at: datetime) -> set[str]:
        """Who may vote on a question about these items, put at that time."""
        return {p.id for p in self.called() if self._may_vote(p, about, at)}

    def _may_vote(self, person: Person, about: Sequence[str], at: datetime) -> bool:
        stay = self.stay(person.id, at)
        if stay is None or not self._counts(person, at):
            return False
        only = self._of_seat(person).votes_on
        if only and not all(n in only or self.parents.get(n, "") in only for n in about):
            return False
        if self.barred(person.id, about):
            return False
        begun = [self.begun[number] for number in about if number in self.begun]
        if not begun or not self.convened.profile.voting.present_throughout:
            return True
        own = [tie for tie in self.ties.values() if tie.person == person.id]
        returns = [when for tie in own for when, left in tie.steps if not left]
        return max([stay.since, *(when for when in returns if when <= at)]) <= min(begun)

    def barred(self, person: str, about: Sequence[str]) -> bool:
        """Whether an interest that is known by now bars this person from the vote."""
        return any(
            tie.bars_vote and any(self._concerns(tie, n) for n in about)
            for tie in self.ties.values()
            if tie.person == person
        )

    def silenced(self, person: str, about: Sequence[str]) -> bool:
        """Whether an interest that is known by now bars this person from speaking."""
        return any(
            tie.bars_speech and any(self._concerns(tie, n) for n in about)
            for tie in self.ties.values()
            if tie.person == person
        )

    def _concerns(self, tie: Tie, number: str) -> bool:
        above = self.parents.get(number, "")
        if tie.budget_only and not ({number, above} & self.budget):
            return False
        return tie.about in ("", number) or (above != "" and tie.about == above)

    # The votes

    def result(self, tally: Tally) -> str | None:
        """What a vote comes to; None while it is open, tied or void."""
        if tally.void or not tally.closed:
            return None
        if tally.way == "affirmation":
            return "carried"
        yes, no, _ = tally.totals
        if tally.majority == "two_thirds":
            return "carried" if yes and yes / (yes + no) >= 2 / 3 - 1e-9 else "lost"
        if tally.majority == "whole":
            return "carried" if yes > tally.membership / 2 else "lost"
        if yes != no or yes == 0:
            return "carried" if yes > no else "lost"
        rules = self.convened.profile.voting
        waits = rules.casting_vote or (tally.appointment and rules.appointments_by_lot)
        return tally.chose if waits else "lost"

    def tied(self, tally: Tally) -> bool:
        """Whether it waits for a casting vote or a lot."""
        return tally.closed and not tally.void and self.result(tally) is None

    # The motions

    def motions(self) -> dict[str, Words]:
        """Every motion as it reads and stands, by going through all that was done to them."""
        found: dict[str, Words] = {}
        for what, id, *more in self._moves:
            if what == "moved":
                found[id] = Words(*more)
            elif what == "altered" and id in found:
                found[id].text = more[0]
            elif what == "withdrawn" and id in found:
                found[id].standing = "withdrawn"
            elif what == "decided":
                self._decide(found, self.tallies[id])
        return found

    def _decide(self, found: dict[str, Words], tally: Tally) -> None:
        motion, result = found.get(tally.motion), self.result(tally)
        if motion is None or result is None:
            return
        motion.standing = result
        if result != "carried":
            return
        base = found.get(motion.amends)
        if base is not None and base.standing == "moved":
            base.text = motion.text
        if motion.what == "next_business":
            for other in found.values():
                if other.item == motion.item and other.standing == "moved":
                    other.standing = "fallen"

    # The events, one by one

    def _MeetingConvened(self, stamp: Stamp, event: MeetingConvened) -> None:
        self.convened = event
        self.parents = {item.number: item.parent for item in event.items}
        self.budget = {item.number for item in event.items if item.budget}

    def _come(self, person: str, mode: str, at: datetime) -> None:
        self._go(person, at)
        self.stays.setdefault(person, []).append(Stay(at, mode))

    def _go(self, person: str, at: datetime) -> None:
        stays = self.stays.get(person, [])
        if stays and stays[-1].until is None:
            stays[-1].until = max(at, stays[-1].since)

    def _MemberPresent(self, stamp: Stamp, event: Any) -> None:
        self._come(event.person, event.mode, stamp.happened_at)

    _MemberArrived = _MemberPresent

    def _MemberDeparted(self, stamp: Stamp, event: Any) -> None:
        self._go(event.person, stamp.happened_at)

    def _ApologyReceived(self, stamp: Stamp, event: Any) -> None:
        self.stays.pop(event.person, None)

    _MemberAbsent = _ApologyReceived

    def _FaultRecorded(self, stamp: Stamp, event: Any) -> None:
        if event.what == "member":
            self._go(event.person, stamp.happened_at)

    def _FaultMended(self, stamp: Stamp, event: Any) -> None:
        person: str = event.person
        stays = self.stays.get(person, [])
        if event.what == "member" and not (stays and stays[-1].until is None):
            self._come(person, "remote", stamp.happened_at)

    def _SubstituteNamed(self, stamp: Stamp, event: Any) -> None:
        self.pairs.append((event.substitute, event.member))

    def _SeatHandedOver(self, stamp: Stamp, event: Any) -> None:
        self.handed.append((event.person, stamp.happened_at))

    def _InterestDeclared(self, stamp: Stamp, event: Any) -> None:
        self.ties[stamp.id] = Tie(
            event.person,
            event.about,
            event.requires,
            event.dispensation,
            event.budget_only,
        )

    def _MemberLeftForInterest(self, stamp: Stamp, event: Any) -> None:
        if event.interest in self.ties:
            self.ties[event.interest].steps.append((stamp.happened_at, True))

    def _MemberReturned(self, stamp: Stamp, event: Any) -> None:
        if event.interest in self.ties:
            self.ties[event.interest].steps.append((stamp.happened_at, False))

    def _ItemTaken(self, stamp: Stamp, event: Any) -> None:
        self.begun.setdefault(event.item, stamp.happened_at)

    def _ItemsTakenTogether(self, stamp: Stamp, event: Any) -> None:
        for number in event.items:
            self.begun.setdefault(number, stamp.happened_at)

    def _put(self, id: str, question: Any) -> Tally:
        put = question
        self.tallies[id] = Tally(
            put.motion,
            put.text,
            put.way,
            put.majority,
            put.membership,
            put.appointment,
            put.about,
            list(put.roll),
        )
        return self.tallies[id]

    def _QuestionPut(self, stamp: Stamp, event: Any) -> None:
        self._put(stamp.id, event.question)

    def _AgreedWithoutDissent(self, stamp: Stamp, event: Any) -> None:
        self._put(stamp.id, event.vote.question).closed = True
        self._moves.append(("decided", stamp.id))

    def _RollReopened(self, stamp: Stamp, event: Any) -> None:
        self.tallies[event.vote].roll.append(event.person)

    def _VoteCast(self, stamp: Stamp, event: Any) -> None:
        self.tallies[event.vote].cast[event.person] = event.choice

    _VoteChanged = _VoteCast

    def _VotesCounted(self, stamp: Stamp, event: Any) -> None:
        counts = event.counts
        self.tallies[event.vote].counted = (counts.in_favour, counts.against, counts.abstained)

    def _VoteClosed(self, stamp: Stamp, event: Any) -> None:
        self.tallies[event.vote].closed = True

    def _VoteDeclared(self, stamp: Stamp, event: Any) -> None:
        if ("decided", event.vote.id) not in self._moves:
            self._moves.append(("decided", event.vote.id))

    _RecountDeclared = _VoteDeclared

    def _CastingVoteGiven(self, stamp: Stamp, event: Any) -> None:
        choice = event.vote.casting.choice
        self.tallies[event.vote.id].chose = "carried" if choice == "for" else "lost"
        self._VoteDeclared(stamp, event)

    def _LotDrawn(self, stamp: Stamp, event: Any) -> None:
        self.tallies[event.vote.id].chose = str(event.vote.result)
        self._VoteDeclared(stamp, event)

    def _VoteRecounted(self, stamp: Stamp, event: Any) -> None:
        self._VotesCounted(stamp, event)
        self.tallies[event.vote].chose = None

    def _VoteCorrected(self, stamp: Stamp, event: Any) -> None:
        cast = self.tallies[event.vote].cast
        if event.choice is None:
            cast.pop(event.person, None)
        else:
            cast[event.person] = event.choice

    def _VoteVoided(self, stamp: Stamp, event: Any) -> None:
        self.tallies[event.vote].void = True

    def _OwnVoteMinuted(self, stamp: Stamp, event: Any) -> None:
        self.tallies[event.vote].own[event.person] = event.choice

    def _MotionMoved(self, stamp: Stamp, event: Any) -> None:
        self._moves.append(("moved", stamp.id, event.proposed, "substantive", event.item))

    def _AmendmentMoved(self, stamp: Stamp, event: Any) -> None:
        moved = ("moved", stamp.id, event.proposed, "amendment", event.item, event.motion)
        self._moves.append(moved)

    def _ProceduralMoved(self, stamp: Stamp, event: Any) -> None:
        self._moves.append(("moved", stamp.id, event.proposed, event.what, event.item))

    def _ExclusionMoved(self, stamp: Stamp, event: Any) -> None:
        self._moves.append(("moved", stamp.id, event.proposed, "exclude", event.item))

    def _MotionAltered(self, stamp: Stamp, event: Any) -> None:
        self._moves.append(("altered", event.motion, event.proposed))

    def _MotionWithdrawn(self, stamp: Stamp, event: Any) -> None:
        self._moves.append(("withdrawn", event.motion))
