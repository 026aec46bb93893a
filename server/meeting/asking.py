"""Asking to speak: who may have the floor, as what, and under which item.

A member speaks who is here and whom no interest bars (Localism Act 2011 s.31); while a question is
being voted on nobody is heard but who interrupts. Which kinds of speech there are the body says.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from server.meeting.agenda import AgendaItem, Standing
from server.meeting.command import SEATS, Actor
from server.meeting.debate import Request
from server.meeting.debate import Standing as Asked
from server.meeting.declared_ahead import require_recorded
from server.meeting.floor import REGISTERED, rule_of
from server.meeting.interests import Part
from server.meeting.meeting import Meeting
from server.meeting.motions import Motion
from server.meeting.people import Capacity, Person
from server.meeting.profile import SpeakingKind, Speech
from server.meeting.quorum import here
from server.meeting.refused import Refused
from server.meeting.seats import seated, substitution_of
from server.meeting.takes_part import require_no_bar
from server.words import N_, Term

A_WHILE = timedelta(minutes=10)
MOST_IN_A_WHILE = 20
"""So often a member asks within a while, withdrawals not counted off."""

LONGEST_NAME = 100
"""Characters of a name, or of a rule, that everybody sees beside the clock."""

_CALLED = {
    Speech.POINT_OF_ORDER: N_("point of order"),
    Speech.EXPLANATION: N_("personal explanation"),
    Speech.PUBLIC: N_("public speaker"),
    Speech.WARD_MEMBER: N_("ward member"),
    Speech.SPEECH: N_("speech"),
    Speech.QUESTION: N_("question"),
    Speech.REPLY: N_("right of reply"),
}


def called(kind: Speech) -> Term:
    """What a kind of speech is called in a sentence."""
    return Term(_CALLED[kind])


def speaker(meeting: Meeting, asked: Request) -> str:
    """The name of whoever asks, or has asked, to speak."""
    return meeting.name_of(asked.person) if asked.person else asked.name


def require_rule(meeting: Meeting, kind: Speech) -> SpeakingKind:
    """The rules of this kind of speech. Raises Refused if the body has none for it."""
    kinds = [each.kind for each in meeting.profile.speaking.kinds]
    if kind not in kinds:
        raise Refused(
            N_("The rules of {body} have no “{kind}”. They have: {kinds}."),
            body=meeting.body,
            kind=called(kind),
            kinds=", ".join(_CALLED[each] for each in kinds),
        )
    return rule_of(meeting, kind)


def require_since_return(meeting: Meeting, actor: Actor) -> None:
    """Refuse, in public, what is stated to have happened in private: it would be heard by nobody,
    and the floor is a matter of now."""
    if meeting.private is None and meeting.private_at(actor.at):
        raise Refused(
            N_("At {time} the meeting was in private: state a time since the public is back."),
            time=actor.at,
        )


def require_after_floor(meeting: Meeting, at: datetime) -> None:
    """Refuse a time before the floor last changed hands: nobody speaks in another's time."""
    spans = (span for turn in meeting.debate.turns for span in turn.spans)
    latest = max((span.until or span.since for span in spans), default=at)
    if at < latest:
        raise Refused(
            N_("The floor last changed hands at {time}: state a time after that."), time=latest
        )


def item_of_debate(meeting: Meeting, actor: Actor) -> AgendaItem:
    """The item that was in hand when this was said, and still is. Raises Refused."""
    said = actor.given or actor.at
    then, now = meeting.in_hand_at(said), meeting.in_hand
    if now is None:
        raise Refused(N_("No item is in hand. Who wishes to speak asks when one has been taken."))
    if then is None or then.standing is not Standing.IN_HAND:
        raise Refused(
            N_("At {time} item {number} was not in hand yet. Ask again, if it is for this item."),
            time=said,
            number=now.number,
        )
    return then


def require_may_speak(meeting: Meeting, actor: Actor, kind: Speech, person: str = "") -> None:
    """Whoever this is may have the floor as this now. Raises Refused.

    Without `person` it is somebody on no list, whose coming and going nobody records.
    """
    rule = require_rule(meeting, kind)
    if meeting.votes.pending is not None and not rule.interrupts:
        raise _while_voting(meeting)
    if person:
        _require_here(meeting, actor, meeting.person(person), kind)
    if kind is Speech.REPLY:
        _require_mover(meeting, person)


