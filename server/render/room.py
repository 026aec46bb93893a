"""The room: what all members' seats are drawn from, worked out once for all of them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

import msgspec
from markupsafe import Markup

from server.meeting.agenda import Standing
from server.meeting.debate import Request, Turn
from server.meeting.floor import queue
from server.meeting.interests import Interest
from server.meeting.meeting import Meeting
from server.meeting.motions import Motion
from server.meeting.people import Person
from server.meeting.presiding import presiding
from server.meeting.sitting import Phase
from server.meeting.votes import Excluded, Vote
from server.render.house import House
from server.render.language import Voice
from server.render.templates import draw


class Room:
    """A meeting as members may see it, and as it is `inside` for each member's own things.

    Nothing of one member that is inside is ever told to another.
    """

    def __init__(self, seen: Meeting, house: House, inside: Meeting) -> None:
        self.seen = seen
        self.house = house
        self.inside = inside
        self._drawn: dict[tuple[Voice, str, str, msgspec.Struct], Markup] = {}

    def draw(self, voice: Voice, template: str, audience: str, facts: msgspec.Struct) -> Markup:
        """A part of a seat. Members with the same facts have the same part, drawn once."""
        known = voice, template, audience, facts
        if known not in self._drawn:
            name = f"panels/own/{template}.html"
            given = {"own": facts, "house": self.house, "audience": audience}
            self._drawn[known] = draw(voice, name, **given).strip()
        return self._drawn[known]

    @cached_property
    def open(self) -> bool:
        """Whether the meeting sits."""
        return self.seen.sitting.phase is Phase.OPEN

    @cached_property
    def in_hand(self) -> tuple[str, ...]:
        """The numbers of what is being considered."""
        return tuple(item.number for item in self.seen.all_in_hand)

    @cached_property
    def chair(self) -> Person | None:
        """Who presides."""
        return presiding(self.seen)

    @cached_property
    def vote(self) -> Vote | None:
        """The vote that is open, or tied."""
        return self.seen.votes.pending

    @cached_property
    def roll(self) -> frozenset[str]:
        """Who is on the roll of that vote."""
        return frozenset(self.vote.roll if self.vote is not None else ())

    @cached_property
    def excluded(self) -> dict[str, Excluded]:
        """Everybody else, by id."""
        return {each.person: each for each in (self.vote.excluded if self.vote else ())}

    @cached_property
    def motion(self) -> Motion | None:
        """The motion that is to be decided first."""
        return self.seen.before_it()

    @cached_property
    def queue(self) -> tuple[Request, ...]:
        """Those who wait to speak, in their order."""
        return queue(self.seen)

    @cached_property
    def bearing(self) -> dict[str, tuple[Interest, ...]]:
        """By member, the interests that bear on what is being considered."""
        return self._bearing(self.in_hand_inside)

    @cached_property
    def next_closed(self) -> str:
        """The item for which the public is excluded and which is about to be taken; empty while
        another such is being considered."""
        private, inside = self.inside.private, self.inside
        covered = set(private.items) if private is not None else set()
        closed = {i.number for i in inside.items if covered & set(inside.line_of(i.number))}
        if closed & set(self.in_hand_inside):
            return ""
        pending = (i.number for i in inside.running_order if i.standing is Standing.PENDING)
        return next((number for number in pending if number in closed), "")

    @cached_property
    def bearing_next(self) -> dict[str, tuple[Interest, ...]]:
        """By member, the interests that bear on that item."""
        return self._bearing((self.next_closed,) if self.next_closed else ())

    @cached_property
    def in_hand_inside(self) -> tuple[str, ...]:
        """The numbers of what is being considered, whoever may know of it."""
        return tuple(item.number for item in self.inside.all_in_hand)

    def _bearing(self, numbers: tuple[str, ...]) -> dict[str, tuple[Interest, ...]]:
        found: dict[str, dict[str, Interest]] = defaultdict(dict)
        for number in numbers:
            for interest in self.inside.bearing(self.inside.item(number)):
                found[interest.person][interest.id] = interest
        return {person: tuple(interests.values()) for person, interests in found.items()}

    @cached_property
    def turns(self) -> dict[str, tuple[Turn, ...]]:
        """By member, when they had the floor."""
        found: dict[str, list[Turn]] = defaultdict(list)
        for turn in self.inside.debate.turns:
            found[turn.person].append(turn)
        return {person: tuple(turns) for person, turns in found.items()}

    @cached_property
    def motions(self) -> dict[str, tuple[Motion, ...]]:
        """By member, what they moved or seconded."""
        found: dict[str, list[Motion]] = defaultdict(list)
        for motion in self.inside.motions.moved:
            for person in (motion.mover, motion.seconder):
                found[person].append(motion)
        return {person: tuple(motions) for person, motions in found.items()}

    @cached_property
    def known_votes(self) -> tuple[Vote, ...]:
        """The votes that stand and of which it is known how some members voted."""
        known = (vote for vote in self.inside.votes.taken if vote.cast or vote.own)
        return tuple(vote for vote in known if not vote.void)


class Rooms:
    """The room of a meeting, made anew only when something has happened."""

    def __init__(self) -> None:
        self._last: Room | None = None

    def of(self, seen: Meeting, house: House, inside: Meeting) -> Room:
        """The room of this meeting."""
        last = self._last
        if last is None or last.inside is not inside or last.house is not house:
            self._last = last = Room(seen, house, inside)
        return last
