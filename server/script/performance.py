"""Playing a script offline."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count

import server.business  # noqa: F401 - loads every kind of business with its commands
from server.meeting.command import commands, decide
from server.meeting.convened import MeetingConvened
from server.meeting.event import Event, Recorded
from server.meeting.meeting import NOWHERE, Meeting
from server.meeting.privacy import recorded
from server.meeting.refused import Refused
from server.meeting.sides import Sides
from server.script.line import CREATE, Line, Names
from server.words import N_, Said


class ScriptRefused(Said):
    """A line of a script whose command was refused, or was not though it should have been."""

    def __init__(self, line: Line, reason: Said) -> None:
        sentence = N_("Line {line}, {command}: {reason}")
        super().__init__(sentence, line=line.number, command=line.do, reason=reason)
        self.line = line
        self.reason = reason


class Performance:
    """A script played offline, line by line, through the same rules as everything else.

    `convene` reads a meeting file by the name that the script gives it. A lenient performance
    keeps its refusals and goes on; else the first one is raised.
    """

    def __init__(self, convene: Callable[[str], MeetingConvened], *, lenient: bool = False) -> None:
        self.sides = Sides(NOWHERE, NOWHERE)
        self.recorded: list[Recorded] = []
        self.refusals: list[ScriptRefused] = []
        self._convene = convene
        self._lenient = lenient
        self._names = Names()

    @property
    def meeting(self) -> Meeting:
        """The meeting as it is."""
        return self.sides.inside

    def play(self, lines: Iterable[Line]) -> None:
        """Perform these lines. Raises ScriptRefused, unless lenient."""
        for line in lines:
            try:
                self.perform(line)
            except ScriptRefused as refused:
                if not self._lenient:
                    raise
                self.refusals.append(refused)

    def perform(self, line: Line) -> None:
        """Perform one line, whole or not at all. Raises ScriptRefused."""
        self._require_sense(line)
        try:
            events = self._events(line)
        except Refused as refused:
            if line.refused:
                return
            raise ScriptRefused(line, refused) from refused
        if line.refused:
            raise ScriptRefused(line, Said(N_("this was accepted, but should have been refused.")))
        self._record(line, events)

    def _events(self, line: Line) -> tuple[Event, ...]:
        if line.do == CREATE:
            return (self._convene(line.given["file"]),)
        return decide(self.meeting, line.actor, line.do, self._names.resolve(line))

    def _record(self, line: Line, events: Iterable[Event]) -> None:
        ids = map(line.event_id, count())
        new = recorded(self.meeting, line.actor, line.command_id, events, ids)
        self.sides = self.sides.after(self.recorded, new)
        self.recorded += new
        if new:
            self._names.keep(line, new[0].stamp.id)

    def _require_sense(self, line: Line) -> None:
        """A misspelt line is wrong even where a refusal is expected."""
        if line.do == CREATE:
            return
        if not self.recorded:
            raise ScriptRefused(line, Said(N_("no meeting has been created before this line.")))
        if line.do not in commands:
            raise ScriptRefused(line, Said(N_("there is no such command.")))
        person = self.meeting.find_person(line.person)
        if line.person and (person is None or not person.member):
            sentence = N_("“{who}” is neither clerk nor chair nor the id of a member.")
            raise ScriptRefused(line, Said(sentence, who=line.person))


def play(lines: Iterable[Line], convene: Callable[[str], MeetingConvened]) -> list[Recorded]:
    """What is recorded when a script is played. Raises ScriptRefused at the first refusal."""
    performance = Performance(convene)
    performance.play(lines)
    return performance.recorded
