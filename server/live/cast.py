"""Who plays what in a rehearsal: which simulated member comes, how, and how they vote. No I/O.

The same meeting has the same cast each time it is asked for, so a restart changes nobody's part.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from server.live.lot import Lot
from server.meeting.meeting import Meeting
from server.meeting.people import Person
from server.meeting.presiding import chair_of
from server.meeting.votes import Choice
from server.words import N_

FOR_APOLOGIES = 5  # members, or one who does not come would be too many
FOR_LATE = 4
FOR_INTEREST = 4
REMOTE_SHARE = 4  # one in so many, where a remote member is present in law


class Part(StrEnum):
    """What a simulated member answers at the roll-call."""

    CHAMBER = "chamber"
    REMOTE = "remote"
    APOLOGIES = "apologies"
    LATE = "late"


TOLD = {
    Part.CHAMBER: N_("in the chamber"),
    Part.REMOTE: N_("remote, hears and is heard"),
    Part.APOLOGIES: N_("sends apologies"),
    Part.LATE: N_("comes late, when the second item is taken"),
}
"""What an officer reads of it, who calls the roll."""


class Cast(msgspec.Struct, frozen=True):
    """The parts by person, in seat order. `against`, `abstains` and `slow` name who votes so;
    `interested` declares an interest in the item `interest`, if that is not empty."""

    seed: str
    parts: dict[str, Part]
    against: str = ""
    abstains: str = ""
    slow: str = ""
    interested: str = ""
    interest: str = ""

    def choice(self, person: str) -> Choice:
        """How this member votes on every question."""
        if person == self.against:
            return Choice.AGAINST
        return Choice.ABSTAIN if person == self.abstains else Choice.FOR

    def lot(self, about: str) -> Lot:
        """A source of chance for one thing, the same each time."""
        return Lot(f"{self.seed}/{about}")


def cast_of(meeting: Meeting) -> Cast:
    """The cast of a rehearsal, by its key. Whoever has the chair comes, and in the chamber."""
    chair = chair_of(meeting)
    others = [each for each in meeting.members if chair is None or each.id != chair.id]
    others = Lot(meeting.key).shuffled(others)
    parts = {each.id: Part.CHAMBER for each in meeting.members}
    coming = [each.id for each in others]
    if len(parts) >= FOR_APOLOGIES:
        parts[coming.pop()] = Part.APOLOGIES
    if len(parts) >= FOR_LATE:
        parts[coming.pop()] = Part.LATE
    if meeting.profile.remote_counts:
        parts |= dict.fromkeys(coming[: -(-len(coming) // REMOTE_SHARE)], Part.REMOTE)
    voters = [id for id in coming if _votes(meeting, id)]
    named = (*voters[:3], "", "", "")
    interested = coming[-1] if len(parts) >= FOR_INTEREST and coming else ""
    interest = _item_of_interest(meeting) if interested else ""
    return Cast(meeting.key, parts, named[0], named[1], named[2], interested, interest)


def _votes(meeting: Meeting, id: str) -> bool:
    person: Person | None = meeting.find_person(id)
    return person is not None and person.votes


def _item_of_interest(meeting: Meeting) -> str:
    """The item in which an interest is declared: the last open one that asks for a decision."""
    if not meeting.profile.interest_kinds:
        return ""
    asked = [i.number for i in meeting.items if i.recommendations and not i.minutes_of]
    return asked[-1] if asked else ""
