"""Who had the floor and for how long, by the recorded events alone, one after another.

What is struck out later has happened all the same: the time of a speech was somebody's. So events
are gone through in their order, and only what was undone is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from server.meeting.event import Recorded, Stamp
from tests.soak.reading import Reading, not_undone
from tests.soak.reckoning import Reckoning


@dataclass
class Turn:
    """Somebody has, or had, the floor: from when to when."""

    id: str
    item: str
    person: str
    spans: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    over: bool = False

    @property
    def runs(self) -> bool:
        return bool(self.spans) and self.spans[-1][1] is None

    @property
    def used(self) -> timedelta:
        return sum((until - since for since, until in self.spans if until), timedelta())

    def start(self, at: datetime) -> None:
        if not self.runs:
            self.spans.append((at, None))

    def stop(self, at: datetime) -> None:
        if self.runs:
            since = self.spans[-1][0]
            self.spans[-1] = since, max(at, since)

    def end(self, at: datetime) -> None:
        self.stop(at)
        self.over = True


class Debating(Reading):
    """The turns of a meeting, and what ends them: that nobody can have the floor any more."""

    def read(self, recorded: Iterable[Recorded]) -> None:
        """Read what was recorded since; all of it again, if something was undone."""
        new = list(recorded)
        self._all += new
        if any(type(event).__name__ == "Undone" for _, event in new):
            self._begin()
            new = [r for r in not_undone(self._all) if type(r.event).__name__ != "Undone"]
        for each in new:
            self._step(each)

    def _begin(self) -> None:
        self.known = Reckoning()
        self.turns: list[Turn] = []
        self.in_hand: set[str] = set()
        self.sits = False
        self._private = False
        self._closed = False
        self._effects: dict[str, tuple[str, tuple[str, ...]]] = {}

    def _step(self, recorded: Recorded) -> None:
        voting = self._voting()
        self.known.read([recorded])
        super()._step(recorded)
        asked = self._voting() and not voting
        if asked or not self.sits or not all(self._may_go_on(turn) for turn in self._open()):
            self._silence(recorded.stamp)

    def _open(self) -> list[Turn]:
        return [turn for turn in self.turns if not turn.over]

    def _voting(self) -> bool:
        """Whether a question is put and not decided."""
        tallies = self.known.tallies.values()
        return any((not t.closed and not t.void) or self.known.tied(t) for t in tallies)

    def _may_go_on(self, turn: Turn) -> bool:
        if turn.item not in self.in_hand:
            return False
        called = {person.id for person in self.known.called()}
        if turn.person not in called:
            return True
        here = self.known.stay(turn.person) is not None
        return here and not self.known.silenced(turn.person, sorted(self.in_hand))

    def _silence(self, stamp: Stamp) -> None:
        for turn in self._open():
            turn.end(stamp.happened_at)

    # The floor

    def _FloorGiven(self, stamp: Stamp, event: Any) -> None:
        kinds = self.known.convened.profile.speaking.kinds
        interrupts = any(k.interrupts for k in kinds if k.kind == event.speech)
        for turn in self._open():
            if interrupts:
                turn.stop(stamp.happened_at)
            else:
                turn.end(stamp.happened_at)
        given = Turn(stamp.id, event.item, event.person)
        given.start(stamp.happened_at)
        self.turns.append(given)

    def _SpeechHeld(self, stamp: Stamp, event: Any) -> None:
        for turn in self._turn(event.turn):
            turn.stop(stamp.happened_at)

    def _SpeechResumed(self, stamp: Stamp, event: Any) -> None:
        for turn in self._turn(event.turn):
            turn.start(stamp.happened_at)

    def _SpeechEnded(self, stamp: Stamp, event: Any) -> None:
        """Whoever was interrupted by it goes on."""
        for turn in self._turn(event.turn):
            had_it = self._open()[-1] is turn
            turn.end(stamp.happened_at)
            if had_it and self._open():
                self._open()[-1].start(stamp.happened_at)

    _PointOfOrderRuled = _SpeechEnded

    def _turn(self, id: str) -> list[Turn]:
        """The turn with this id, if it is open; one that was undone is not there."""
        return [turn for turn in self._open() if turn.id == id]

    # What is in hand

    def _ItemTaken(self, stamp: Stamp, event: Any) -> None:
        self._take({event.item})

    def _ItemsTakenTogether(self, stamp: Stamp, event: Any) -> None:
        self._take(set(event.items))

    def _take(self, numbers: set[str]) -> None:
        above = {self.known.parents.get(number, "") for number in numbers}
        self.in_hand = set() if self._closed else numbers | (self.in_hand & above)

    def _ItemDeferred(self, stamp: Stamp, event: Any) -> None:
        self.in_hand.discard(event.item)

    _ItemWithdrawn = _ItemDeferred

    # The sitting, and the public

    def _MeetingOpened(self, stamp: Stamp, event: Any) -> None:
        self.sits = True

    _MeetingResumed = _MeetingOpened

    def _MeetingAdjourned(self, stamp: Stamp, event: Any) -> None:
        self.sits = False

    def _MeetingClosed(self, stamp: Stamp, event: Any) -> None:
        self.sits, self._closed, self.in_hand = False, True, set()

    def _PublicExcluded(self, stamp: Stamp, event: Any) -> None:
        self._exclude(stamp, event.excludes)

    def _PublicReadmitted(self, stamp: Stamp, event: Any) -> None:
        self._silence(stamp)
        self.in_hand &= set(event.on_return.resumed)
        self._private = False

    def _exclude(self, stamp: Stamp, items: tuple[str, ...]) -> None:
        if not self._private:
            self._silence(stamp)
            self.in_hand &= set(items)
            self._private = True

    def _ExclusionMoved(self, stamp: Stamp, event: Any) -> None:
        self._effects[stamp.id] = "exclude", event.excludes

    def _ProceduralMoved(self, stamp: Stamp, event: Any) -> None:
        self._effects[stamp.id] = str(event.what), ()

    def _VoteDeclared(self, stamp: Stamp, event: Any) -> None:
        """A carried motion may adjourn the meeting, or exclude the public."""
        vote = event.vote
        what, items = self._effects.get(vote.question.motion, ("", ()))
        if vote.result == "carried" and what == "adjourn":
            self.sits = False
        if vote.result == "carried" and what == "exclude":
            self._exclude(stamp, items)

    _AgreedWithoutDissent = _VoteDeclared
    _CastingVoteGiven = _VoteDeclared
    _LotDrawn = _VoteDeclared
    _RecountDeclared = _VoteDeclared
