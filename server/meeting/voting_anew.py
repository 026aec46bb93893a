"""Voting anew: when one who has voted by name may vote again from their own device."""

from __future__ import annotations

from server.meeting.command import SEATS, Actor
from server.meeting.meeting import Meeting
from server.meeting.refused import Refused
from server.meeting.votes import Choice, Vote
from server.meeting.why import choice_term
from server.words import N_

MOST_CHANGES = 10


def require_may_vote_anew(
    meeting: Meeting, actor: Actor, vote: Vote, person: str, choice: Choice
) -> None:
    """Refuse a vote in place of one that is stored: the clerk puts it right with a reason; a member
    changes it where the rules of the body let them, and not by a vote that they gave before it,
    which waited in a device for its connection."""
    before, rules = vote.cast[person], meeting.profile.voting
    if actor.office not in SEATS:
        raise Refused(
            N_("{name} has voted {choice} already. If that is wrong, put it right and say why."),
            name=meeting.name_of(person),
            choice=choice_term(before),
        )
    stored = vote.stored_at.get(person)
    if (
        stored is not None and (actor.given or actor.at) < stored
    ):  # it waited in a device for its connection
        raise Refused(
            N_(
                "You gave this vote before another was stored for you: {choice}, at {time}. That "
                "one stands. If it is not what you mean, vote again."
            ),
            choice=choice_term(before),
            time=stored,
        )
    if before is choice:
        raise Refused(
            N_("Your vote is stored already: {choice}. You need not send it again."),
            choice=choice_term(before),
        )
    if sum(change.person == person for change in vote.changed) >= MOST_CHANGES:
        raise Refused(
            N_("You have changed your vote {count} times: tell the clerk."), count=MOST_CHANGES
        )
    if not rules.may_change:
        raise Refused(
            N_(
                "Your vote is stored: {choice}. Under the rules of {body} a vote that was cast is "
                "not changed ({source}). If it was taken down wrongly, tell the clerk."
            ),
            choice=choice_term(before),
            body=meeting.body,
            source=rules.may_change_source or meeting.profile.name,
        )
