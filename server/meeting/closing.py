"""Closing a vote: what is looked at while there is time, for afterwards nobody votes any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from server.meeting.cut_off import CutOff, cut_off
from server.meeting.meeting import Meeting
from server.meeting.refused import Refused
from server.meeting.votes import Vote, Way
from server.words import N_, Said


def require_heard(meeting: Meeting, vote: Vote, at: datetime) -> None:
    """Refuse to close over the head of somebody who may have been cut off while it was open."""
    lost = cut_off(meeting, vote, at)
    if len(lost) == 1:
        raise Refused(
            N_(
                "{name} takes part remotely, lost the connection at {time}, and is not known to "
                "have voted. Ask them, and tick that they heard and can be heard; or make the vote "
                "void and put the question again."
            ),
            name=meeting.name_of(lost[0].person),
            time=lost[0].at,
        )
    if lost:
        raise Refused(
            N_(
                "{names} take part remotely, lost the connection, and are not known to have voted. "
                "Ask them, and tick that they heard and can be heard; or make the vote void and "
                "put the question again."
            ),
            names=_each(meeting, lost),
        )


def _each(meeting: Meeting, lost: Sequence[CutOff]) -> Said:
    """Each with the time: “Cllr A (7.01pm), Cllr B (7.02pm)”."""
    *others, last = lost
    name = meeting.name_of(last.person)
    if not others:
        return Said(N_("{name} ({time})"), name=name, time=last.at)
    told = _each(meeting, others)
    return Said(N_("{others}, {name} ({time})"), others=told, name=name, time=last.at)


def gap_in(meeting: Meeting, vote: Vote) -> Refused:
    """Said while there is time: a gap that is found in the minutes cannot be filled."""
    missing = vote.who(None) if vote.way is Way.NAMED else ()
    if 0 < len(missing) <= 5:
        names = ", ".join(meeting.name_of(person) for person in missing)
        return Refused(
            N_("No vote was cast by {names}. Ask them, or tick that this was checked."),
            names=names,
        )
    return Refused(
        N_(
            "The counts come to {cast}, and {roll} are on the roll. Ask who has not answered, or "
            "tick that this was checked."
        ),
        cast=vote.totals.cast,
        roll=len(vote.roll),
    )
