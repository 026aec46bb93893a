"""What members did from their own device, by the recorded events alone.

Who voted last and how, and by which event; what was sent to the clerk and how often it was
answered; who demands a named vote.
"""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

from server.meeting.event import Stamp
from tests.soak.reading import Reading

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U


class Stored(NamedTuple):
    """A vote as it was stored last: what for, by which event, whether by the member's device."""

    choice: str
    event: str
    by_device: bool


class ByDevice(Reading):
    """What the events say of it."""

    def _begin(self) -> None:
        self.votes: dict[str, dict[str, Stored]] = {}
        self.offers: dict[str, list[str]] = {}
        self.demands: dict[str, list[str]] = {}

    def receipt(self, vote: str, person: str) -> str:
        """The receipt of a vote as anybody would make it who reads how receipts are made."""
        stored = self.votes[vote][person]
        made_of = f"{vote}\n{person}\n{stored.choice}\n{stored.event}\n"
        bits = int.from_bytes(hashlib.sha256(made_of.encode()).digest()) >> (256 - 50)
        code = "".join(LETTERS[bits >> (5 * place) & 31] for place in reversed(range(10)))
        return f"{code[:5]}-{code[5:]}"

    # The events, one by one

    def _QuestionPut(self, stamp: Stamp, event: Any) -> None:
        self.votes[stamp.id] = {}

    def _VoteCast(self, stamp: Stamp, event: Any) -> None:
        stored = Stored(str(event.choice), stamp.id, event.by_device)
        self.votes[event.vote][event.person] = stored

    _VoteChanged = _VoteCast

    def _VoteCorrected(self, stamp: Stamp, event: Any) -> None:
        if event.choice is None:
            self.votes[event.vote].pop(event.person, None)
        else:
            self.votes[event.vote][event.person] = Stored(str(event.choice), stamp.id, False)

    def _CommandOffered(self, stamp: Stamp, event: Any) -> None:
        self.offers[stamp.id] = []

    def _OfferTakenUp(self, stamp: Stamp, event: Any) -> None:
        self.offers[event.offer].append("taken_up")

    def _OfferPutAside(self, stamp: Stamp, event: Any) -> None:
        self.offers[event.offer].append("put_aside")

    def _OfferWithdrawn(self, stamp: Stamp, event: Any) -> None:
        self.offers[event.offer].append("withdrawn")

    def _NamedVoteDemanded(self, stamp: Stamp, event: Any) -> None:
        self.demands.setdefault(event.motion, []).append(event.person)

    def _DemandWithdrawn(self, stamp: Stamp, event: Any) -> None:
        self.demands[event.motion].remove(event.person)
