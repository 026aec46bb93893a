"""A member's record of this meeting: when they were here, how they voted, what they moved and when
they spoke. Of private business that is not going on there are no words: only that it was."""

from __future__ import annotations

from datetime import datetime

import msgspec

from server.meeting.motions import Motion, MotionStanding
from server.meeting.people import Person
from server.meeting.presence import Attendance
from server.meeting.votes import Vote
from server.render.own.sent import Sent, ended
from server.render.room import Room

LONGEST = 90  # characters of what was put, or moved


class Here(msgspec.Struct, frozen=True):
    """A time during which the member was here."""

    since: datetime
    until: datetime | None
    remote: bool


class VoteGiven(msgspec.Struct, frozen=True):
    """A vote that the member gave by name; `words` are what was put."""

    item: str
    words: str
    choice: str
    receipt: str
    result: str


class Moved(msgspec.Struct, frozen=True):
    """A motion that the member moved, or seconded."""

    item: str
    words: str
    seconded: bool
    amendment: bool
    standing: str


class Spoke(msgspec.Struct, frozen=True):
    """A turn of the member's that is over, and how long it was: "2:05"."""

    item: str
    kind: str
    at: datetime
    length: str
    private: bool


class OwnRecord(msgspec.Struct, frozen=True):
    """All of it, each in the order in which it came."""

    here: tuple[Here, ...] = ()
    votes: tuple[VoteGiven, ...] = ()
    moved: tuple[Moved, ...] = ()
    spoke: tuple[Spoke, ...] = ()
    sent: tuple[Sent, ...] = ()


def own_record(room: Room, person: Person) -> OwnRecord:
    """The record of this member."""
    attendance = room.inside.presence.members.get(person.id, Attendance(person.id))
    return OwnRecord(
        tuple(Here(s.since, s.until, s.mode.value == "remote") for s in attendance.spells),
        tuple(_given(room, v, person) for v in room.named_votes if person.id in v.cast),
        tuple(_moved(room, motion, person) for motion in room.motions.get(person.id, ())),
        tuple(_spoke(room, person)),
        ended(room, person),
    )


def _given(room: Room, vote: Vote, person: Person) -> VoteGiven:
    seen = room.seen.votes.find(vote.id)
    known = seen is not None and not seen.unheard
    return VoteGiven(
        vote.item,
        short(vote.question.text) if known else "",
        vote.cast[person.id].value,
        vote.receipts.get(person.id, ""),
        vote.result.value if known and vote.result is not None else "",
    )


def _moved(room: Room, motion: Motion, person: Person) -> Moved:
    seen = room.seen.motions.find(motion.id)
    known = seen is not None and seen.standing is not MotionStanding.IN_PRIVATE
    return Moved(
        motion.item,
        short(seen.text) if seen is not None else "",
        motion.mover != person.id,
        bool(motion.amends),
        motion.standing.value if known else "in_private",
    )


def _spoke(room: Room, person: Person) -> list[Spoke]:
    own = [turn for turn in room.turns.get(person.id, ()) if turn.over and turn.spans]
    told = []
    for turn in own:
        minutes, seconds = divmod(round(turn.used.total_seconds()), 60)
        began = turn.spans[0].since
        private = room.inside.private_at(began)
        told.append(Spoke(turn.item, turn.kind.value, began, f"{minutes}:{seconds:02}", private))
    return told


def short(text: str) -> str:
    """The beginning of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0] + " …"
