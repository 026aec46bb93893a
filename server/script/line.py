"""One command of a script, and the names that lines give to the entries that they make."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import Any

import msgspec

from server.meeting.command import Actor, Office
from server.meeting.refused import Refused
from server.words import N_

CREATE = "create_meeting"
_NAMED = re.compile(r"\$([a-z0-9]+(?:-[a-z0-9]+)*)\Z")


class Line(msgspec.Struct, frozen=True):
    """One command of a script. `number` is its line in the file, from one; `script` tells the
    script from all others, so that nobody who has not got it can count its lines by their ids."""

    number: int
    at: datetime
    office: Office
    do: str
    given: dict[str, Any] = {}
    person: str = ""
    name: str = ""
    refused: bool = False
    script: str = ""

    @property
    def command_id(self) -> str:
        """The id of the command: the same each time that the script is played."""
        return f"line-{self.number}"

    @property
    def actor(self) -> Actor:
        """Who gives it, at its time."""
        return Actor(self.office, self.at, self.at, self.person)

    def event_id(self, place: int) -> str:
        """The id of one of its events, by place from nought: as if random, and always the same."""
        return hashlib.sha256(f"{self.script}.{self.command_id}.{place}".encode()).hexdigest()[:10]


class Names:
    """The entries that lines have named, by name."""

    def __init__(self) -> None:
        self._entries: dict[str, str] = {}

    def keep(self, line: Line, entry: str) -> None:
        """Keep the id of the entry that a line made, if the line names it."""
        if line.name and entry:
            self._entries[line.name] = entry

    def resolve(self, line: Line) -> dict[str, Any]:
        """What a line gives, with ids in place of names. Raises Refused."""
        return {field: self._resolved(value) for field, value in line.given.items()}

    def _resolved(self, value: object) -> object:
        name = name_in(value)
        if name is None:
            return value
        if name not in self._entries:
            raise Refused(N_("no line has made an entry called “{name}”."), name=name)
        return self._entries[name]


def name_in(value: object) -> str | None:
    """The name that a value stands for, if it is one."""
    found = _NAMED.match(value) if isinstance(value, str) else None
    return found[1] if found else None
