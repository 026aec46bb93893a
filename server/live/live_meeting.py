"""A running meeting: the one place where its state changes.

Orders are decided in turn, stored together, then acknowledged, then shown; in no other order.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import msgspec

import server.business  # noqa: F401  # the kinds of business must be known before a journal is read
from server.journal.journal import Answer as Kept
from server.journal.journal import Append, Conflict, Journal, Line, Row
from server.live.order import Answer, Order
from server.meeting.command import decide
from server.meeting.event import Event, Recorded, Stamp, read_event, write_event
from server.meeting.fold import replay
from server.meeting.meeting import Meeting
from server.meeting.privacy import recorded
from server.meeting.sides import Sides
from server.words import Said

MOST_AT_ONCE = 64


class Clock:
    """The server's time and its source of random ids, handed down so that tests can hold them."""

    def __init__(self, now: Callable[[], datetime], new_id: Callable[[], str]) -> None:
        self.now = now
        self.new_id = new_id


class Waiting(msgspec.Struct, eq=False):
    """An order that waits to be decided and stored."""

    order: Order
    done: asyncio.Future[Answer]


class LiveMeeting:
    """One meeting, its events in memory, and the line of orders that wait for their turn."""

    def __init__(self, stream: str, journal: Journal, clock: Clock) -> None:
        self.stream = stream
        self.recorded: list[Recorded] = []
        self.meeting = replay([])
        self.outside = self.meeting
        self.changed: list[Callable[[], None]] = []
        self.accepted: list[Callable[[Order], None]] = []
        self._journal = journal
        self._clock = clock
        self._answers: dict[tuple[str, str], Answer] = {}
        self._waiting: list[Waiting] = []
        self._worker: asyncio.Task[None] | None = None

    @classmethod
    async def load(cls, stream: str, journal: Journal, clock: Clock) -> LiveMeeting:
        """The meeting as its stream tells it. Raises what reading the journal raises."""
        live = cls(stream, journal, clock)
        await live._catch_up()
        return live

    async def handle(self, order: Order) -> Answer:
        """Decide and store an order; what it answers is stored. Raises Refused, Full.

        An order that was given before is answered as it was then.
        """
        known = self._answers.get((order.actor, order.id))
        if known is not None:
            return known
        for waiting in self._waiting:
            if (waiting.order.actor, waiting.order.id) == (order.actor, order.id):
                return await asyncio.shield(waiting.done)
        mine = Waiting(order, asyncio.get_running_loop().create_future())
        self._waiting.append(mine)
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work())
        return await asyncio.shield(mine.done)

    def knows(self, order: Order) -> bool:
        """Whether this order was given and answered before."""
        return (order.actor, order.id) in self._answers

    @property
    def sides(self) -> Sides:
        """The meeting as it is, and as it is known outside."""
        return Sides(self.meeting, self.outside)

    @property
    def busy(self) -> bool:
        """Whether an order is being decided or stored."""
        return bool(self._waiting)

    async def settled(self) -> None:
        """Wait until no order waits any more."""
        while self._worker is not None and not self._worker.done():
            await asyncio.wait([self._worker])

    # The line of orders

    async def _work(self) -> None:
        most = MOST_AT_ONCE
        while self._waiting:
            turn = self._waiting[:most]
            try:
                await self._take_turn(turn)
            except Conflict:
                await self._catch_up()
                continue
            except Exception as error:  # whatever storing raised is for those who wait
                if len(turn) > 1 and not isinstance(error, Said):
                    most = 1  # one order is at fault: the others are not to pay for it
                    continue
                for waiting in turn:
                    _fail(waiting, error)
            # Whoever asks for the same order now is answered from what is kept.
            del self._waiting[: len(turn)]
            most = MOST_AT_ONCE

    async def _take_turn(self, turn: list[Waiting]) -> None:
        """Decide these orders one after the other, and store what was decided in one go."""
        sides, new, answers = self.sides, list[Recorded](), dict[int, Answer]()
        for place, waiting in enumerate(turn):
            known = self._answers.get((waiting.order.actor, waiting.order.id))
            if known is not None:  # another process took it
                _answer_with(waiting, known)
                continue
            try:
                decided = self._decide(sides, waiting.order, new)
            except Exception as error:  # a refusal, or a fault of ours that must not stop the rest
                _fail(waiting, error)
                continue
            sides = sides.after([*self.recorded, *new], decided)
            new.extend(decided)
            answers[place] = _answer(decided)
        if not answers:
            return
        await self._journal.append([self._append(turn, new, answers)])
        self._advance(sides, new)
        for place, answer in answers.items():
            order = turn[place].order
            self._answers[order.actor, order.id] = answer
            _answer_with(turn[place], answer)
            for tell in self.accepted:
                tell(order)
        for show in self.changed:
            show()

    def _decide(self, sides: Sides, order: Order, new: list[Recorded]) -> list[Recorded]:
        now = self._clock.now()
        last = new or self.recorded
        if last:
            now = max(now, last[-1].stamp.recorded_at)
        meeting = sides.inside
        actor = order.actor_at(meeting, now)
        events = decide(meeting, actor, order.command, order.given, sides.outside)
        ids = iter(self._clock.new_id, "")
        return list(recorded(meeting, actor, order.id, events, ids))

    def _append(
        self, turn: list[Waiting], new: list[Recorded], answers: dict[int, Answer]
    ) -> Append:
        kept = tuple(
            Kept(turn[place].order.actor, turn[place].order.id, msgspec.json.encode(answer))
            for place, answer in answers.items()
        )
        return Append(self.stream, len(self.recorded), tuple(line(r) for r in new), kept)

    def _advance(self, sides: Sides, new: list[Recorded]) -> None:
        self.meeting, self.outside = sides
        self.recorded.extend(new)

    async def _catch_up(self) -> None:
        """Read on in the stream, as after a start or when somebody else has written to it."""
        rows = await self._journal.read(self.stream, len(self.recorded))
        new = [recorded_in(row) for row in rows]
        self._advance(self.sides.after(self.recorded, new), new)
        for (actor, id), answer in (await self._journal.answers(self.stream)).items():
            self._answers[actor, id] = msgspec.json.decode(answer, type=Answer)
        for show in self.changed:
            show()


def line(recorded: Recorded) -> Line:
    """An event as the journal keeps it."""
    stamp, event = recorded
    return Line(
        event=type(event).__name__,
        payload=write_event(event),
        id=stamp.id,
        actor=stamp.actor,
        command=stamp.command,
        recorded_at=stamp.recorded_at,
        happened_at=stamp.happened_at,
        private=stamp.private,
    )


def recorded_in(row: Row) -> Recorded:
    """The event that a row of the journal holds; of an erased row, that something was erased."""
    stamp = Stamp(row.id, row.happened_at, row.recorded_at, row.actor, row.command, row.private)
    event: Event = Erased() if row.payload is None else read_event(row.event, row.payload)
    return Recorded(stamp, event)


class Erased(Event, frozen=True):
    """What stood here was erased for data protection. It changes nothing any more."""

    undoable = False

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return meeting


def _answer(recorded: list[Recorded]) -> Answer:
    if not recorded:
        return Answer()
    stamp = recorded[0].stamp
    return Answer(True, stamp.id, recorded[0].event.title, stamp.recorded_at)


def _answer_with(waiting: Waiting, answer: Answer) -> None:
    if not waiting.done.done():
        waiting.done.set_result(answer)


def _fail(waiting: Waiting, error: Exception) -> None:
    if not waiting.done.done():
        waiting.done.set_exception(error)
