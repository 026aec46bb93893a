"""Motions: who moved what, how it reads now, and what has come of it.

An amendment is a motion to put another text in place of a motion's. They are taken one at a time;
one that is carried changes the text, and the motion as amended must still be put.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from server.words import N_, Term


class MotionKind(StrEnum):
    """What a motion would do. All but the first two are procedural, and are put without debate."""

    SUBSTANTIVE = "substantive"
    AMENDMENT = "amendment"
    CLOSURE = "closure"
    NEXT_BUSINESS = "next_business"
    ADJOURN = "adjourn"
    SUSPEND = "suspend"
    EXTEND = "extend"
    EXCLUDE = "exclude"

    @property
    def procedural(self) -> bool:
        """Whether it is about the proceedings and not about the business."""
        return self not in (MotionKind.SUBSTANTIVE, MotionKind.AMENDMENT)


class MotionStanding(StrEnum):
    """Where a motion stands."""

    MOVED = "moved"
    CARRIED = "carried"
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    FALLEN = "fallen"
    IN_PRIVATE = "in_private"


class Wording(msgspec.Struct, frozen=True):
    """How a motion read until it was changed. `by` is the amendment, or empty if it was altered."""

    text: str
    until: datetime
    by: str = ""


class Motion(msgspec.Struct, frozen=True):
    """A motion under an item. `about` are the items that it concerns, its own among them.

    `text` is how it reads now; of an amendment, how the motion `amends` would read. `minutes` is
    by how long a sitting would be extended, `until` to when it would be adjourned; `excludes` are
    the items for which the public would be excluded, by these `paragraphs`. `closed`: the question
    must be put now. `demanded`: the members who have demanded a named vote on it.
    """

    id: str
    item: str
    kind: MotionKind
    text: str
    mover: str
    seconder: str = ""
    about: tuple[str, ...] = ()
    amends: str = ""
    minutes: int = 0
    until: str = ""
    standing: MotionStanding = MotionStanding.MOVED
    moved_at: datetime | None = None
    earlier: tuple[Wording, ...] = ()
    closed: bool = False
    excludes: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    demanded: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is still to be decided."""
        return self.standing is MotionStanding.MOVED

    @property
    def amended(self) -> bool:
        """Whether an amendment has changed it."""
        return any(wording.by for wording in self.earlier)

    @property
    def original(self) -> str:
        """How it read when it was moved."""
        return self.earlier[0].text if self.earlier else self.text

    @property
    def called(self) -> Term:
        """What it is called in a sentence."""
        return Term(_CALLED[self.kind] if not self.amended else _AMENDED)

    @property
    def stands(self) -> Term:
        """What came of it, in a sentence."""
        return Term(_STANDS[self.standing])

    def reworded(self, text: str, at: datetime, by: str = "") -> Motion:
        """In other words; how it read is kept."""
        return replace(self, text=text, earlier=(*self.earlier, Wording(self.text, at, by)))


_STANDS = {
    MotionStanding.MOVED: N_("moved"),
    MotionStanding.CARRIED: N_("carried"),
    MotionStanding.LOST: N_("lost"),
    MotionStanding.WITHDRAWN: N_("withdrawn"),
    MotionStanding.FALLEN: N_("left, and the meeting passed to the next business"),
    MotionStanding.IN_PRIVATE: N_("dealt with in private"),
}
_AMENDED = N_("the motion as amended")
_CALLED = {
    MotionKind.SUBSTANTIVE: N_("the motion"),
    MotionKind.AMENDMENT: N_("the amendment"),
    MotionKind.CLOSURE: N_("the motion that the question be now put"),
    MotionKind.NEXT_BUSINESS: N_("the motion to proceed to the next business"),
    MotionKind.ADJOURN: N_("the motion to adjourn"),
    MotionKind.SUSPEND: N_("the motion to suspend rules"),
    MotionKind.EXTEND: N_("the motion to extend the sitting"),
    MotionKind.EXCLUDE: N_("the motion to exclude the press and public"),
}


class Motions(msgspec.Struct, frozen=True):
    """All motions of a meeting, in the order in which they were moved."""

    moved: tuple[Motion, ...] = ()

    def find(self, id: str) -> Motion | None:
        """The motion with this id, if there is one."""
        return next((motion for motion in self.moved if motion.id == id), None)

    def with_(self, motion: Motion) -> Motions:
        """With this motion in place of the one with its id, or as the newest."""
        if self.find(motion.id) is None:
            return Motions((*self.moved, motion))
        return Motions(tuple(motion if m.id == motion.id else m for m in self.moved))

    def open_in(self, item: str) -> Motion | None:
        """What is to be decided first under an item: a procedural motion before the amendment
        that interrupts, and that before the motion; the newest that is open."""
        found = [m for m in self.moved if m.item == item and m.open]
        return found[-1] if found else None

    def first_in(self, item: str) -> Motion | None:
        """What is to be decided before anything else can be done under an item: a motion to
        exclude the public, wherever it stands, else what is open there."""
        excluding = (m for m in self.moved if m.open and m.kind is MotionKind.EXCLUDE)
        return next(excluding, None) or self.open_in(item)

    def main_in(self, item: str) -> Motion | None:
        """The substantive motion that is open under an item."""
        substantive = (m for m in self.moved if m.item == item and m.open)
        return next((m for m in substantive if m.kind is MotionKind.SUBSTANTIVE), None)

    def open_amendment(self, id: str) -> Motion | None:
        """The amendment to this motion that is open."""
        return next((m for m in self.moved if m.amends == id and m.open), None)

    def decided(self, id: str, carried: bool, at: datetime) -> Motions:
        """After the question on this motion was decided: what follows for it and for others."""
        motion = self.find(id)
        if motion is None:
            return self
        standing = MotionStanding.CARRIED if carried else MotionStanding.LOST
        motions = self.with_(replace(motion, standing=standing))
        return motions._following(motion, at) if carried else motions

    def _following(self, carried: Motion, at: datetime) -> Motions:
        """What a carried motion does to the motions under debate."""
        base = self.find(carried.amends)
        if base is not None and base.open:
            return self.with_(base.reworded(carried.text, at, carried.id))
        under_debate = [m for m in self.moved if m.item == carried.item and m.open]
        motions = self
        if carried.kind is MotionKind.CLOSURE and under_debate:
            return motions.with_(replace(under_debate[-1], closed=True))
        if carried.kind is MotionKind.NEXT_BUSINESS:
            for motion in under_debate:
                motions = motions.with_(replace(motion, standing=MotionStanding.FALLEN))
        return motions
