"""A turn: orders that are decided one after the other, to be stored in one go. No I/O."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from time import perf_counter

import msgspec

from server import measures
from server.journal.journal import Answer as Kept
from server.journal.journal import Append
from server.live.lines import line
from server.live.order import Answer, Order
from server.measures import Outcome
from server.meeting.command import decide
from server.meeting.event import Recorded
from server.meeting.privacy import recorded
from server.meeting.refused import Refused
from server.meeting.sides import Sides


class Clock:
    """The server's time and its source of random ids, handed down so that tests can hold them."""

    def __init__(self, now: Callable[[], datetime], new_id: Callable[[], str]) -> None:
        self.now = now
        self.new_id = new_id


class Waiting(msgspec.Struct, eq=False):
    """An order that waits to be decided and stored."""

    order: Order
    done: asyncio.Future[Answer]
    since: float = msgspec.field(default_factory=perf_counter)
    """When it came; uvloop's own clock tells no less than milliseconds."""

    @property
    def key(self) -> tuple[str, str]:
        """What the order is known by in its meeting."""
        return self.order.actor, self.order.id

    def answer(self, answer: Answer) -> None:
        """Tell whoever waits that it is stored."""
        if not self.done.done():
            self.done.set_result(answer)
            self._measure(Outcome.STORED)

    def fail(self, error: Exception) -> None:
        """Tell whoever waits why it is not."""
        if not self.done.done():
            self.done.set_exception(error)
            self._measure(Outcome.REFUSED if isinstance(error, Refused) else Outcome.FAILED)

    def _measure(self, outcome: Outcome) -> None:
        measures.commands[outcome].observe(perf_counter() - self.since)


class Turn:
    """What is decided on the state that the orders before it leave; nothing of it is stored yet."""

    def __init__(self, sides: Sides, recorded: Sequence[Recorded], clock: Clock) -> None:
        self.sides = sides
        self.new: list[Recorded] = []
        self.decided: list[tuple[Waiting, Answer]] = []
        self.refused: list[tuple[Waiting, Exception]] = []
        self._recorded = recorded
        self._clock = clock

    def take(self, waiting: Waiting) -> None:
        """Decide one more order."""
        try:
            new = self._decide(waiting.order)
        except Exception as error:  # a refusal, or a fault of ours that must not stop the rest
            self.refused.append((waiting, error))
            return
        self.sides = self.sides.after([*self._recorded, *self.new], new)
        self.new.extend(new)
        self.decided.append((waiting, _answer(new)))

    def append(self, stream: str) -> Append:
        """What is to be stored."""
        kept = tuple(
            Kept(*waiting.key, msgspec.json.encode(answer)) for waiting, answer in self.decided
        )
        return Append(stream, len(self._recorded), tuple(line(r) for r in self.new), kept)

    def _decide(self, order: Order) -> list[Recorded]:
        now = self._clock.now()
        last = self.new or self._recorded
        if last:  # the clocks of two machines differ
            now = max(now, last[-1].stamp.recorded_at)
        meeting = self.sides.inside
        actor = order.actor_at(meeting, now)
        events = decide(meeting, actor, order.command, order.given, self.sides.outside)
        ids = iter(self._clock.new_id, "")
        return list(recorded(meeting, actor, order.id, events, ids))


def _answer(recorded: list[Recorded]) -> Answer:
    if not recorded:
        return Answer()
    stamp = recorded[0].stamp
    return Answer(True, stamp.id, recorded[0].event.title, stamp.recorded_at)
