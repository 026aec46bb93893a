"""The floor: who is to be called next, and when nobody can have it any more.

The order is that of the body's rules; the chair's hand goes before it (whoever presides calls
members to speak). Nobody has the floor but under an item in hand, while the meeting sits and no
question is put: `settled` sees to that after everything that happens.
"""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from server.meeting.bars import barring
from server.meeting.debate import Request, Standing
from server.meeting.interests import Part
from server.meeting.meeting import Meeting
from server.meeting.profile import SpeakingKind, Speech
from server.meeting.quorum import here
from server.meeting.sitting import Phase
from server.meeting.spoken import with_times

REGISTERED = (Speech.PUBLIC, Speech.WARD_MEMBER)
"""Those who are registered by the clerk, and need not be members."""


def queue(meeting: Meeting) -> tuple[Request, ...]:
    """Those who wait to speak on what is in hand and may, in the order in which they are to be
    called: whom the chair put first, then by the kinds of the rules, then as they asked."""
    numbers = [item.number for item in meeting.all_in_hand]
    waiting = [
        request
        for request in meeting.debate.requests
        if request.standing is Standing.WAITING
        and request.item in numbers
        and may_speak(meeting, request.person)
    ]
    order = [kind.kind for kind in meeting.profile.speaking.kinds]
    new_first = meeting.profile.speaking.new_first
    spoken = {
        t.person for t in meeting.debate.turns if t.item in numbers and t.kind is Speech.SPEECH
    }

    def key(request: Request) -> tuple[bool, float, int, bool, datetime]:
        first = request.first.timestamp() if request.first is not None else 0.0
        rank = order.index(request.kind) if request.kind in order else len(order)
        again = new_first and bool(request.person) and request.person in spoken
        return request.first is None, -first, rank, again, request.at

    return tuple(sorted(waiting, key=key))


def may_speak(meeting: Meeting, id: str) -> bool:
    """Whether this person is here, and no interest that they declared bars them from speaking."""
    person = meeting.find_person(id)
    if person is None or not (person.member or person in meeting.callable):
        return True  # nobody's coming and going is recorded but that of members
    numbers = [item.number for item in meeting.all_in_hand]
    return here(meeting, person) and barring(meeting, person.id, numbers, Part.SPEAK) is None


def rule_of(meeting: Meeting, kind: Speech) -> SpeakingKind:
    """The rules of this kind of speech; of one that the body does not name, none."""
    found = (each for each in meeting.profile.speaking.kinds if each.kind is kind)
    return next(found, SpeakingKind(kind))


def settled(was: Meeting, meeting: Meeting, at: datetime) -> Meeting:
    """The meeting in which nobody has the floor who cannot have it any more.

    When the public goes or comes back nobody waits either: what was asked on one side is not
    answered on the other. But who was registered in public waits for their item.
    """
    debate = meeting.debate
    if was.exclusions is not meeting.exclusions:
        debate = debate.cleared(at, lambda asked: _stays(meeting, asked))
    elif debate.open and not _may_go_on(was, meeting):
        debate = debate.silenced(at)
    if debate is not meeting.debate:
        meeting = replace(meeting, debate=debate)
    return meeting if was.debate is debate else with_times(was, meeting)


def _stays(meeting: Meeting, asked: Request) -> bool:
    return asked.kind in REGISTERED and asked.id not in meeting.sealed


def _may_go_on(was: Meeting, meeting: Meeting) -> bool:
    if meeting.sitting.phase is not Phase.OPEN:
        return False
    if was.votes.pending is None and meeting.votes.pending is not None:
        return False
    same = was.items is meeting.items and was.debate is meeting.debate
    if same and was.presence is meeting.presence:
        return was.interests is meeting.interests or _still_there(meeting)
    numbers = {item.number for item in meeting.all_in_hand}
    return all(turn.item in numbers for turn in meeting.debate.open) and _still_there(meeting)


def _still_there(meeting: Meeting) -> bool:
    """Whether all who have the floor may still have it."""
    return all(may_speak(meeting, turn.person) for turn in meeting.debate.open)
