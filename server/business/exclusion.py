"""Exclusion of the press and public, and their return.

Exempt information is closed by a resolution that identifies the proceedings and describes the
information by its paragraph (LGA 1972 s.100A(4) and (5)); for confidential information the law
itself excludes the public (s.100A(2)), and a body that is no council has rules of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    Actor,
    Advice,
    Event,
    Meeting,
    Office,
    OnOpenRecord,
    Refused,
    Stamp,
    command,
    replace,
)
from server.meeting.agenda import Access
from server.meeting.exclusion import Exclusion, Ground, excluded
from server.meeting.motions import Motion, MotionKind
from server.meeting.readmission import Return, on_return, returned
from server.meeting.resolution import resolution
from server.meeting.takes_part import in_hand_then, require_movers, split
from server.meeting.taking import require_still_on
from server.meeting.votes import Despite

_STAYS = N_(
    "What the public was told is not undone: they saw the page close. Have them back, and strike "
    "out the entry if it was a mistake."
)


class ExclusionMoved(OnOpenRecord, frozen=True):
    """It was moved to exclude the press and public for some items, on these paragraphs."""

    of_the_agenda: ClassVar[bool] = True
    title: ClassVar[str] = N_("Exclusion moved")
    fixed: ClassVar[str] = N_("A motion is not struck out: record that it was withdrawn.")
    proposed: str
    mover: str
    seconder: str
    excludes: tuple[str, ...]
    paragraphs: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    despite: tuple[Despite, ...] = ()

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        motion = Motion(
            stamp.id,
            self.item,
            MotionKind.EXCLUDE,
            self.proposed,
            self.mover,
            self.seconder,
            self.about,
            moved_at=stamp.happened_at,
            excludes=self.excludes,
            paragraphs=self.paragraphs,
        )
        moved = replace(meeting, motions=meeting.motions.with_(motion))
        return super().apply(moved, stamp)

    @property
    def words(self) -> str:
        return self.proposed


class PublicExcluded(OnOpenRecord, frozen=True):
    """The press and public were excluded without a resolution. `rule` is what excludes them."""

    of_the_agenda: ClassVar[bool] = True
    title: ClassVar[str] = N_("Press and public excluded")
    final: ClassVar[str] = _STAYS
    ground: Ground
    excludes: tuple[str, ...]
    rule: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        began = Exclusion(stamp.recorded_at, self.ground, self.excludes, by=stamp.id)
        return super().apply(excluded(meeting, began), stamp)


class PublicReadmitted(OnOpenRecord, frozen=True):
    """The press and public came back, and were told no more than `told` says."""

    title: ClassVar[str] = N_("Press and public back")
    final: ClassVar[str] = N_("What the public was told is not undone: exclude them again.")
    on_return: Return
    mover: str = ""
    seconder: str = ""

    def released(self, heard: Meeting, stamp: Stamp) -> Event | None:
        return self

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return super().apply(returned(meeting, self.on_return, stamp), stamp)


@command(Office.CLERK, in_public=True)
def move_exclusion(
    meeting: Meeting,
    actor: Actor,
    mover: str,
    seconder: str = "",
    items: str = "",
    paragraphs: str = "",
    reason: str = "",
    public_interest: bool = False,
    override: str = "",
) -> Iterator[Event]:
    """A member moves that the press and public be excluded for some items: their numbers, parted
    by commas; else the item in hand, or those that the agenda has as exempt.

    `paragraphs` describe the exempt information; else those of the agenda. `public_interest`: that
    the public interest in keeping it exempt outweighs that in disclosing it. `reason`: why, where
    the law asks for it in the resolution.
    """
    meeting.require_no_vote()
    in_hand = in_hand_then(meeting, actor.at)
    ahead = meeting.motions.first_in(in_hand[0] if in_hand else "")
    if ahead is not None and ahead.kind.procedural:
        raise Refused(N_("First {motion} must be decided, or withdrawn."), motion=ahead.called)
    closed = _named(meeting, split(meeting, items) or _exempt(meeting) or in_hand)
    text, numbers = resolution(meeting, closed, paragraphs, reason, public_interest=public_interest)
    advice = Advice(override)
    require_movers(meeting, actor, mover, seconder, in_hand, advice)
    yield ExclusionMoved(closed[0], text, mover, seconder, closed, numbers, in_hand, advice.despite)


@command(Office.CLERK, in_public=True)
def exclude_public(
    meeting: Meeting, actor: Actor, ground: Ground, items: str = ""
) -> Iterator[Event]:
    """The press and public are excluded without a resolution: for confidential information, or by
    the body's own rules. `items` are their numbers; else the item in hand."""
    rules = meeting.profile.private
    if ground is Ground.EXEMPT:
        raise Refused(
            N_("For exempt information the meeting must resolve to exclude the public: move it.")
        )
    rule = rules.confidential if ground is Ground.CONFIDENTIAL else rules.own_rules
    if not rule:
        raise Refused(
            N_("The rules of {body} name no such ground for excluding the public."),
            body=meeting.body,
        )
    given = split(meeting, items) or _next_closed(meeting) or in_hand_then(meeting, actor.at)
    closed = _named(meeting, given)
    yield PublicExcluded(closed[0], ground, closed, rule)


@command(Office.CLERK)
def readmit_public(
    meeting: Meeting, actor: Actor, mover: str = "", seconder: str = ""
) -> Iterator[Event]:
    """The press and public come back, by resolution if somebody moved it. What was begun in
    private must be decided in private, or withdrawn."""
    private = meeting.private
    if private is None:
        raise Refused(N_("The meeting is in public."))
    if actor.at < private.since:
        raise Refused(
            N_("The public was excluded at {time}: state a time after that."), time=private.since
        )
    vote = meeting.votes.pending
    if vote is not None and vote.id in meeting.sealed:
        meeting.require_no_vote()
    for motion in meeting.motions.moved:
        if motion.open and motion.id in meeting.sealed:
            raise Refused(
                N_(
                    "In private {motion} was moved and is not decided: put it, or have it "
                    "withdrawn, before the public comes back."
                ),
                motion=motion.called,
            )
    if mover:
        require_movers(meeting, actor, mover, seconder, (), Advice(""))
    under = meeting.find_entry(private.by)
    item = under[0].number if under is not None else private.items[0]
    yield PublicReadmitted(item, on_return(meeting, actor.at), mover, seconder)


def _exempt(meeting: Meeting) -> tuple[str, ...]:
    """What the agenda has as exempt and is still to come."""
    return tuple(
        item.number
        for item in meeting.undone
        if item.access is Access.EXEMPT and not meeting.is_closed(item.parent)
    )


def _next_closed(meeting: Meeting) -> tuple[str, ...]:
    following = meeting.next_item
    return (following.number,) if following is not None and following.closed else ()


def _named(meeting: Meeting, items: tuple[str, ...]) -> tuple[str, ...]:
    if not items:
        raise Refused(N_("Say for which items the press and public are to be excluded."))
    for number in items:
        require_still_on(meeting, number)
    return items
