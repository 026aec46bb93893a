"""A member's record of this meeting: when they were here, how they voted, what they moved and when
they spoke. Of private business that is not going on there are no words: only that it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from server.meeting.motions import Motion, MotionStanding
from server.meeting.people import Person
from server.meeting.presence import Mode
from server.meeting.votes import Vote
from server.render.own.sent import Sent, ended
from server.render.room import Room

LONGEST = 90  # characters of what was put, or moved


class Here(msgspec.Struct, frozen=True):
    """A time during which the member was here; or, `away`, was out for an interest in this item, or
    in all business ("all")."""

    since: datetime
    until: datetime | None
    remote: bool = False
    away: str = ""


class VoteGiven(msgspec.Struct, frozen=True):
    """A vote of which it is known how the member voted: by name, or `minuted` because they asked
    for it. `words` are what was put."""

    item: str
    words: str
    choice: str
    receipt: str
    result: str
    amendment: bool
    minuted: bool


class Moved(msgspec.Struct, frozen=True):
    """A motion that the member moved, or seconded."""

    item: str
    words: str
    seconded: bool
    amendment: bool
    standing: str


class Spoke(msgspec.Struct, frozen=True):
    """A turn of the member's that is over, and how long it was: "2:05". Of a point of order, under
    which `rule`, and the `ruling`."""

    item: str
    kind: str
    at: datetime
    length: str
    private: bool
    rule: str = ""
    ruling: str = ""


class OwnRecord(msgspec.Struct, frozen=True):
    """All of it, each in the order in which it came."""

    here: tuple[Here, ...] = ()
    votes: tuple[VoteGiven, ...] = ()
    moved: tuple[Moved, ...] = ()
    spoke: tuple[Spoke, ...] = ()
    sent: tuple[Sent, ...] = ()


def own_record(room: Room, person: Person) -> OwnRecord:
    """The record of this member."""
    votes = (v for v in room.known_votes if person.id in v.cast or person.id in v.own)
    return OwnRecord(
        tuple(sorted(_here(room, person), key=lambda here: here.since)),
        tuple(_given(room, vote, person) for vote in votes),
        tuple(_moved(room, motion, person) for motion in room.motions.get(person.id, ())),
        tuple(_spoke(room, person)),
        ended(room, person),
    )


def _here(room: Room, person: Person) -> Iterator[Here]:
    for spell in room.inside.presence.of(person.id).spells:
        yield Here(spell.since, spell.until, spell.mode is Mode.REMOTE)
    for interest in room.inside.interests.declared:
        if interest.person == person.id:
            for absence in interest.absences:
                yield Here(absence.since, absence.until, away=interest.item or "all")


def _given(room: Room, vote: Vote, person: Person) -> VoteGiven:
    seen = room.seen.votes.find(vote.id)
    known = seen is not None and not seen.unheard
    moved = room.seen.motions.find(vote.question.motion)
    return VoteGiven(
        vote.item,
        short(vote.question.text) if known else "",
        (vote.cast.get(person.id) or vote.own[person.id]).value,
        vote.receipts.get(person.id, ""),
        vote.result.value if known and vote.result is not None else "",
        moved is not None and bool(moved.amends),
        person.id in vote.own,
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
        length, ruling = f"{minutes}:{seconds:02}", "" if private else str(turn.ruling or "")
        rule = "" if private else turn.rule
        told.append(Spoke(turn.item, turn.kind.value, began, length, private, rule, ruling))
    return told


def short(text: str) -> str:
    """The beginning of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0] + " …"
