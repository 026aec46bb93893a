"""What came of the vote that was taken last, for one member: the result, how they voted, and the
right to have that minuted.

Right after a vote that took no names any member may require that the minutes show how they voted
(SI 1993/202 Sch 2 para 1).
"""

from __future__ import annotations

import msgspec

from server.meeting.declared import require_declared_here, require_not_moved_on
from server.meeting.offers import Standing
from server.meeting.people import Person
from server.meeting.refused import Refused
from server.meeting.roll import require_could_answer
from server.meeting.votes import Choice, Counts, Vote, Way
from server.render.layout.voting import vote_in_view
from server.render.own.put import Put, named
from server.render.room import Room


class Outcome(msgspec.Struct, frozen=True):
    """A vote that has decided its question, while its item is in hand.

    `by`: casting or lot, where the votes were equal. `choice` was the member's in a named vote, and
    `minuted` where they had it minuted; `may_minute` are the choices for which they may ask that.
    """

    vote: str = ""
    put: Put | None = None
    result: str = ""
    way: str = ""
    counts: Counts = Counts()
    uncast: int = 0
    by: str = ""
    choice: str = ""
    receipt: str = ""
    minuted: str = ""
    may_minute: tuple[str, ...] = ()


def outcome(room: Room, person: Person) -> Outcome:
    """What came of the vote that was taken last, for this member."""
    vote = vote_in_view(room.seen) if room.open else None
    if vote is None or not vote.standing:
        return Outcome()
    return Outcome(
        vote.id,
        named(room, vote),
        str(vote.result or ""),
        vote.way.value,
        vote.totals,
        vote.uncast,
        _by(vote),
        str(vote.cast.get(person.id, "")),
        vote.receipts.get(person.id, ""),
        str(vote.own.get(person.id, "")),
        _may_minute(room, vote.id, person),
    )


def _by(vote: Vote) -> str:
    if vote.lot:
        return "lot"
    return "casting" if vote.casting is not None and vote.casting.choice is not None else ""


def _may_minute(room: Room, id: str, person: Person) -> tuple[str, ...]:
    """For which choices this member may ask, by the rules of `record_own_vote`."""
    vote = room.inside.votes.find(id)
    if vote is None or not room.house.profile.voting.own_vote:
        return ()
    nameless = vote.way in (Way.HANDS, Way.AFFIRMATION)
    if not nameless or person.id not in vote.roll or person.id in vote.own:
        return ()
    if _asked(room, vote, person):
        return ()
    at = vote.closed_at or vote.put_at
    try:
        require_declared_here(room.inside, vote)
        require_not_moved_on(room.inside, vote, at)
        require_could_answer(room.inside, vote, person, at)
    except Refused:
        return ()
    return tuple(choice.value for choice in Choice if _counted(vote, choice))


def _asked(room: Room, vote: Vote, person: Person) -> bool:
    return any(
        offer.standing is Standing.WAITING
        and offer.command == "record_own_vote"
        and (offer.given.get("vote") or offer.vote) == vote.id
        for offer in room.inside.offers.of(person.id)
    )


def _counted(vote: Vote, choice: Choice) -> bool:
    """Whether more were counted for this choice than are minuted for it by name."""
    if vote.way is Way.AFFIRMATION:
        return choice is Choice.FOR
    totals = vote.totals
    counted = {
        Choice.FOR: totals.in_favour,
        Choice.AGAINST: totals.against,
        Choice.ABSTAIN: totals.abstained,
    }
    return list(vote.own.values()).count(choice) < counted[choice]
