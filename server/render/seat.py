"""A member's own seat: the one small panel that is drawn for one person."""

from __future__ import annotations

from markupsafe import Markup

from server.meeting.meeting import Meeting
from server.meeting.quorum import here
from server.render.house import House
from server.render.language import Voice
from server.render.panel import same
from server.render.templates import draw


class Seat:
    """What one member sees of their own seat, drawn again when it changed."""

    def __init__(self, person: str, voice: Voice) -> None:
        self.person = person
        self._voice = voice
        self._given: dict[str, object] | None = None
        self.html = Markup()

    def show(self, meeting: Meeting, house: House) -> bool:
        """Draw the seat; whether it differs from the last time."""
        given = _given(meeting, self.person)
        if self._given is not None and same(self._given, given):
            return False
        self._given = given
        before = self.html
        self.html = draw(self._voice, "panels/seat.html", **given, house=house)
        return self.html != before


def _given(meeting: Meeting, id: str) -> dict[str, object]:
    person = meeting.find_person(id)
    item = meeting.in_hand
    return {
        "person": person,
        "attendance": meeting.presence.members.get(id),
        "here": person is not None and here(meeting, person),
        "interests": tuple(i for i in meeting.interests.declared if i.person == id),
        "item": item.number if item else "",
        "phase": meeting.sitting.phase.value,
    }
