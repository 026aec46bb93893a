"""A member's own seat: the one panel that is drawn for one person.

What is required of them comes first; then what came of the last vote, what they may do, what
became of what they sent, who they are here and why, and their record of the meeting.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from markupsafe import Markup

from server.meeting.meeting import Meeting
from server.meeting.people import Person
from server.render.house import House
from server.render.language import Voice
from server.render.own.due import due
from server.render.own.interests import own_interests
from server.render.own.motion import own_motion
from server.render.own.news import news
from server.render.own.outcome import outcome
from server.render.own.record import own_record
from server.render.own.sent import all_sent
from server.render.own.speaking import speaking
from server.render.own.standing import own_seat
from server.render.room import Room, Rooms


class Named(msgspec.Struct, frozen=True):
    """Whose seat it is; nobody's, if they are not on the list of the meeting."""

    name: str = ""
    post: str = ""


class Seat:
    """What one member sees of their own seat, drawn again where it changed.

    `audience` is whose page it stands on: the member's, or the chair's for whoever presides.
    """

    def __init__(self, person: str, voice: Voice, audience: str = "member") -> None:
        self.person = person
        self.audience = audience
        self._voice = voice
        self._parts: dict[str, tuple[msgspec.Struct, Markup]] = {}
        self.html = Markup()

    def show(
        self,
        meeting: Meeting,
        house: House,
        inside: Meeting | None = None,
        rooms: Rooms | None = None,
    ) -> bool:
        """Draw the seat; whether it differs from the last time.

        `meeting` is as members see it. What is the member's own is as it is `inside`. `rooms`
        keeps what the seats of one meeting share.
        """
        room = (rooms or Rooms()).of(meeting, house, inside or meeting)
        facts = dict(self._facts(room))
        changed = list(facts) != list(self._parts)
        parts = {}
        for name, own in facts.items():
            before = self._parts.get(name)
            if before is None or before[0] != own:
                before, changed = (own, room.draw(self._voice, name, self.audience, own)), True
            parts[name] = before
        self._parts = parts
        if not changed:
            return False
        before_html = self.html
        self.html = Markup("\n").join(html for _, html in parts.values() if html)
        return self.html != before_html

    def _facts(self, room: Room) -> Iterator[tuple[str, msgspec.Struct]]:
        person = room.seen.find_person(self.person)
        yield "named", _named(person)
        if person is None:
            return
        now, floor = due(room, person, self._voice), speaking(room, person)
        yield "news", news(now, floor)
        yield "due", now
        yield "outcome", outcome(room, person)
        if floor.turn is not None:  # whoever speaks looks at the clock
            yield "speaking", floor
        yield "motion", own_motion(room, person)
        if floor.turn is None:
            yield "speaking", floor
        yield "sent", all_sent(room, person)
        yield "interests", own_interests(room, person)
        yield "standing", own_seat(room, person)
        yield "record", own_record(room, person)


def _named(person: Person | None) -> Named:
    if person is None:
        return Named()
    post = ", ".join(each for each in (person.role, person.authority) if each)
    return Named(person.name, post)
