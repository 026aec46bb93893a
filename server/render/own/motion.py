"""What a member may do about the motion before the meeting: second it, demand a named vote; or move
the recommendations, where there is none yet."""

from __future__ import annotations

import msgspec

from server.meeting.bars import barring
from server.meeting.interests import Part
from server.meeting.motions import Motion
from server.meeting.offers import Standing
from server.meeting.people import Person
from server.meeting.quorum import counts
from server.render.room import Room


class OwnMotion(msgspec.Struct, frozen=True):
    """The motion before the meeting, for one member.

    `seconds`: it has no seconder, and they may be. `needed` members demand a named vote; 0: they
    may not demand one. `demanded` have; `own`: they among them. `recommended`: the item whose
    recommendations they may move; `side`: on which side of an exclusion of the public.
    """

    motion: str = ""
    seconds: bool = False
    amendment: bool = False
    needed: int = 0
    demanded: int = 0
    own: bool = False
    source: str = ""
    recommended: str = ""
    side: str = ""


def own_motion(room: Room, person: Person) -> OwnMotion:
    """What this member may do about the motion before the meeting."""
    motion = room.motion
    if not room.open or room.vote is not None or not counts(room.inside, person):
        return OwnMotion()
    if motion is None:
        return OwnMotion(recommended=_recommended(room, person), side=room.house.side)
    if not motion.open:
        return OwnMotion()
    rules = room.house.profile.voting
    votes = barring(room.inside, person.id, motion.about, Part.VOTE) is None
    needed = rules.named_on_demand if votes else 0
    seconds = _may_second(room, motion, person)
    if not seconds and not needed:
        return OwnMotion()
    return OwnMotion(
        motion.id,
        seconds,
        bool(motion.amends),
        needed,
        len(motion.demanded),
        person.id in motion.demanded,
        rules.named_source,
    )


def _recommended(room: Room, person: Person) -> str:
    """The item in hand, while its recommendations have not come before the meeting."""
    item = room.seen.in_hand
    if item is None or not item.recommendations:
        return ""
    exempt = item.report_exempt and room.seen.private is None
    moved = any(m.item == item.number for m in room.seen.motions.moved)
    if exempt or moved or any(entry.matter.concludes for entry in item.record):
        return ""
    sent = any(
        offer.standing is Standing.WAITING
        and offer.command == "move_recommendations"
        and offer.item == item.number
        for offer in room.inside.offers.of(person.id)
    )
    barred = barring(room.inside, person.id, room.in_hand, Part.MOVE) is not None
    return "" if sent or barred else item.number


def _may_second(room: Room, motion: Motion, person: Person) -> bool:
    if motion.seconder or not room.house.profile.motions.seconder or motion.mover == person.id:
        return False
    sent = any(
        offer.standing is Standing.WAITING
        and offer.command == "second_motion"
        and offer.given.get("motion", motion.id) == motion.id
        for offer in room.inside.offers.of(person.id)
    )
    return not sent and barring(room.inside, person.id, motion.about, Part.SECOND) is None
