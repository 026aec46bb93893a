"""A member's own seat: the one small panel that is drawn for one person."""

from __future__ import annotations

from markupsafe import Markup

from server.meeting.meeting import Meeting
from server.meeting.presiding import presiding
from server.meeting.quorum import here
from server.meeting.votes import Vote
from server.meeting.why import why_excluded
from server.render.house import House
from server.render.language import Voice
from server.render.panel import same
from server.render.templates import draw
from server.words import Said


class Seat:
    """What one member sees of their own seat, drawn again when it changed."""

    def __init__(self, person: str, voice: Voice) -> None:
        self.person = person
        self._voice = voice
        self._given: dict[str, object] | None = None
        self.html = Markup()

    def show(self, meeting: Meeting, house: House, inside: Meeting | None = None) -> bool:
        """Draw the seat; whether it differs from the last time.

        What is the member's own, their coming and going and their interests, is as it is `inside`.
        """
        given = _given(meeting, inside or meeting, self.person)
        if self._given is not None and same(self._given, given):
            return False
        self._given = given
        before = self.html
        self.html = draw(self._voice, "panels/seat.html", **given, house=house)
        return self.html != before


def _given(meeting: Meeting, inside: Meeting, id: str) -> dict[str, object]:
    person = meeting.find_person(id)
    item = meeting.in_hand
    vote = meeting.votes.pending
    chair = presiding(meeting)
    why = _why_not(meeting, id, vote)
    return {
        "person": person,
        "attendance": inside.presence.members.get(id),
        "here": person is not None and here(inside, person),
        "interests": tuple(i for i in inside.interests.declared if i.person == id),
        "item": item.number if item else "",
        "phase": meeting.sitting.phase.value,
        "presides": chair is not None and chair.id == id,
        "asked": vote.question.text if vote is not None and vote.open else "",
        "on_roll": vote is not None and id in vote.roll,
        "voted": vote.cast.get(id, "") if vote is not None else "",
        "why_not": why[0],
        "rule": why[1],
    }


def _why_not(meeting: Meeting, id: str, vote: Vote | None) -> tuple[Said | None, str]:
    """Why this person is not on the roll of a vote, and the rule that says so."""
    found = (each for each in (vote.excluded if vote is not None else ()) if each.person == id)
    excluded = next(found, None)
    return (why_excluded(meeting, excluded), excluded.rule) if excluded else (None, "")
