"""Presence: who is here, how, and from when to when. Nobody is present by default."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec
from msgspec.structs import replace


class Mode(StrEnum):
    """How somebody is present. Some rules count only the chamber."""

    CHAMBER = "chamber"
    REMOTE = "remote"


class Answer(StrEnum):
    """The answer at the roll-call."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    ABSENT = "absent"


class Spell(msgspec.Struct, frozen=True):
    """A time during which somebody was here. `called` if they answered the roll-call.

    `arrival` and `departure` are the ids of the events that say so.
    """

    mode: Mode
    since: datetime
    called: bool = False
    arrival: str = ""
    until: datetime | None = None
    departure: str = ""


class Attendance(msgspec.Struct, frozen=True):
    """One person's attendance: the answer at the roll-call, and every time they were here.

    `expected`: when they come, if they have sent word that they come late.
    """

    person: str
    answer: Answer | None = None
    note: str = ""
    spells: tuple[Spell, ...] = ()
    event: str = ""
    expected: str = ""

    @property
    def answered(self) -> bool:
        """Whether the clerk has recorded anything of it: word that they come late is no answer."""
        return self.answer is not None or bool(self.spells)

    @property
    def here(self) -> Spell | None:
        """The time that has not ended, if this person is here now."""
        return self.spells[-1] if self.spells and self.spells[-1].until is None else None

    def here_at(self, at: datetime) -> Spell | None:
        """The time here within which that moment lay, if this person was here."""
        begun = (spell for spell in self.spells if spell.since <= at)
        return next((spell for spell in begun if spell.until is None or at < spell.until), None)

    def arrive(self, mode: Mode, at: datetime, event: str, *, called: bool = False) -> Attendance:
        """Here from `at` on."""
        spell = Spell(mode, at, called, event)
        kept = self.depart(at, event).spells
        came = replace(self, answer=Answer.PRESENT, event=event, note="", expected="")
        return replace(came, spells=(*kept, spell))

    def depart(self, at: datetime, event: str) -> Attendance:
        """No longer here."""
        if self.here is None:
            return self
        last = replace(self.here, until=max(at, self.here.since), departure=event)
        return replace(self, spells=(*self.spells[:-1], last))

    def excuse(self, answer: Answer, note: str, event: str) -> Attendance:
        """Not here at the roll-call. An answer given in error is replaced by this one."""
        return Attendance(self.person, answer, note, event=event)

    def here_during(self, since: datetime, until: datetime | None) -> bool:
        """Whether this person was here at any moment of that time."""
        return any(
            (until is None or spell.since < until) and (spell.until is None or spell.until > since)
            for spell in self.spells
        )


class InChair(msgspec.Struct, frozen=True):
    """Somebody took the chair: who, when, and why it was not the one whose office it is."""

    person: str
    since: datetime
    reason: str = ""
    event: str = ""


class InAttendance(msgspec.Struct, frozen=True):
    """Somebody who is at the meeting and is not a member. Never counts to anything.

    `person` is their id, if they are on the list; `until`: when they left.
    """

    id: str
    name: str
    position: str = ""
    authority: str = ""
    items: tuple[str, ...] = ()
    person: str = ""
    until: datetime | None = None


class Presence(msgspec.Struct, frozen=True):
    """Attendance of the members by person, those in attendance, and who took the chair when."""

    members: dict[str, Attendance] = {}
    others: tuple[InAttendance, ...] = ()
    chair: tuple[InChair, ...] = ()

    @property
    def answered(self) -> dict[str, Attendance]:
        """The attendance of those of whom anything is recorded, by person."""
        return {person: a for person, a in self.members.items() if a.answered}

    def of(self, person: str) -> Attendance:
        """The attendance of one person; of one who was not called yet, an empty one."""
        return self.members.get(person, Attendance(person))

    def with_(self, attendance: Attendance) -> Presence:
        """With this person's attendance changed."""
        return replace(self, members={**self.members, attendance.person: attendance})
