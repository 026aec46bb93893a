"""What a vote has frozen: facts that its roll rests on are not stated otherwise afterwards."""

from __future__ import annotations

from datetime import datetime

from server.meeting.meeting import Meeting
from server.meeting.people import Person
from server.meeting.refused import Refused
from server.words import N_


def require_after_votes(meeting: Meeting, at: datetime, person: str = "") -> None:
    """Refuse a stated time before a vote that was taken since: its roll was frozen with what was
    known, and is not rewritten afterwards. With a person, only votes that name them matter."""
    for vote in meeting.votes.taken:
        ended = vote.put_at if person else vote.closed_at or vote.put_at
        names = {*vote.roll, *(each.person for each in vote.excluded), vote.question.presiding}
        if vote.void or at >= ended or (person and person not in names):
            continue
        raise Refused(
            N_(
                "A vote was taken on item {number} at {time}, and its roll was frozen with what "
                "was known then. State a time after that; if the roll was wrong, make the vote "
                "void while its item is in hand."
            ),
            number=vote.item,
            time=vote.put_at,
        )


def require_no_vote_since(meeting: Meeting, at: datetime, person: str) -> None:
    """Refuse to strike out what the roll of a later vote rests on: that somebody came or went."""
    for vote in meeting.votes.taken:
        named = (*vote.roll, *(each.person for each in vote.excluded))
        if not vote.void and vote.put_at >= at and person in named:
            raise Refused(
                N_(
                    "A vote was taken since, at {time}, and its roll rests on this. Make the vote "
                    "void while its item is in hand, or record what is right from now on."
                ),
                time=vote.put_at,
            )


def require_no_part_taken(meeting: Meeting, member: Person) -> None:
    """Refuse to say that somebody was not there who voted, moved, seconded or presided."""
    votes = [vote for vote in meeting.votes.taken if not vote.void]
    voted = any(member.id in (*vote.roll, vote.question.presiding) for vote in votes)
    moved = any(member.id in (m.mover, m.seconder) for m in meeting.motions.moved)
    presided = any(taken.person == member.id for taken in meeting.presence.chair)
    if voted or moved or presided:
        raise Refused(
            N_("{name} took part in the meeting, as the record tells: record that they left."),
            name=member.name,
        )
