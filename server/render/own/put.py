"""What is put to the vote, so that the vote of one thing is never taken for that of another."""

from __future__ import annotations

import msgspec

from server.meeting.motions import MotionKind
from server.meeting.votes import Vote
from server.render.room import Room


class Put(msgspec.Struct, frozen=True):
    """What is put, or was.

    `what` is it: a motion, amended (a motion as amended), an amendment, procedural, or a question
    that nobody moved. Of an amendment `text` is how the motion would read, `before` how it reads.
    """

    what: str
    mover: str = ""
    text: str = ""
    before: str = ""


def put(room: Room, vote: Vote) -> Put:
    """What this vote is about, with its words."""
    motion = room.seen.motions.find(vote.question.motion)
    if motion is None:
        return Put("question", text=vote.question.text)
    base = room.seen.motions.find(motion.amends)
    if motion.kind is MotionKind.AMENDMENT:
        what = "amendment"
    elif motion.kind.procedural:
        what = "procedural"
    else:
        what = "amended" if motion.amended else "motion"
    before = base.text if base is not None else ""
    return Put(what, room.house.name(motion.mover), vote.question.text, before)


def named(room: Room, vote: Vote) -> Put:
    """What this vote is, or was, about, without its words."""
    return msgspec.structs.replace(put(room, vote), text="", before="")