def waiting(meeting: Meeting, kind: Speech, person: str, name: str = "") -> Request | None:
    """The request of this kind of theirs that waits on what is in hand, and may be answered on
    this side of an exclusion of the public."""
    numbers = [item.number for item in meeting.all_in_hand]
    return next(
        (
            r
            for r in meeting.debate.requests
            if r.standing is Asked.WAITING
            and r.kind is kind
            and r.item in numbers
            and (r.person, r.name.casefold()) == (person, name.casefold())
            and (meeting.private is None or r.id in meeting.sealed)
        ),
        None,
    )


def registered(meeting: Meeting, person: str) -> bool:
    """Whether the clerk has registered this person as ward member for what is in hand."""
    numbers = [item.number for item in meeting.all_in_hand]
    return any(
        r.person == person and r.kind is Speech.WARD_MEMBER and r.item in numbers
        for r in meeting.debate.requests
    )


def require_not_too_often(meeting: Meeting, actor: Actor, person: str) -> None:
    """Refuse, from a device, what nobody asks so often: the queue is for all."""
    lately = (r for r in meeting.debate.requests if r.person == person)
    count = sum(actor.now - r.at < A_WHILE for r in lately)
    if actor.office in SEATS and count >= MOST_IN_A_WHILE:
        raise Refused(
            N_("You have asked {count} times within {minutes} minutes: show your hand instead."),
            count=count,
            minutes=A_WHILE.seconds // 60,
        )


def require_short(text: str, field: str) -> None:
    """Refuse what would not fit beside a clock."""
    if len(text) > LONGEST_NAME:
        raise Refused(
            N_("“{field}” is {length} characters long; at most {most} can be shown."),
            field=field,
            length=f"{len(text):,}",
            most=LONGEST_NAME,
        )


def _while_voting(meeting: Meeting) -> Refused:
    vote = meeting.votes.pending
    interrupting = [k.kind for k in meeting.profile.speaking.kinds if k.interrupts]
    if not interrupting:
        return Refused(
            N_("A vote is open on item {number}: nobody speaks until it is decided."),
            number=vote.item if vote else "",
        )
    return Refused(
        N_("A vote is open on item {number}: until it is decided nothing is heard but {kinds}."),
        number=vote.item if vote else "",
        kinds=", ".join(_CALLED[kind] for kind in interrupting),
    )


def _require_here(meeting: Meeting, actor: Actor, person: Person, kind: Speech) -> None:
    """A member must be here, and barred by no interest; of others nobody records it."""
    spare = person.capacity is Capacity.SUBSTITUTE and person not in meeting.callable
    if spare and kind not in REGISTERED:
        meeting.member(person.id)  # which says what must be recorded first
    if not (person.member or person in meeting.callable):
        return
    about = [item.number for item in meeting.all_in_hand]
    require_no_bar(meeting, person, about, Part.SPEAK)
    require_recorded(meeting, actor, person.id, about, Part.SPEAK)
    if not here(meeting, person):
        raise Refused(N_("{name} is not recorded as being here."), name=person.name)
    if not seated(meeting, person) and not (
        person.member and substitution_of(meeting, person.id) is None
    ):
        raise Refused(
            N_("{name} does not hold the seat, so they cannot {part}."),
            name=person.name,
            part=Term(N_("speak")),
        )


def _require_mover(meeting: Meeting, person: str) -> None:
    """The mover of a motion replies to the debate on it, and nobody else."""
    motions = _under_debate(meeting)
    if not motions:
        raise Refused(N_("No motion is under debate, so there is no right of reply."))
    movers = dict.fromkeys(motion.mover for motion in motions)
    if person not in movers:
        raise Refused(
            N_("The right of reply is the mover’s: {names}."),
            names=", ".join(meeting.name_of(mover) for mover in movers),
        )


def _under_debate(meeting: Meeting) -> tuple[Motion, ...]:
    numbers = [item.number for item in meeting.all_in_hand]
    moved = (m for m in meeting.motions.moved if m.open and not m.kind.procedural)
    return tuple(m for m in moved if m.item in numbers)
