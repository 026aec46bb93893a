"""The floor: given, held, and ended. The chair calls members to speak; the clerk does it for them.

A point of order or a personal explanation is heard at once, and whoever it interrupts goes on
afterwards; any other call ends the speech before it. Over a point of order nobody is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    Actor,
    Entry,
    Event,
    Meeting,
    Office,
    Refused,
    Stamp,
    command,
    replace,
)
from server.meeting.asking import (
    item_of_debate,
    require_after_floor,
    require_may_speak,
    require_rule,
    require_short,
    require_since_return,
    speaker,
    waiting,
)
from server.meeting.debate import Request, Standing, Turn
from server.meeting.floor import rule_of
from server.meeting.privacy import require_same_side
from server.meeting.profile import Speech
from server.meeting.span import Span
from server.meeting.spoken import Spoken

MOST_MORE = 10
"""Minutes by which a speech is made longer at once."""


class FloorGiven(Spoken, frozen=True):
    """Somebody was called, and has the floor.

    `who` is the name of somebody on no list; `request` is what they asked by, or empty where a hand
    was raised in the room; `seconds` is the time allowed (0: no limit). It stands on the record
    where the body's rules want that; a point of order stands there with its ruling instead.
    """

    title: ClassVar[str] = N_("Floor given")
    speech: Speech
    person: str = ""
    who: str = ""
    rule: str = ""
    seconds: int = 0
    request: str = ""

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        at = stamp.happened_at
        request = meeting.debate.find(self.request) or Request(
            self.request or stamp.id, self.item, self.speech, at, self.person, self.who, self.rule
        )
        turn = Turn(
            stamp.id,
            request.id,
            self.item,
            self.speech,
            self.seconds,
            (Span(at),),
            self.person,
            self.who,
            self.rule,
        )
        interrupts = rule_of(meeting, self.speech).interrupts
        debate = meeting.debate.called(request, turn, at, interrupts=interrupts)
        given = replace(meeting, debate=debate)
        told = meeting.profile.speaking.on_record and self.speech is not Speech.POINT_OF_ORDER
        return super().apply(given, stamp) if told else given

    def nameless(self) -> Event:
        """That somebody spoke, as what and for how long, is the record, and stays."""
        return replace(self, who="") if self.who else self

    def require_strikable(self, meeting: Meeting, entry: Entry) -> None:
        turn = meeting.debate.turn(entry.id)
        if turn is not None and not turn.over:
            raise Refused(
                N_("{name} has the floor: end the speech first."), name=_name(meeting, turn)
            )

    def when_struck(self, meeting: Meeting, entry: Entry) -> Meeting:
        turn = meeting.debate.turn(entry.id)
        if turn is None:
            return meeting
        nobodys = replace(turn, person="", name="")  # its time was somebody's all the same
        return replace(meeting, debate=meeting.debate.with_turn(nobodys))


class SpeechHeld(Event, frozen=True):
    """The clock of a speech stands still."""

    title: ClassVar[str] = N_("Speech held")
    turn: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        turn = meeting.debate.turn(self.turn)
        return meeting if turn is None else _with(meeting, turn.stopped(stamp.happened_at))


class SpeechResumed(Event, frozen=True):
    """The speech that was held goes on."""

    title: ClassVar[str] = N_("Speech resumed")
    turn: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        turn = meeting.debate.floor
        if turn is None or turn.id != self.turn:
            return meeting
        return _with(meeting, turn.started(stamp.happened_at))


class SpeechEnded(Event, frozen=True):
    """The speech is over; whoever it interrupted goes on."""

    title: ClassVar[str] = N_("Speech ended")
    turn: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return replace(meeting, debate=meeting.debate.ended(self.turn, stamp.happened_at))


class MoreTimeGiven(Event, frozen=True):
    """The speaker may go on for so many seconds more."""

    title: ClassVar[str] = N_("More time given")
    turn: str
    seconds: int

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        turn = meeting.debate.turn(self.turn)
        if turn is None or turn.over:
            return meeting
        return _with(meeting, replace(turn, seconds=turn.seconds + self.seconds))


@command(Office.CLERK, Office.CHAIR)
def call_speaker(meeting: Meeting, actor: Actor, request: str) -> Iterator[Event]:
    """Call one of those who wait: they have the floor."""
    asked = meeting.debate.find(request)
    if asked is None:
        raise Refused(N_("That request to speak is not there any more. Look again."))
    name = speaker(meeting, asked)
    if asked.standing is Standing.CALLED:
        raise Refused(N_("{name} has been called already."), name=name)
    if asked.standing is Standing.WITHDRAWN:
        raise Refused(N_("{name} does not ask to speak any more."), name=name)
    require_same_side(meeting, asked.id)
    if asked.item not in [item.number for item in meeting.all_in_hand]:
        raise Refused(
            N_("{name} asked to speak on item {number}, which is not in hand."),
            name=name,
            number=asked.item,
        )
    item_of_debate(meeting, actor)
    yield _given(meeting, actor, asked, asked.id)


@command(Office.CLERK)
def give_floor(
    meeting: Meeting, actor: Actor, person: str = "", kind: Speech = Speech.SPEECH, name: str = ""
) -> Iterator[Event]:
    """Give the floor in one act to somebody who raised their hand in the room, or to somebody on
    no list by `name`. What they asked for by a device is answered with it."""
    require_rule(meeting, kind)
    if not person and not name:
        raise Refused(N_("Choose who has the floor, or write the name."))
    if person and name:
        raise Refused(N_("Write a name or choose somebody from the list, not both."))
    require_short(name, "name")
    item = item_of_debate(meeting, actor)
    asked = waiting(meeting, kind, person, name)
    if asked is not None:
        yield _given(meeting, actor, asked, asked.id)
        return
    raised = Request("", item.number, kind, actor.at, person, name)
    now = meeting.debate.floor
    if now is not None and (now.kind, now.person, now.name) == (kind, person, name):
        raise Refused(N_("{name} has the floor already."), name=_name(meeting, now))
    yield _given(meeting, actor, raised, "")


@command(Office.CLERK, Office.CHAIR)
def hold_speech(meeting: Meeting, actor: Actor, turn: str = "") -> Iterator[Event]:
    """Let the clock of the speech stand still, as while there is noise or a call for order."""
    found = _open(meeting, actor, turn)
    if not found.runs:
        raise Refused(N_("The clock of {name} stands still already."), name=_name(meeting, found))
    yield SpeechHeld(found.id)


@command(Office.CLERK, Office.CHAIR)
def resume_speech(meeting: Meeting, actor: Actor, turn: str = "") -> Iterator[Event]:
    """Let the speech that was held go on."""
    found = _open(meeting, actor, turn)
    now = meeting.debate.floor
    if now is not None and now.id != found.id:
        raise Refused(
            N_("{name} was interrupted, and goes on when {other} has ended."),
            name=_name(meeting, found),
            other=_name(meeting, now),
        )
    if found.runs:
        raise Refused(N_("{name} is speaking already."), name=_name(meeting, found))
    yield SpeechResumed(found.id)


@command(Office.CLERK, Office.CHAIR, Office.MEMBER)
def end_speech(meeting: Meeting, actor: Actor, turn: str = "") -> Iterator[Event]:
    """End the speech; whoever it interrupted goes on. Members end their own."""
    own = actor.office is Office.MEMBER
    if own and not turn:
        turn = next((t.id for t in reversed(meeting.debate.open) if t.person == actor.person), "")
        if not turn:
            raise Refused(N_("You do not have the floor."))
    found = _open(meeting, actor, turn)
    if own and found.person != actor.person:
        raise Refused(N_("That is for whoever presides: from your device you end your own speech."))
    yield SpeechEnded(found.id)


@command(Office.CLERK, Office.CHAIR)
def give_more_time(
    meeting: Meeting, actor: Actor, minutes: int = 1, turn: str = ""
) -> Iterator[Event]:
    """Let the speaker go on for some minutes more."""
    found = _open(meeting, actor, turn)
    if not found.seconds:
        raise Refused(N_("{name} speaks without a limit of time."), name=_name(meeting, found))
    if not 1 <= minutes <= MOST_MORE:
        raise Refused(N_("Give 1 to {most} minutes more at once."), most=MOST_MORE)
    yield MoreTimeGiven(found.id, 60 * minutes)


def _given(meeting: Meeting, actor: Actor, asked: Request, request: str) -> FloorGiven:
    """That the floor is given as was asked. Raises Refused if it cannot be."""
    require_since_return(meeting, actor)
    require_after_floor(meeting, actor.at)
    _require_ruled(meeting)
    require_may_speak(meeting, actor, asked.kind, asked.person)
    seconds = asked.seconds or rule_of(meeting, asked.kind).seconds
    return FloorGiven(
        asked.item, asked.kind, asked.person, asked.name, asked.rule, seconds, request
    )


def _require_ruled(meeting: Meeting) -> None:
    """A point of order is ruled on at once: nobody is called over it, not even who interrupts."""
    for turn in meeting.debate.open:
        if turn.kind is Speech.POINT_OF_ORDER and turn.ruling is None:
            raise Refused(
                N_("Rule on the point of order of {name} first; if it was withdrawn, end it."),
                name=_name(meeting, turn),
            )


def _open(meeting: Meeting, actor: Actor, id: str) -> Turn:
    """The turn with this id that is not over; if none is named, the one that has the floor."""
    require_since_return(meeting, actor)
    found = meeting.debate.turn(id) if id else meeting.debate.floor
    if found is None:
        raise Refused(
            N_("That speech is not there any more: it may have been undone. Look again.")
            if id
            else N_("Nobody has the floor.")
        )
    if found.over:
        raise Refused(N_("{name} has ended already."), name=_name(meeting, found))
    require_after_floor(meeting, actor.at)
    return found


def _name(meeting: Meeting, turn: Turn) -> str:
    return meeting.name_of(turn.person) if turn.person else turn.name


def _with(meeting: Meeting, turn: Turn) -> Meeting:
    return replace(meeting, debate=meeting.debate.with_turn(turn))
