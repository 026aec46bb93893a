"""Debate: who asks to speak, who has the floor and for how long, and in which order it goes.

`server.meeting.floor` says who may have the floor, and who is to be called next.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from server.meeting.profile import Speech
from server.meeting.span import Span


class Standing(StrEnum):
    """What has become of a request to speak."""

    WAITING = "waiting"
    CALLED = "called"
    WITHDRAWN = "withdrawn"


class Ruling(StrEnum):
    """How the chair ruled on a point of order."""

    UPHELD = "upheld"
    NOT_UPHELD = "not_upheld"


class Request(msgspec.Struct, frozen=True):
    """Somebody asks to speak under an item. `id` is that of the event that says so.

    `person` is an id, or empty where `name` is of somebody on no list: a member of the public.
    `rule` is the standing order that a point of order names. `first`: when the chair's hand put
    it before the others. `seconds` are for this speaker alone, where they differ from the rules.
    """

    id: str
    item: str
    kind: Speech
    at: datetime
    person: str = ""
    name: str = ""
    rule: str = ""
    seconds: int = 0
    first: datetime | None = None
    standing: Standing = Standing.WAITING


class Turn(msgspec.Struct, frozen=True):
    """Somebody has, or had, the floor. `id` is that of the event by which they were called.

    `seconds` is the time allowed, with all that was given besides; 0 is no limit. `spans` are the
    times in which they spoke: a turn that is held or interrupted stands still. `over`: it ended.
    """

    id: str
    request: str
    item: str
    kind: Speech
    seconds: int
    spans: tuple[Span, ...]
    person: str = ""
    name: str = ""
    rule: str = ""
    over: bool = False
    ruling: Ruling | None = None

    @property
    def runs(self) -> bool:
        """Whether the clock of this turn runs."""
        return not self.over and bool(self.spans) and self.spans[-1].until is None

    @property
    def used(self) -> timedelta:
        """The time that was used up in the spans that have ended."""
        return sum((s.until - s.since for s in self.spans if s.until is not None), timedelta())

    def stopped(self, at: datetime) -> Turn:
        """With its clock standing still since then."""
        if not self.runs:
            return self
        last = self.spans[-1]
        ended = Span(last.since, max(at, last.since))
        return replace(self, spans=(*self.spans[:-1], ended))

    def started(self, at: datetime) -> Turn:
        """With its clock running since then."""
        return self if self.over or self.runs else replace(self, spans=(*self.spans, Span(at)))

    def ended(self, at: datetime) -> Turn:
        """Over since then."""
        return replace(self.stopped(at), over=True)


class Debate(msgspec.Struct, frozen=True):
    """All requests to speak and all turns, in the order in which they came."""

    requests: tuple[Request, ...] = ()
    turns: tuple[Turn, ...] = ()

    def find(self, id: str) -> Request | None:
        """The request with this id, if there is one."""
        return next((request for request in self.requests if request.id == id), None)

    def turn(self, id: str) -> Turn | None:
        """The turn with this id, if there is one."""
        return next((turn for turn in self.turns if turn.id == id), None)

    @property
    def open(self) -> tuple[Turn, ...]:
        """The turns that are not over: the last has the floor, those before it were interrupted."""
        return tuple(turn for turn in self.turns if not turn.over)

    @property
    def floor(self) -> Turn | None:
        """The turn that has the floor, running or held."""
        return next((turn for turn in reversed(self.turns) if not turn.over), None)

    def with_request(self, request: Request) -> Debate:
        """With this request in place of the one with its id, or as the newest."""
        if self.find(request.id) is None:
            return replace(self, requests=(*self.requests, request))
        same = tuple(request if r.id == request.id else r for r in self.requests)
        return replace(self, requests=same)

    def with_turn(self, turn: Turn) -> Debate:
        """With this turn in place of the one with its id, or as the newest."""
        if self.turn(turn.id) is None:
            return replace(self, turns=(*self.turns, turn))
        return replace(self, turns=tuple(turn if t.id == turn.id else t for t in self.turns))

    def called(self, request: Request, turn: Turn, at: datetime, *, interrupts: bool) -> Debate:
        """With this turn on the floor: whoever has it is interrupted, or has ended."""
        before = tuple(
            t if t.over else t.stopped(at) if interrupts else t.ended(at) for t in self.turns
        )
        answered = self.with_request(replace(request, standing=Standing.CALLED))
        return replace(answered, turns=(*before, turn))

    def ended(self, id: str, at: datetime) -> Debate:
        """With this turn over; whoever it interrupted has the floor again."""
        turn = self.turn(id)
        if turn is None or turn.over:
            return self
        left = self.with_turn(turn.ended(at))
        again = left.floor
        return (
            left if again is None or turn is not self.floor else left.with_turn(again.started(at))
        )

    def silenced(self, at: datetime) -> Debate:
        """With nobody on the floor."""
        if not self.open:
            return self
        return replace(self, turns=tuple(t if t.over else t.ended(at) for t in self.turns))

    def cleared(self, at: datetime, stays: Callable[[Request], bool] = lambda _: False) -> Debate:
        """With nobody on the floor, and nobody waiting for it but whose request stays."""
        gone = {r.id for r in self.requests if r.standing is Standing.WAITING and not stays(r)}
        if not gone:
            return self.silenced(at)
        asked = tuple(
            replace(r, standing=Standing.WITHDRAWN) if r.id in gone else r for r in self.requests
        )
        return replace(self.silenced(at), requests=asked)
