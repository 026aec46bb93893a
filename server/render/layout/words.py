"""What the chair says now depends on these."""

from __future__ import annotations

from server.meeting.bars import barring
from server.meeting.interests import Part
from server.meeting.meeting import Meeting
from server.meeting.people import Person
from server.meeting.presiding import due_to_preside, presiding
from server.render.layout.calling import uncalled
from server.render.layout.debate import is_concluded, said_in_debate
from server.render.layout.numbers import Numbers
from server.render.layout.reminders import must_leave, open_faults
from server.render.layout.sitting import above, sitting
from server.render.layout.voting import (
    before_the_meeting,
    is_named_demanded,
    names_demanding,
    vote_in_view,
)
from server.render.panel import Panel


def words(meeting: Meeting, numbers: Numbers) -> Panel:
    """The words that whoever presides may say at this point."""
    vote = vote_in_view(meeting)
    before, base = before_the_meeting(meeting)
    given: dict[str, object] = {
        "item": meeting.in_hand,
        "next": meeting.next_item,
        "above": above(meeting),
        "interests": meeting.interests,
        "concluded": is_concluded(meeting.in_hand),
        "must_leave": must_leave(meeting),
        "uncalled": uncalled(meeting),
        "chair": presiding(meeting),
        "due": due_to_preside(meeting),
        "handing_over": _handing_over(meeting),
        "faults": open_faults(meeting),
        "before": before,
        "base": base,
        "by_demand": is_named_demanded(meeting),
        "demanded": names_demanding(meeting, before) if before is not None else (),
        "vote": vote,
        "next_closed": _closed_to_public(meeting),
        "private_done": _private_done(meeting),
        "voted_on": meeting.motions.find(vote.question.motion) if vote else None,
        **said_in_debate(meeting),
        **sitting(meeting),
        **numbers.attending.of_meeting,
        **numbers.of_item,
    }
    return Panel("words", "words", "words", given)


def _closed_to_public(meeting: Meeting) -> bool:
    """Whether the public must leave before the next item is taken."""
    following = meeting.next_item
    return meeting.private is None and following is not None and meeting.is_closed(following.number)


def _private_done(meeting: Meeting) -> bool:
    """Whether the next item is one for which the public was not excluded."""
    private, following = meeting.private, meeting.next_item
    covered = private.items if private is not None else ()
    line = meeting.line_of(following.number) if following is not None else ()
    return private is not None and not any(number in covered for number in line)


def _handing_over(meeting: Meeting) -> Person | None:
    """Whoever presides, if an interest bars them from presiding over what is in hand."""
    person = presiding(meeting)
    numbers = [item.number for item in meeting.all_in_hand]
    if person is None or barring(meeting, person.id, numbers, Part.PRESIDE) is None:
        return None
    return person
