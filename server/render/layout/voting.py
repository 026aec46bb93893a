"""The motion before the meeting, the vote on it, and who is in the chair."""

from __future__ import annotations

from server.meeting.bars import barring
from server.meeting.interests import Part
from server.meeting.meeting import Meeting
from server.meeting.motions import Motion, MotionKind
from server.meeting.presiding import presiding
from server.meeting.quorum import here
from server.meeting.sitting import Phase
from server.meeting.votes import Vote
from server.meeting.why import why_result
from server.render.layout.calling import chair_awaited
from server.render.layout.sitting import phase
from server.render.panel import Panel


def in_the_chair(meeting: Meeting) -> Panel:
    """Who presides."""
    given: dict[str, object] = {
        "person": presiding(meeting),
        "awaited": chair_awaited(meeting),
        "phase": phase(meeting),
    }
    return Panel("presiding", "presiding", "presiding", given)


def motion(meeting: Meeting, *, clerk: bool = False) -> Panel:
    """What is to be decided first under the item in hand.

    While it is voted on, the vote has its words; of an amendment others still see what it changes.
    The clerk has the ways to move something also while there is no motion.
    """
    found, base = before_the_meeting(meeting)
    voting = meeting.votes.pending is not None
    amendment = found is not None and found.kind is MotionKind.AMENDMENT
    if voting and (clerk or not amendment):
        found = base = None
    item = meeting.in_hand
    given: dict[str, object] = {
        "motion": found,
        "base": base,
        "named": is_named_demanded(meeting) and found is not None,
        "demanded": names_demanding(meeting, found) if found is not None else (),
        "voting": voting,
        "recommended": item is not None and bool(item.recommendations),
        "ways": clerk
        and (item is not None or found is not None)
        and meeting.sitting.phase is Phase.OPEN
        and not voting,
    }
    return Panel("motion", "motion", "motion", given)


def vote(meeting: Meeting) -> Panel:
    """The vote that is taken, or was taken last, under the item in hand."""
    shown = vote_in_view(meeting)
    standing = shown is not None and shown.standing
    given: dict[str, object] = {
        "vote": shown,
        "motion": meeting.motions.find(shown.question.motion) if shown else None,
        "chair": presiding(meeting) if shown else None,
        "still": meeting.motions.main_in(shown.item) if shown and standing else None,
        "whys": tuple((why.said, why.rule) for why in why_result(meeting, shown)) if shown else (),
        "phase": phase(meeting),
    }
    return Panel("vote", "vote", "vote", given)


def before_the_meeting(meeting: Meeting) -> tuple[Motion | None, Motion | None]:
    """The motion that is to be decided first, and of an amendment or a procedural motion the one
    that it bears on."""
    item = meeting.in_hand
    found = meeting.motions.first_in(item.number if item else "")
    if item is None or found is None:
        return found, None
    main = meeting.motions.main_in(item.number)
    return found, None if main is found else main


def names_demanding(meeting: Meeting, motion: Motion) -> tuple[str, ...]:
    """The names of those who have demanded a named vote, are here and are not barred from it."""
    people = (meeting.find_person(id) for id in motion.demanded)
    about = (motion.item, *motion.about)
    return tuple(
        person.name
        for person in people
        if person is not None and here(meeting, person)
        if barring(meeting, person.id, about, Part.VOTE) is None
    )


def is_named_demanded(meeting: Meeting) -> bool:
    """Whether as many as the rules want demand a named vote on what is before the meeting."""
    found, _ = before_the_meeting(meeting)
    wanted = meeting.profile.voting.named_on_demand
    return found is not None and 0 < wanted <= len(names_demanding(meeting, found))


def vote_in_view(meeting: Meeting) -> Vote | None:
    """The vote that is open or tied; else the latest, while its item is in hand. What came of one
    that was completed in private those outside do not know."""
    latest = meeting.votes.pending or meeting.votes.latest
    if latest is None or latest.pending:
        return latest
    moved = meeting.motions.find(latest.question.motion)
    if latest.unheard or (moved is not None and moved.kind is MotionKind.EXCLUDE):
        return None
    now = meeting.in_hand  # of an item and its sub-item, the sub-item
    own = [i.number for i in meeting.all_in_hand if now is None or i.number != now.parent]
    return latest if latest.item in own else None
