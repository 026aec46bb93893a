"""What always holds of what members do from their own device, and of the floor."""

from __future__ import annotations

from server.business.demand import NamedVoteDemanded
from server.business.floor import FloorGiven
from server.business.speaking import SpeakerAsked
from server.business.vote import VoteCast, VoteChanged
from server.meeting.command import SEATS
from server.meeting.event import Event
from server.meeting.offers import CommandOffered
from server.meeting.profile import Speech
from server.meeting.votes import Question, Vote, Way
from tests.soak.by_device import ByDevice
from tests.soak.debating import Debating
from tests.soak.holds import Step
from tests.soak.reckoning import Reckoning

THEIR_OWN = (VoteCast, VoteChanged, SpeakerAsked, CommandOffered, NamedVoteDemanded)


class HoldsByDevice:
    """Compares a meeting with what its events say of members’ own acts."""

    def __init__(self, reckoning: Reckoning) -> None:
        self.reckoning = reckoning
        self.by_device = ByDevice()
        self.debating = Debating()

    def check(self, step: Step) -> None:
        """Raise AssertionError if something does not hold after this."""
        self.step, self.meeting = step, step.meeting
        for vote in self.meeting.votes.taken:
            self._check_receipts(vote)
        self._check_offers()
        self._check_demands()
        self._check_turns()
        for _, event in step.new:
            self._check_own(event)
            if isinstance(event, FloorGiven):
                self._check_called(event)
            put = getattr(event, "question", None)
            if isinstance(put, Question):
                self._check_demanded(put)

    def _check_receipts(self, vote: Vote) -> None:
        """Each vote by name is the one that was stored last, and anybody can make its receipt."""
        stored = self.by_device.votes.get(vote.id, {})
        assert vote.cast == {person: last.choice for person, last in stored.items()}
        assert vote.stored == {person: last.event for person, last in stored.items()}
        assert set(vote.by_device) == {p for p, last in stored.items() if last.by_device}
        assert len(set(vote.by_device)) == len(vote.by_device)
        assert vote.receipts == {p: self.by_device.receipt(vote.id, p) for p in stored}

    def _check_offers(self) -> None:
        """What was sent is answered once, if at all, and stands as it was answered."""
        shown = {offer.id: offer.standing.value for offer in self.meeting.offers.sent}
        told = self.by_device.offers
        assert all(len(answers) <= 1 for answers in told.values())
        assert shown == {id: answers[0] if answers else "waiting" for id, answers in told.items()}

    def _check_demands(self) -> None:
        """A demand counts each member once."""
        for motion in self.meeting.motions.moved:
            demanded = self.by_device.demands.get(motion.id, [])
            assert len(set(demanded)) == len(demanded)
            assert list(motion.demanded) == demanded

    def _check_demanded(self, put: Question) -> None:
        """Where enough demanded it of those who may vote, the names are taken, and all named."""
        demanded = self.by_device.demands.get(put.motion, []) if put.motion else []
        able = {person for person in demanded if person in put.roll}
        needed = self.meeting.profile.voting.named_on_demand
        if needed and len(able) >= needed:
            assert put.way is Way.NAMED
            assert able <= set(put.named_by)
        assert len(set(put.named_by)) == len(put.named_by)

    def _check_own(self, event: Event) -> None:
        """From a device nobody acts for another, or changes a vote where the rules do not let."""
        actor = self.step.actor
        if isinstance(event, THEIR_OWN) and actor.office in SEATS:
            assert event.person == actor.person
        if isinstance(event, VoteCast | VoteChanged):
            assert event.by_device == (actor.office in SEATS)
        if isinstance(event, VoteChanged) and event.by_device:
            assert self.meeting.profile.voting.may_change
            assert self.step.before.vote(event.vote).open
        if isinstance(event, SpeakerAsked) and actor.office in SEATS:
            assert event.kind is not Speech.PUBLIC

    def _check_called(self, event: FloorGiven) -> None:
        """Who has the floor is here, if they are a member, and no interest bars them."""
        if event.person in {person.id for person in self.reckoning.called()}:
            assert self.reckoning.stay(event.person) is not None
            in_hand = sorted(self.debating.in_hand)
            assert not self.reckoning.silenced(event.person, in_hand)

    def _check_turns(self) -> None:
        """One clock runs at most, and only under an item in hand; everybody had their time."""
        shown = [(t.id, t.item, t.over, t.runs, t.used) for t in self.meeting.debate.turns]
        told = [(t.id, t.item, t.over, t.runs, t.used) for t in self.debating.turns]
        assert shown == told
        running = [turn for turn in self.meeting.debate.turns if turn.runs]
        assert len(running) <= 1
        assert {item.number for item in self.meeting.all_in_hand} == self.debating.in_hand
        assert all(turn.item in self.debating.in_hand for turn in running)
        assert not running or self.debating.sits
