"""What is required of a member now: to vote, to leave, to be called."""

from __future__ import annotations

from datetime import datetime

import msgspec

from server.meeting.interests import Dispensation
from server.meeting.motions import MotionKind
from server.meeting.people import Person
from server.meeting.presence import Attendance
from server.meeting.profile import Requires
from server.meeting.quorum import here
from server.meeting.votes import Bar, Excluded, Vote, Way
from server.render.language import Voice
from server.render.room import Room
from server.words import N_, Said, Term


class Ballot(msgspec.Struct, frozen=True):
    """The vote that is open, for one member. `choice` is empty until they have voted.

    `text` is what is put, where nothing above it on the page tells. `why` they are not on the
    roll, and the `rule` that says so.
    """

    vote: str
    way: str
    text: str
    on_roll: bool
    choice: str = ""
    receipt: str = ""
    by_device: bool = False
    at: datetime | None = None
    may_change: bool = False
    source: str = ""
    why: str = ""
    rule: str = ""


class Leaving(msgspec.Struct, frozen=True):
    """A member may not stay for what is being considered. `out`: since when they have left."""

    item: str
    kind: str
    rule: str = ""
    speaks_first: bool = False
    out: datetime | None = None


class Due(msgspec.Struct, frozen=True):
    """All that is required of a member now. `uncalled`: they are connected, and not recorded."""

    ballot: Ballot | None = None
    leaving: tuple[Leaving, ...] = ()
    uncalled: bool = False


def due(room: Room, person: Person, voice: Voice) -> Due:
    """What is required of this member now."""
    if not room.open:
        return Due()
    vote = room.vote
    asked = vote is not None and (vote.open or person.id in vote.cast)
    return Due(
        _ballot(room, vote, person, voice) if vote is not None and asked else None,
        tuple(_leaving(room, person)),
        _uncalled(room, person),
    )


def _ballot(room: Room, vote: Vote, person: Person, voice: Voice) -> Ballot:
    on_roll = person.id in room.roll
    excluded = room.excluded.get(person.id)
    why = voice.say(_why(room, excluded)) if excluded is not None and not on_roll else ""
    moved = room.seen.motions.find(vote.question.motion)
    compared = moved is not None and moved.kind is MotionKind.AMENDMENT
    rules = room.house.profile.voting
    return Ballot(
        vote.id,
        vote.way.value,
        "" if compared else vote.question.text,
        on_roll,
        str(vote.cast.get(person.id, "")),
        vote.receipts.get(person.id, ""),
        person.id in vote.by_device,
        vote.stored_at.get(person.id),
        rules.may_change and vote.open and vote.way is Way.NAMED,
        rules.may_change_source,
        why,
        excluded.rule if excluded is not None and not on_roll else "",
    )


_BARS = {
    Bar.NOT_PRESENT: N_("you were not present"),
    Bar.LEFT: N_("you left at {since}"),
    Bar.OUT_FOR_INTEREST: N_("you are out of the room because of an interest ({kind})"),
    Bar.JOINED_LATER: N_("you joined after the question was put"),
    Bar.REMOTE: N_("you take part remotely, which does not count here"),
    Bar.INTEREST: N_("you declared an interest ({kind}) at {since}"),
    Bar.ARREARS: N_("you may speak but not vote on the budget ({kind}, stated at {since})"),
    Bar.NO_VOTE: N_("you are a co-opted member without a vote"),
    Bar.OTHER_ITEMS: N_("you vote on other items only"),
    Bar.SEAT_TAKEN: N_("{other} sits in your seat as substitute"),
    Bar.NOT_SEATED: N_("{other} holds the seat, so you do not vote as substitute"),
    Bar.NOT_THROUGHOUT: N_("you came in at {since}, after the item was begun"),
    Bar.NOT_TOLD: N_("the reason was given in private"),
}
_TIMELESS = {
    Bar.LEFT: N_("you were not present"),
    Bar.INTEREST: N_("you declared an interest ({kind})"),
    Bar.ARREARS: N_("you may speak but not vote on the budget ({kind})"),
    Bar.NOT_THROUGHOUT: N_("you came in after the item was begun"),
}


def _why(room: Room, excluded: Excluded) -> Said:
    """Why somebody is not on a roll, as it is told to them: `why_excluded` tells it to others."""
    known = excluded.since is not None or excluded.bar not in _TIMELESS
    kind = room.house.profile.interest_kind(excluded.about)
    return Said(
        _BARS[excluded.bar] if known else _TIMELESS[excluded.bar],
        since=excluded.since,
        kind=Term(kind.name if kind else excluded.about),
        other=room.house.name(excluded.about),
    )


def _leaving(room: Room, person: Person) -> list[Leaving]:
    found = []
    for interest in room.bearing.get(person.id, ()):
        if not interest.must_leave:
            continue
        if not interest.out and not here(room.inside, person):
            continue
        kind = room.house.profile.interest_kind(interest.kind)
        found.append(
            Leaving(
                interest.item or (room.in_hand[0] if room.in_hand else ""),
                kind.name if kind else interest.kind,
                kind.source if kind else "",
                interest.requires is Requires.SPEAK_THEN_LEAVE
                and interest.dispensation is Dispensation.NONE,
                interest.left_at if interest.out else None,
            )
        )
    return found


def _uncalled(room: Room, person: Person) -> bool:
    attendance = room.inside.presence.members.get(person.id, Attendance(person.id))
    connected = room.inside.connections.connected(person.id)
    return connected and attendance.answer is None and not attendance.spells
