"""Motions: moved, seconded, altered and withdrawn.

A motion once seconded is altered or withdrawn only with the consent of its seconder and of the
meeting. What is decided is the text as it reads when the question is put.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    Actor,
    Advice,
    AgendaItem,
    Entry,
    Event,
    Meeting,
    Office,
    OnOpenRecord,
    Refused,
    Stamp,
    command,
    replace,
)
from server.meeting.conditions import require_quorum
from server.meeting.finality import advise_final
from server.meeting.interests import Part
from server.meeting.motions import Motion, MotionKind, MotionStanding
from server.meeting.privacy import require_same_side
from server.meeting.takes_part import (
    in_hand_then,
    require_movers,
    require_part,
    require_seconder,
    split,
)
from server.meeting.votes import Despite


class MotionMoved(OnOpenRecord, frozen=True):
    """A motion was moved. `about` are further items that it concerns."""

    title: ClassVar[str] = N_("Motion moved")
    fixed: ClassVar[str] = N_("A motion is not struck out: record that it was withdrawn.")
    proposed: str
    mover: str
    seconder: str = ""
    about: tuple[str, ...] = ()
    despite: tuple[Despite, ...] = ()

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        motion = Motion(
            stamp.id,
            self.item,
            MotionKind.SUBSTANTIVE,
            self.proposed,
            self.mover,
            self.seconder,
            (self.item, *self.about),
            moved_at=stamp.happened_at,
        )
        return super().apply(_with(meeting, motion), stamp)

    @property
    def words(self) -> str:
        return self.proposed


class MotionSeconded(Event, frozen=True):
    """A motion, or an amendment, was seconded."""

    title: ClassVar[str] = N_("Motion seconded")
    motion: str
    seconder: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        motion = meeting.motions.find(self.motion)
        if motion is None:
            return meeting
        seconded = _with(meeting, replace(motion, seconder=self.seconder))
        return seconded.change_entry(self.motion, self._seconded)

    def _seconded(self, entry: Entry) -> Entry:
        """The entry that tells who moved it tells who seconded it too."""
        return replace(entry, matter=replace(entry.matter, seconder=self.seconder))


class MotionAltered(OnOpenRecord, frozen=True):
    """The mover altered a motion, or an amendment, with the consent that it needs.

    `consented`: the seconder and the meeting were asked; before a seconder there was no need.
    """

    title: ClassVar[str] = N_("Motion altered")
    fixed: ClassVar[str] = N_("An alteration is not struck out: alter the motion again.")
    motion: str
    proposed: str
    before: str = ""
    mover: str = ""
    amendment: bool = False
    consented: bool = False

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        motion = meeting.motions.find(self.motion)
        if motion is None:
            return meeting
        altered = motion.reworded(self.proposed, stamp.happened_at)
        return super().apply(_with(meeting, altered), stamp)

    @property
    def words(self) -> str:
        return self.proposed


class MotionWithdrawn(OnOpenRecord, frozen=True):
    """The mover withdrew a motion, or an amendment, with the consent that it needs."""

    of_the_agenda: ClassVar[bool] = True
    title: ClassVar[str] = N_("Motion withdrawn")
    fixed: ClassVar[str] = N_("A withdrawal is not struck out: have the motion moved again.")
    motion: str
    mover: str
    amendment: bool = False
    consented: bool = False

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        motion = meeting.motions.find(self.motion)
        if motion is None:
            return meeting
        withdrawn = replace(motion, standing=MotionStanding.WITHDRAWN)
        return super().apply(_with(meeting, withdrawn), stamp)


@command(Office.CLERK, offered="mover", sends=("text",), asks={"text": N_("A motion needs words.")})
def move_motion(
    meeting: Meeting,
    actor: Actor,
    text: str,
    mover: str,
    seconder: str = "",
    items: str = "",
    override: str = "",
) -> Iterator[Event]:
    """A member moves a motion under the item in hand; `items` are others that it concerns."""
    if not text:
        raise Refused(N_("A motion needs words."))
    yield _moved(meeting, actor, text, mover, seconder, items, override)


@command(Office.CLERK, offered="mover")
def move_recommendations(
    meeting: Meeting, actor: Actor, mover: str, seconder: str = "", override: str = ""
) -> Iterator[Event]:
    """The recommendations of the report on the item in hand are moved as they stand."""
    item = _item(meeting, actor)
    if not item.recommendations:
        raise Refused(
            N_("Item {number} has no recommendations: the motion needs words of its own."),
            number=item.number,
        )
    if item.report_exempt and meeting.private is None:
        raise Refused(
            N_(
                "Item {number} is taken in public, and its report is not published: its "
                "recommendations would be published. Open the item with its report first, or "
                "record the motion in words that everybody may read."
            ),
            number=item.number,
        )
    yield _moved(meeting, actor, "\n".join(item.recommendations), mover, seconder, "", override)


@command(Office.CLERK, offered="seconder", sends=("motion",))
def second_motion(
    meeting: Meeting, actor: Actor, seconder: str, motion: str = "", override: str = ""
) -> Iterator[Event]:
    """A member seconds the motion or amendment before the meeting."""
    found = _undecided(meeting, actor, motion)
    require_same_side(meeting, found.id)
    if found.seconder:
        raise Refused(N_("{name} has seconded it already."), name=meeting.name_of(found.seconder))
    require_seconder(meeting, actor, found.mover, seconder, found.about, Advice(override))
    yield MotionSeconded(found.id, seconder)


@command(Office.CLERK)
def alter_motion(
    meeting: Meeting, actor: Actor, text: str, consent: bool = False, motion: str = ""
) -> Iterator[Event]:
    """The mover alters the motion; once it is seconded, with the consent of all."""
    found = _undecided(meeting, actor, motion)
    require_same_side(meeting, found.id)
    if not text:
        raise Refused(N_("A motion needs words."))
    if text == found.text:
        raise Refused(N_("The motion reads like that already."))
    if found.kind.procedural:
        raise Refused(
            N_("A procedural motion is not altered: have it withdrawn, and moved as it should be.")
        )
    if found.closed:
        raise Refused(N_("It was carried that the question be now put: it stands as it reads."))
    _require_foremost(meeting, found)
    require_part(meeting, actor, found.mover, found.about, Part.MOVE, Advice(""))
    _require_consent(found, consent)
    amendment = found.kind is MotionKind.AMENDMENT
    yield MotionAltered(
        found.item, found.id, text, found.text, found.mover, amendment, bool(found.seconder)
    )


@command(Office.CLERK)
def withdraw_motion(
    meeting: Meeting, actor: Actor, consent: bool = False, motion: str = ""
) -> Iterator[Event]:
    """The mover withdraws the motion or amendment; once it is seconded, with consent."""
    found = _undecided(meeting, actor, motion)
    _require_foremost(meeting, found)
    require_part(meeting, actor, found.mover, found.about, Part.MOVE, Advice(""))
    _require_consent(found, consent)
    amendment = found.kind is MotionKind.AMENDMENT
    yield MotionWithdrawn(found.item, found.id, found.mover, amendment, bool(found.seconder))


def _moved(
    meeting: Meeting,
    actor: Actor,
    text: str,
    mover: str,
    seconder: str,
    items: str,
    override: str,
) -> MotionMoved:
    item = _item(meeting, actor)
    under_debate = meeting.motions.main_in(item.number)
    if under_debate is not None:
        raise Refused(
            N_("A motion is under debate already: this is an amendment to it, or comes after it.")
        )
    ahead = meeting.motions.first_in(item.number)
    if ahead is not None:
        raise Refused(N_("First {motion} must be decided, or withdrawn."), motion=ahead.called)
    above = meeting.line_of(item.number)
    others = tuple(n for n in in_hand_then(meeting, actor.at) if n not in above)
    about = tuple(dict.fromkeys((*others, *split(meeting, items))))
    advice = Advice(override)
    require_movers(meeting, actor, mover, seconder, (item.number, *about), advice)
    require_quorum(meeting, actor, (item.number, *about), advice)
    advise_final(meeting, text, advice)
    return MotionMoved(item.number, text, mover, seconder, about, advice.despite)


def _item(meeting: Meeting, actor: Actor) -> AgendaItem:
    meeting.require_no_vote()
    return meeting.item_or_in_hand("", actor.at)


def _undecided(meeting: Meeting, actor: Actor, id: str) -> Motion:
    found = meeting.motion(id)
    meeting.require_no_vote()
    if not found.open:
        raise Refused(
            N_("It is not before the meeting any more: {motion} was {standing}."),
            motion=found.called,
            standing=found.stands,
        )
    if found.moved_at is not None and actor.at < found.moved_at:
        raise Refused(N_("It was moved at {time}: state a time after that."), time=found.moved_at)
    return found


def _require_foremost(meeting: Meeting, motion: Motion) -> None:
    """What came up upon a motion is dealt with before the motion itself."""
    ahead = meeting.motions.first_in(motion.item)
    if ahead is not None and ahead.id != motion.id:
        raise Refused(N_("First {motion} must be decided, or withdrawn."), motion=ahead.called)


def _require_consent(motion: Motion, consent: bool) -> None:
    if motion.seconder and not consent:
        raise Refused(
            N_(
                "Once seconded, a motion is altered or withdrawn only with the consent of its "
                "seconder and of the meeting. Ask for it, and tick that it was given."
            )
        )


def _with(meeting: Meeting, motion: Motion) -> Meeting:
    return replace(meeting, motions=meeting.motions.with_(motion))
