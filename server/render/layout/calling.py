"""The roll-call until it is done: who has not answered yet, and what is not told before that."""

from __future__ import annotations

from server.meeting.meeting import Meeting
from server.meeting.presiding import chair_of, vice_chair_of
from server.meeting.quorum import Quorum, here, inquorate
from server.meeting.seats import substitution_of
from server.meeting.sitting import Phase


def uncalled(meeting: Meeting) -> tuple[str, ...]:
    """Those who are called at the roll and have not answered, by id. While either of a member and
    their substitute is here, the other need not answer."""
    answered = meeting.presence.answered
    waiting = (person.id for person in meeting.callable if person.id not in answered)
    return tuple(id for id in waiting if not _stood_in_for(meeting, id))


def roll_begun(meeting: Meeting) -> bool:
    """Whether the roll-call was begun: apologies that came before the meeting do not begin it."""
    answered = meeting.presence.answered.values()
    come = meeting.sitting.phase is not Phase.BEFORE or any(each.spells for each in answered)
    return bool(answered) and (come or not uncalled(meeting))


def being_called(meeting: Meeting, now: Quorum) -> bool:
    """Whether the roll is being called and there has been no quorum yet: so nothing is amiss."""
    before = meeting.sitting.phase in (Phase.BEFORE, Phase.OPEN) and not business_begun(meeting)
    if now.quorate or not before or not roll_begun(meeting) or not uncalled(meeting):
        return False
    return not _some_have_left(meeting) or not inquorate(meeting)


def chair_awaited(meeting: Meeting) -> bool:
    """Whether one who presides by office has still to answer at the roll, before any business."""
    if business_begun(meeting):
        return False
    waiting, officers = uncalled(meeting), (chair_of(meeting), vice_chair_of(meeting))
    return any(person.id in waiting for person in officers if person is not None)


def business_begun(meeting: Meeting) -> bool:
    """Whether any item was ever taken."""
    return any(item.spans for item in meeting.items)


def _stood_in_for(meeting: Meeting, id: str) -> bool:
    shared = substitution_of(meeting, id)
    pair = (shared.member, shared.substitute) if shared is not None else ()
    people = (meeting.find_person(other) for other in pair if other != id)
    return any(person is not None and here(meeting, person) for person in people)


def _some_have_left(meeting: Meeting) -> bool:
    """Whether there may have been more members here than now."""
    spells = (s for each in meeting.presence.members.values() for s in each.spells)
    out = any(interest.absences for interest in meeting.interests.declared)
    return out or any(spell.until is not None for spell in spells)
