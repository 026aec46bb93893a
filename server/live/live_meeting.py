"""A running meeting: the one place where its state changes.

Orders are decided in turn, stored together, then acknowledged, then shown; in no other order.
Other processes may write to the same stream: what they wrote is read on between two turns.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import msgspec

import server.business  # noqa: F401  # the kinds of business must be known before a journal is read
from server.journal.bell import Silence
from server.journal.journal import Conflict, InDoubt, Journal
from server.live.erasure import NamesErased, recorded_of
from server.live.holding_off import HoldingOff
from server.live.order import Answer, Order
from server.live.turn import Clock, Turn, Waiting
from server.meeting.event import Recorded
from server.meeting.fold import replay
from server.meeting.sides import Sides, sides_of
from server.words import Said

MOST_AT_ONCE = 64

log = logging.getLogger(__name__)

GOES_OUT = 0.002  # seconds from when an answer is known until it is with the network


class _OutOfSight(Exception):
    """The stream cannot be read on, for this reason: nobody knows what is stored."""

    def __init__(self, why: Exception) -> None:
        super().__init__(str(why))
        self.why = why


class LiveMeeting:
    """One meeting, its events in memory, and the line of orders that wait for their turn."""

    def __init__(self, stream: str, journal: Journal, clock: Clock) -> None:
        self.stream = stream
        self.recorded: list[Recorded] = []
        self.meeting = replay([])
        self.outside = self.meeting
        self.changed: list[Callable[[], None]] = []
        self.accepted: list[Callable[[Order], None]] = []
        self.over: Said | None = None  # why it takes no more orders, for good
        self._journal = journal
        self._clock = clock
        self._alone = isinstance(journal.bell, Silence)
        self._answers: dict[tuple[str, str], Answer] = {}
        self._elsewhere: set[tuple[str, str]] = set()  # orders stored, whose answers are not here
        self._end = 0  # where the stream ends, as far as was told
        self._in_doubt = False  # whether more may be stored than is known here
        self._waiting: list[Waiting] = []
        self._most = MOST_AT_ONCE
        self._doubt: InDoubt | None = None  # whether the orders whose turn it is are stored
        self._holding_off = HoldingOff()
        self._hurried = 0
        self._calm = asyncio.Event()
        self._calm.set()
        self._worker: asyncio.Task[None] | None = None
        self._closed = False

    @classmethod
    async def load(cls, stream: str, journal: Journal, clock: Clock) -> LiveMeeting:
        """The meeting as its stream tells it. Raises what reading the journal raises."""
        live = cls(stream, journal, clock)
        new = recorded_of(await journal.read(stream))
        live._advance(live.sides.after([], new), new)
        for key, answer in (await journal.answers(stream)).items():
            live._answers[key] = msgspec.json.decode(answer, type=Answer)
        return live

    async def handle(self, order: Order) -> Answer:
        """Decide and store an order; what it answers is stored. Raises Refused, Full, and what the
        journal says while it cannot be reached.

        An order that was given before, here or in another process, is answered as it was then.
        """
        if self.over is not None:
            raise self.over
        known = self._answers.get((order.actor, order.id))
        if known is not None:
            return known
        for waiting in self._waiting:
            if waiting.key == (order.actor, order.id):
                return await asyncio.shield(waiting.done)
        mine = Waiting(order, asyncio.get_running_loop().create_future())
        self._waiting.append(mine)
        self._holding_off.hurry()
        self._begin_work()
        return await asyncio.shield(mine.done)

    def knows(self, order: Order) -> bool:
        """Whether this order was given and answered before."""
        return (order.actor, order.id) in self._answers

    def grown(self, end: int) -> None:
        """Be told that the stream ends there now: what is not known yet is read on, in turn."""
        self._end = max(self._end, end)
        if self._behind:
            self._begin_work()

    @property
    def sides(self) -> Sides:
        """The meeting as it is, and as it is known outside."""
        return Sides(self.meeting, self.outside)

    @property
    def busy(self) -> bool:
        """Whether somebody waits for the answer to an order."""
        return bool(self._waiting) or self._hurried > 0

    @contextmanager
    def hurrying(self) -> Iterator[None]:
        """An order has come: until its answer has gone out, whatever can wait lets it go first."""
        self._hurried += 1
        self._calm.clear()
        try:
            yield
        finally:
            asyncio.get_running_loop().call_later(GOES_OUT, self._answered)

    def _answered(self) -> None:
        self._hurried -= 1
        if self._hurried == 0:
            self._calm.set()

    async def calm(self) -> None:
        """Wait until nobody waits for an answer."""
        await self._calm.wait()
        await self.settled()

    async def settled(self) -> None:
        """Wait until no order waits any more."""
        while self._waiting:
            await asyncio.wait([waiting.done for waiting in self._waiting])

    async def close(self) -> None:
        """Answer the orders that wait, and read on no more."""
        self._closed = True
        await self.settled()
        if self._worker is not None and not self._worker.done():
            self._worker.cancel()
            await asyncio.wait([self._worker])

    # The line of orders

    @property
    def _behind(self) -> bool:
        """Whether the stream has more than is known here, or may have."""
        return not self._closed and (self._in_doubt or self._end > len(self.recorded))

    def _begin_work(self) -> None:
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work())

    async def _work(self) -> None:
        """Take one turn after the other, and read on where others wrote: never both at once."""
        while self._waiting or self._behind:
            orders = self._waiting[: self._most]
            try:
                if self._in_doubt or self._behind:
                    await self._catch_up()
                taken = await self._take_turn(orders)
            except _OutOfSight as unread:
                await self._hold_off(unread.why)
                continue
            except Exception as trouble:
                taken = self._give_up(orders, trouble)
            if taken:
                # Whoever asks for the same order now is answered from what is kept.
                del self._waiting[: len(orders)]
                self._most, self._doubt = MOST_AT_ONCE, None

    async def _take_turn(self, orders: Sequence[Waiting]) -> bool:
        """Decide these orders one after the other, and store what was decided in one go.

        False if others wrote meanwhile, so that a refusal may no longer be right: decide again.
        """
        await self._recall(orders)
        turn = Turn(self.sides, self.recorded, self._clock)
        for waiting in orders:
            if not waiting.done.done():
                turn.take(waiting)
        if turn.refused and not self._alone and await self._catch_up():
            return False
        if turn.decided:
            await self._store(turn)
        for waiting, refused in turn.refused:
            waiting.fail(refused)
        return True

    async def _store(self, turn: Turn) -> None:
        """Store what was decided, answer, and show it.

        Raises what storing does, once what was stored after all is answered; _OutOfSight if nobody
        can know.
        """
        try:
            await self._journal.append([turn.append(self.stream)])
        except Exception as trouble:
            await self._look_what_is_stored([waiting for waiting, _ in turn.decided], trouble)
            raise
        self._advance(turn.sides, turn.new)
        for waiting, answer in turn.decided:
            self._answer(waiting, answer)
        self._show()

    async def _look_what_is_stored(self, orders: Sequence[Waiting], trouble: Exception) -> None:
        """After storing these failed: read on before anything else is said or decided."""
        self._in_doubt = True
        try:
            if not await self._catch_up() and isinstance(trouble, Conflict):
                # One of them, which put nothing on record, was stored by another process.
                self._elsewhere.update(waiting.key for waiting in orders)
            await self._recall(orders)
        except _OutOfSight as unread:
            # A Conflict is ours to settle, which cannot be done now: they may give the order again.
            told = unread.why if isinstance(trouble, Conflict) else trouble
            for waiting in orders:  # of the others it is known that they are not stored
                waiting.fail(self._doubt or told)
            self._doubt = None
            raise

    def _give_up(self, orders: Sequence[Waiting], trouble: Exception) -> bool:
        """Tell those whose orders are not stored why, and try no more; False to try again."""
        if isinstance(trouble, Conflict):
            return False
        if len(orders) > 1 and not isinstance(trouble, Said):
            self._most = 1  # one order is at fault: the others are not to pay for it
            return False
        if isinstance(trouble, InDoubt) and self._doubt is None:
            # It was not found, but may still be on its way. Storing it again settles that, for
            # whichever of the two comes second meets a Conflict.
            self._doubt = trouble
            return False
        for waiting in orders:
            waiting.fail(self._doubt or trouble)
        return True

    async def _recall(self, orders: Sequence[Waiting]) -> None:
        """Answer those of these orders that are known to be stored with their first answers.

        Raises _OutOfSight.
        """
        for waiting in orders:
            if waiting.done.done() or waiting.key not in self._elsewhere:
                continue
            try:
                kept = await self._journal.answer(self.stream, *waiting.key)
            except Exception as why:
                raise _OutOfSight(why) from why
            self._elsewhere.discard(waiting.key)
            if kept is not None:
                self._answer(waiting, msgspec.json.decode(kept, type=Answer))

    def _answer(self, waiting: Waiting, answer: Answer) -> None:
        """Acknowledge an order that is stored."""
        self._answers[waiting.key] = answer
        waiting.answer(answer)
        for tell in self.accepted:
            tell(waiting.order)

    # What others wrote

    async def _catch_up(self) -> bool:
        """Read on in the stream and show it; whether there was anything new. Raises _OutOfSight."""
        told = self._end
        try:
            new = recorded_of(await self._journal.read(self.stream, len(self.recorded)))
            if any(isinstance(each.event, NamesErased) for each in new):
                new = await self._begin_anew()
            sides = self.sides.after(self.recorded, new)
        except Exception as why:
            raise _OutOfSight(why) from why
        # From here to the end nothing may be awaited: what is known is what is shown.
        self._in_doubt = False
        self._holding_off.begin_anew()
        if not new:
            # Nothing is where something was told to be. What was told meanwhile is still looked at.
            self._end = len(self.recorded) if self._end == told else self._end
            return False
        self._elsewhere.update((stamp.actor, stamp.command) for stamp, _ in new)
        self._advance(sides, new)
        self._show()
        return True

    async def _begin_anew(self) -> list[Recorded]:
        """Forget what was read, in which there are names that were erased since; what is new."""
        everything = recorded_of(await self._journal.read(self.stream))
        known = len(self.recorded)
        before = sides_of(everything[:known])
        self.recorded[:] = everything[:known]
        self.meeting, self.outside = before
        return everything[known:]

    async def _hold_off(self, why: Exception) -> None:
        """Tell those who wait why nothing can be done now, and let some time pass. They may ask
        again: whatever was stored after all is answered as it was."""
        if self._holding_off.is_first:
            log.warning("%s cannot be read on: %s", self.stream, why)
        told, self._waiting = self._waiting, []
        for waiting in told:
            waiting.fail(why)
        await self._holding_off.wait()

    def _advance(self, sides: Sides, new: Sequence[Recorded]) -> None:
        self.meeting, self.outside = sides
        self.recorded.extend(new)

    def _show(self) -> None:
        for show in self.changed:
            show()
