"""What always holds of a meeting that is walked through: the sitting, quorum, votes and motions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from server.business.question import RollReopened
from server.business.vote import VoteCast, VoteChanged
from server.meeting.command import Actor
from server.meeting.event import Recorded
from server.meeting.meeting import Meeting
from server.meeting.motions import MotionKind
from server.meeting.quorum import item_quorum, quorum
from server.meeting.votes import Choice, Question, Vote, Way
from tests.soak.reckoning import Reckoning, Tally


@dataclass
class Step:
    """A command that was accepted: the meeting before and after it, and what was recorded."""

    before: Meeting
    meeting: Meeting
    actor: Actor
    new: tuple[Recorded, ...]


class Holds:
    """Compares a meeting with the reckoning made from its events."""

    def __init__(self, reckoning: Reckoning) -> None:
        self.reckoning = reckoning

    def check(self, step: Step) -> None:
        """Raise AssertionError if something does not hold after this."""
        self.meeting, self.before, self.actor = step.meeting, step.before, step.actor
        self._check_sitting()
        self._check_quorum()
        self._check_votes()
        self._check_motions()
        for _, event in step.new:
            put = getattr(event, "question", None)
            vote = getattr(event, "vote", None)
            if isinstance(put, Question):
                self._check_put(put)
            if isinstance(vote, Vote) and vote.way is Way.AFFIRMATION:
                self._check_put(vote.question)
            if isinstance(vote, Vote) and vote.casting and vote.casting.choice:
                self._check_casting(vote, vote.casting.person)
            if isinstance(event, RollReopened):
                self._check_reopened(event)
            if isinstance(event, VoteCast | VoteChanged):
                self._check_cast(event)

    def _check_cast(self, event: VoteCast | VoteChanged) -> None:
        """Who votes is on the roll, here and barred by nothing, and votes once. A device may have
        waited: who votes by it is here when it is stored."""
        vote = self.before.vote(event.vote)
        at = self.actor.now if event.by_device else self.actor.at
        assert vote.open
        assert event.person in vote.roll
        assert (event.person in vote.cast) == isinstance(event, VoteChanged)
        assert self.reckoning.stay(event.person, at) is not None
        assert not self.reckoning.barred(event.person, vote.question.about)

    def _check_casting(self, vote: Vote, person: str) -> None:
        """The casting vote is by somebody on the roll, here and barred by nothing."""
        assert vote.totals.in_favour == vote.totals.against
        assert person in vote.roll
        assert self.reckoning.stay(person, vote.casting.at if vote.casting else None) is not None
        assert not self.reckoning.barred(person, vote.question.about)

    def _check_reopened(self, event: RollReopened) -> None:
        """Who is put on the roll later may vote by then, and was not heard before."""
        vote = self.meeting.vote(event.vote)
        assert self.actor.at >= vote.put_at
        assert event.person in self.reckoning.roll(vote.question.about, self.actor.at)
        self._one_voice_a_seat(vote.roll)

    def _check_sitting(self) -> None:
        """The sitting changed in the order of time."""
        times = [change.at for change in self.meeting.sitting.changes]
        assert times == sorted(times)

    def _check_quorum(self) -> None:
        """The quorum that is shown is the quorum by the events."""
        shown = quorum(self.meeting)
        counted = self.reckoning.present()
        assert shown.present == len(counted)
        assert (shown.needed, shown.membership) == (
            self.reckoning.needed(),
            self.reckoning.membership(),
        )
        item = self.meeting.in_hand
        if item is not None:
            counted = self.reckoning.present_for([item.number])
            assert item_quorum(self.meeting, item).present == len(counted)
        self._one_voice_a_seat(counted)

    def _one_voice_a_seat(self, people: Iterable[str]) -> None:
        seats = [self.reckoning.seat(person) for person in people]
        assert len(seats) == len(set(seats))

    def _check_votes(self) -> None:
        """Every vote adds up to its roll, and comes to what its count comes to."""
        votes = self.meeting.votes.taken
        assert {vote.id for vote in votes} == set(self.reckoning.tallies)
        assert sum(vote.pending for vote in votes) <= 1
        for vote in votes:
            self._check_vote(vote, self.reckoning.tallies[vote.id])

    def _check_vote(self, vote: Vote, tally: Tally) -> None:
        totals = vote.totals
        assert list(vote.roll) == tally.roll
        assert len(set(vote.roll)) == len(vote.roll)
        assert set(vote.cast) | set(vote.own) <= set(vote.roll)
        assert not set(vote.roll) & {excluded.person for excluded in vote.excluded}
        counts = (totals.in_favour, totals.against, totals.abstained)
        assert counts == tally.totals
        assert min(*counts, vote.uncast) >= 0
        assert sum(counts) + vote.uncast == len(vote.roll)
        if vote.way is not Way.NAMED:
            assert vote.cast == {}
        if vote.way is Way.AFFIRMATION:
            assert vote.counts is None
        assert vote.own == tally.own
        if vote.counts is not None:
            own = list(vote.own.values())
            assert all(own.count(choice) <= n for choice, n in zip(Choice, counts, strict=True))
        assert bool(vote.void) == tally.void
        assert vote.tied == self.reckoning.tied(tally)
        if not tally.void:
            assert vote.result == self.reckoning.result(tally)

    def _check_motions(self) -> None:
        """Every motion reads and stands as going through the amendments and votes says."""
        found = {m.id: (m.text, m.standing.value) for m in self.meeting.motions.moved}
        words = self.reckoning.motions()
        assert found == {id: (w.text, w.standing) for id, w in words.items()}
        for vote in self.meeting.votes.taken:
            motion = self.meeting.motions.find(vote.question.motion)
            if motion is not None and vote.standing:
                assert motion.text == vote.question.text

    def _check_put(self, put: Question) -> None:
        """The roll has all who may vote and nobody else; what is put is what was moved."""
        at = self.actor.at
        assert set(put.roll) == self.reckoning.roll(put.about, at)
        for person in put.roll:
            assert not self.reckoning.barred(person, put.about)
        self._one_voice_a_seat(put.roll)
        assert put.present == len(self.reckoning.present_for(put.about, at))
        assert put.needed == self.reckoning.needed()
        accounted = {*put.roll, *(excluded.person for excluded in put.excluded)}
        assert accounted == {person.id for person in self.reckoning.called()}
        motion = self.before.motions.find(put.motion)
        if motion is not None:
            assert motion.text == put.text
            ahead = self.before.motions.first_in(motion.item)
            assert ahead is not None
            assert ahead.id == motion.id
            assert motion.kind is not MotionKind.SUBSTANTIVE or put.item == motion.item
