"""Putting a question: the rules that must hold before anybody votes, and the roll as it freezes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from server.meeting.advice import Advice
from server.meeting.agenda import AgendaItem
from server.meeting.command import Actor
from server.meeting.conditions import (
    HALF,
    advise_on_interests,
    require_chair,
    require_connected,
    require_quorum,
    require_sitting,
)
from server.meeting.declared_ahead import require_recorded
from server.meeting.finality import advise_final
from server.meeting.frozen import require_after_votes
from server.meeting.interests import Part
from server.meeting.limit import advise_in_time
from server.meeting.meeting import Meeting
from server.meeting.motions import Motion, MotionKind
from server.meeting.profile import Majority
from server.meeting.refused import Refused
from server.meeting.roll import roll
from server.meeting.votes import Question, Way
from server.words import N_

SECONDED = N_("A motion is seconded before it is put")
MAJORITY = N_("The majority that the rules ask for")


class Asked:
    """What is asked to be put, before it is known whether it may be."""

    def __init__(self, motion: str, text: str, item: str, advice: Advice) -> None:
        self.motion = motion
        self.text = text
        self.item = item
        self.advice = advice
        self.way = Way.HANDS
        self.majority = ""
        self.appointment = False
        self.named_by: tuple[str, ...] = ()
        self.items: tuple[str, ...] = ()


def question(meeting: Meeting, actor: Actor, asked: Asked) -> Question:
    """The question as it is put, with its roll. Raises Refused, or Advised."""
    meeting.require_no_vote()
    require_sitting(meeting)
    require_after_votes(meeting, actor.at)
    motion = _motion(meeting, actor, asked)
    item = _item(meeting, actor, asked, motion)
    about = concerned(meeting, actor.at, item, motion, asked.items)
    if motion is None or motion.kind not in (MotionKind.EXTEND, MotionKind.ADJOURN):
        advise_in_time(meeting, actor.at, asked.advice)  # these two are what it asks for
    _require_seconded(meeting, motion, asked.advice)
    if motion is None or motion.kind is MotionKind.SUBSTANTIVE:
        advise_final(meeting, motion.text if motion else asked.text, asked.advice)
    chair = require_chair(meeting, actor, about, asked.advice)
    mandatory = _mandatory(meeting, about, asked.way)
    may, excluded = roll(meeting, about, actor.at)
    if not may:
        raise Refused(N_("Nobody who is here may vote on this. See the roll for the reasons."))
    for person in may:
        require_recorded(meeting, actor, person, about, Part.VOTE)
    _take_demands(meeting, asked, motion, may)
    _require_demand(meeting, asked, may)
    require_connected(meeting, may, actor.at, asked.advice)
    advise_on_interests(meeting, about, may, asked.advice)
    majority = _majority(meeting, motion, asked)
    figures = require_quorum(meeting, actor, about, asked.advice)
    _require_half(meeting, motion, figures.present, figures.membership, asked.advice)
    return Question(
        item=item.number,
        text=motion.text if motion else asked.text,
        way=asked.way,
        roll=may,
        excluded=excluded,
        motion=motion.id if motion else "",
        about=about,
        majority=majority,
        presiding=chair.id,
        present=figures.present,
        needed=figures.needed,
        membership=figures.membership,
        appointment=asked.appointment,
        named_by=asked.named_by,
        mandatory=mandatory,
        despite=asked.advice.despite,
    )


def _motion(meeting: Meeting, actor: Actor, asked: Asked) -> Motion | None:
    first = meeting.before_it(asked.item)
    if asked.text and not asked.motion:
        if first is not None:
            raise Refused(
                N_("Now {motion} is before the meeting: put it as it reads, or have it withdrawn."),
                motion=first.called,
            )
        return None
    motion = meeting.motion(asked.motion)
    if not motion.open:
        raise Refused(
            N_("It is not before the meeting any more: {motion} was {standing}."),
            motion=motion.called,
            standing=motion.stands,
        )
    ahead = meeting.motions.first_in(motion.item)
    if ahead is not None and ahead.id != motion.id:
        raise Refused(N_("First {motion} must be decided, or withdrawn."), motion=ahead.called)
    if motion.moved_at is not None and actor.at < motion.moved_at:
        raise Refused(N_("It was moved at {time}: state a time after that."), time=motion.moved_at)
    last = meeting.sitting.latest
    if motion.kind is MotionKind.ADJOURN and last is not None and actor.at < last.at:
        raise Refused(
            N_("The sitting last changed at {time}: state a time after that."), time=last.at
        )
    return motion


def _item(meeting: Meeting, actor: Actor, asked: Asked, motion: Motion | None) -> AgendaItem:
    item = meeting.item_or_in_hand(motion.item if motion else asked.item, actor.at)
    if motion is not None and motion.kind is MotionKind.EXCLUDE:
        return item  # it is decided before the item is taken
    if not item.in_hand_at(actor.at):
        raise Refused(
            N_("Item {number} is not in hand. Take it first, then put the question."),
            number=item.number,
        )
    return item


def _require_seconded(meeting: Meeting, motion: Motion | None, advice: Advice) -> None:
    if motion is None or motion.seconder or not meeting.profile.motions.seconder:
        return
    advice.against(
        SECONDED,
        N_("Without a seconder {motion} is not put ({source})."),
        motion=motion.called,
        source=meeting.profile.motions.source or meeting.profile.name,
    )


def concerned(
    meeting: Meeting,
    at: datetime,
    item: AgendaItem,
    motion: Motion | None,
    items: Sequence[str] = (),
) -> tuple[str, ...]:
    """The items that a question concerns: its own, those taken with it, and those it names."""
    above = meeting.line_of(item.number)[1:]
    together = (i.number for i in meeting.all_in_hand if i.in_hand_at(at))
    own = () if motion is not None and motion.kind is MotionKind.EXCLUDE else (item.number,)
    numbers = (*own, *together, *(motion.about if motion else ()), *items)
    return tuple(number for number in dict.fromkeys(numbers) if number not in above)


def _majority(meeting: Meeting, motion: Motion | None, asked: Asked) -> Majority:
    """What carries it: what the rules ask for, or another if a reason says which rule does."""
    suspends = motion is not None and motion.kind is MotionKind.SUSPEND
    wanted, source = meeting.profile.majority(suspends=suspends)
    if asked.majority not in ("", wanted):
        asked.advice.against(
            MAJORITY,
            N_(
                "The rules of {body} ask for another majority ({source}). If a rule or the law "
                "asks for this one, say which."
            ),
            body=meeting.body,
            source=source or meeting.profile.name,
        )
    return Majority(asked.majority or wanted)


def _mandatory(meeting: Meeting, about: Sequence[str], way: Way) -> str:
    """The rule that makes a named vote mandatory, if one does. The law stops other ways."""
    rules = meeting.profile.voting
    if not rules.budget_named or not any(map(meeting.sets_budget, about)):
        return ""
    if way is not Way.NAMED:
        raise Refused(
            N_(
                "This is budget business: after every vote on it, amendments included, the names "
                "must be minuted ({source}). Take a named vote."
            ),
            source=rules.budget_source,
        )
    return rules.budget_source


def _require_demand(meeting: Meeting, asked: Asked, may: Sequence[str]) -> None:
    """Those who demand a named vote are on the roll, and are as many as the rules want."""
    rules = meeting.profile.voting
    for id in asked.named_by:
        if id not in may:
            raise Refused(
                N_("{name} may not vote on this, so cannot demand a named vote on it."),
                name=meeting.person(id).name,
            )
    if asked.named_by and not rules.named_on_demand:
        raise Refused(
            N_(
                "The rules of {body} give members no right to demand a named vote. Leave their "
                "names out: it is taken as directed by whoever presides."
            ),
            body=meeting.body,
        )
    if asked.named_by and len(set(asked.named_by)) < rules.named_on_demand:
        raise Refused(
            N_(
                "{needed} members must demand a named vote and {asked} did ({source}). Without "
                "their names it is taken as directed by whoever presides."
            ),
            needed=rules.named_on_demand,
            asked=len(set(asked.named_by)),
            source=rules.named_source or meeting.profile.name,
        )


def _take_demands(
    meeting: Meeting, asked: Asked, motion: Motion | None, may: Sequence[str]
) -> None:
    """Those who demanded a named vote before the question was put, if they still may vote on it:
    where they are enough, it is taken by names."""
    rules = meeting.profile.voting
    before = demanded(motion, may) if motion is not None else ()
    together = tuple(dict.fromkeys((*asked.named_by, *before)))
    enough = 0 < rules.named_on_demand <= len(together)
    if enough or asked.named_by:
        asked.named_by = together
    if not enough:
        return
    if asked.way is not Way.NAMED:
        raise Refused(
            N_(
                "A named vote was demanded by {names}, and {needed} members can demand one "
                "({source}). Take a named vote."
            ),
            names=", ".join(meeting.name_of(id) for id in together),
            needed=rules.named_on_demand,
            source=rules.named_source or meeting.profile.name,
        )


def demanded(motion: Motion, may: Sequence[str]) -> tuple[str, ...]:
    """Those who have demanded a named vote on a motion, of those who may vote on it."""
    return tuple(id for id in motion.demanded if id in may)


def _require_half(
    meeting: Meeting, motion: Motion | None, present: int, membership: int, advice: Advice
) -> None:
    rules = meeting.profile.motions
    suspends = motion is not None and motion.kind is MotionKind.SUSPEND
    if suspends and rules.suspension_half and 2 * present < membership:
        advice.against(
            HALF,
            N_(
                "Rules are suspended only while half of the {membership} members are present: the "
                "number present is {present} ({source})."
            ),
            membership=membership,
            present=present,
            source=rules.suspension_source,
        )
