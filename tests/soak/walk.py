"""Long random meetings: everybody asks for everything, mostly sensibly, and the sums always hold.

A walk is told by its seed alone. After every command the meeting is compared with a second
reckoning, made from the recorded events alone (`tests.soak.reckoning` and its neighbours).
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from itertools import count

import msgspec

import server.business  # noqa: F401  # the kinds of business, with their commands
from server.business.note import NoteRecorded
from server.meeting.audience import seen_by
from server.meeting.command import Actor, Office, commands, decide
from server.meeting.event import Event, Recorded, read_event, write_event
from server.meeting.fold import replay
from server.meeting.meeting import NOWHERE, Meeting
from server.meeting.privacy import recorded
from server.meeting.record import Audience
from server.meeting.refused import Refused
from server.meeting.sides import Sides
from tests.conftest import CONVENED, ENGLISH
from tests.soak.choosing import Choosing
from tests.soak.giving import SECRET, SENSITIVE, Giving
from tests.soak.holds import Holds, Step
from tests.soak.holds_by_device import HoldsByDevice
from tests.soak.reckoning import Reckoning
from tests.soak.setting import drawn

STEPS = 300
"""The most commands of one meeting."""


class Walk:
    """One meeting, walked through at random from its opening until its close."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.choosing, self.giving = Choosing(self.chance), Giving(self.chance)
        self.accepted: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.sides = Sides(NOWHERE, NOWHERE)
        self.recorded: list[Recorded] = []
        self.reckoning = Reckoning()
        self.holds, self.by_device = Holds(self.reckoning), HoldsByDevice(self.reckoning)
        self.now = CONVENED.starts_at - timedelta(minutes=20)
        self._record(Actor(Office.CLERK, self.now, self.now), (drawn(self.chance),))

    @property
    def meeting(self) -> Meeting:
        """The meeting as it is."""
        return self.sides.inside

    @property
    def asked(self) -> int:
        """How many commands were asked for."""
        return self.accepted.total() + self.refused.total()

    def whole(self, steps: int) -> None:
        """So many commands, or until a while after the close."""
        while self.asked < steps and not self.over:
            self.step()
        self.check_public()
        self.check_replay()

    @property
    def over(self) -> bool:
        """Whether the meeting was closed a while ago."""
        closed = self.meeting.sitting.closed_at
        return closed is not None and self.now - closed > timedelta(minutes=5)

    def step(self) -> None:
        """Somebody asks for something."""
        self.now += timedelta(seconds=self.chance.choice([1, 5, 20, 60]))
        name = self.choosing.command(self.meeting)
        given = self.giving.given(self.meeting, name)
        actor = self.choosing.actor(self.meeting, name, given, self.now)
        before, told = self.meeting, len(self.recorded)
        asked = commands[name]
        way = name if actor.office in asked.offices else sent(name)
        if way != name and self.chance.random() < 0.9:  # at times they send what is not theirs
            given = {k: v for k, v in given.items() if k in (asked.offered, *asked.sends)}
        try:
            events = decide(before, actor, name, given)
        except Refused as refusal:
            self.refused[way] += 1
            self._check_refused(refusal, before, told)
            return
        self.accepted[way] += 1
        new = self._record(actor, events)
        self._check(Step(before, self.meeting, actor, new))

    def _record(self, actor: Actor, events: tuple[Event, ...]) -> tuple[Recorded, ...]:
        told = len(self.recorded)
        ids = (f"e{number}" for number in count(told))
        new = recorded(self.meeting, actor, f"c{told}", events, ids)
        self.sides = self.sides.after(self.recorded, new)
        self.recorded += new
        for reading in (self.reckoning, self.by_device.by_device, self.by_device.debating):
            reading.read(new)
        return new

    # What always holds

    def _check_refused(self, refusal: Refused, before: Meeting, told: int) -> None:
        """What is refused has a sentence, and nothing happens."""
        assert 0 < len(ENGLISH.say(refusal)) < 600
        assert self.meeting is before
        assert len(self.recorded) == told

    def _check(self, step: Step) -> None:
        self.holds.check(step)
        self.by_device.check(step)
        if len(self.recorded) % 16 == 0:
            self.check_public()
        if len(self.recorded) % 64 == 0:
            self.check_replay()

    def check_public(self) -> None:
        """The public sees what it is allowed: no note, of a sensitive interest no nature, nothing
        that is between members and the clerk, and of the debate who has the floor."""
        public = seen_by(self.sides, Audience.PUBLIC)
        shown = msgspec.json.encode(public).decode()
        assert SECRET not in shown
        assert SENSITIVE not in shown
        matters = [entry.matter for item in public.items for entry in item.record]
        assert not any(isinstance(matter, NoteRecorded) for matter in matters)
        assert public.join is None
        assert public.acts == ()
        assert (public.offers.sent, public.connections.known) == ((), {})
        assert public.debate.requests == ()
        assert not any(turn.over for turn in public.debate.turns)
        assert not any(i.nature for i in self.meeting.interests.declared if i.sensitive)

    def check_replay(self) -> None:
        """What was recorded makes this meeting, from memory and from the journal's bytes."""
        assert replay(self.recorded) == self.meeting
        stored = [(r.stamp, type(r.event).__name__, write_event(r.event)) for r in self.recorded]
        read = [Recorded(stamp, read_event(name, payload)) for stamp, name, payload in stored]
        assert replay(read) == self.meeting


def sent(name: str) -> str:
    """How a command is counted that members send to the clerk."""
    return f"{name}, sent"


def ways() -> list[str]:
    """Each command, and once more if members send it to the clerk."""
    return sorted([*commands, *(sent(name) for name, asked in commands.items() if asked.offered)])


def lacking(accepted: Counter[str], refused: Counter[str]) -> set[str]:
    """What was never accepted, or never refused, in all walks together."""
    return {way for way in ways() if not accepted[way] or not refused[way]}
