"""Asking to speak: from one's own device or by a raised hand; and who is registered beforehand.

A request is no business of the meeting's until the chair calls: nothing of it is on record, and
nobody outside is told of it. `server.meeting.floor.queue` has the order of those who wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    SEATS,
    UNTIL_CLOSE,
    Actor,
    Event,
    Meeting,
    Office,
    Refused,
    Stamp,
    Standing,
    command,
    own,
    replace,
)
from server.meeting.asking import (
    called,
    item_of_debate,
    registered,
    require_may_speak,
    require_not_too_often,
    require_rule,
    require_short,
    require_since_return,
    speaker,
    waiting,
)
from server.meeting.debate import Request
from server.meeting.debate import Standing as Asked
from server.meeting.floor import REGISTERED, queue
from server.meeting.privacy import require_same_side
from server.meeting.profile import Speech

LONGEST = 60
"""Minutes that one speaker may be given beforehand."""


class SpeakerAsked(Event, frozen=True):
    """Somebody asked to speak under an item."""

    title: ClassVar[str] = N_("Asked to speak")
    undoable: ClassVar[bool] = False
    item: str
    kind: Speech
    person: str
    rule: str = ""

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        request = Request(
            stamp.id, self.item, self.kind, stamp.happened_at, self.person, rule=self.rule
        )
        return _with(meeting, request)


class SpeakerRegistered(Event, frozen=True):
    """A member of the public, or of a ward, was registered to speak on an item.

    `person` is an id, or empty where `name` is of somebody on no list. `seconds`: 0 is by the
    rules of the body.
    """

    title: ClassVar[str] = N_("Speaker registered")
    item: str
    kind: Speech
    person: str = ""
    name: str = ""
    seconds: int = 0

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        asked, by = (stamp.id, self.item, self.kind, stamp.happened_at), (self.person, self.name)
        return _with(meeting, Request(*asked, *by, seconds=self.seconds))

    def nameless(self) -> Event:
        return replace(self, name="") if self.name else self


class RequestWithdrawn(Event, frozen=True):
    """Whoever asked to speak does not wish to any more."""

    title: ClassVar[str] = N_("Request to speak withdrawn")
    undoable: ClassVar[bool] = False
    request: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        found = meeting.debate.find(self.request)
        if found is None or found.standing is not Asked.WAITING:
            return meeting
        return _with(meeting, replace(found, standing=Asked.WITHDRAWN))


class SpeakerPutFirst(Event, frozen=True):
    """Whoever presides will call this speaker before the others."""

    title: ClassVar[str] = N_("Speaker put first")
    request: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        found = meeting.debate.find(self.request)
        if found is None:
            return meeting
        return _with(meeting, replace(found, first=stamp.happened_at))


@command(Office.CLERK, *SEATS)
def ask_to_speak(
    meeting: Meeting, actor: Actor, kind: Speech = Speech.SPEECH, rule: str = "", person: str = ""
) -> Iterator[Event]:
    """Ask to speak on the item in hand. `rule`: of a point of order, the standing order that is
    broken; it must be named from a device."""
    id = own(actor, person)
    require_since_return(meeting, actor)
    require_short(rule, "rule")
    meeting.person(id)
    require_rule(meeting, kind)
    if actor.office in SEATS:
        _require_from_device(meeting, id, kind, rule)
    item = item_of_debate(meeting, actor)
    require_not_too_often(meeting, actor, id)
    require_may_speak(meeting, actor, kind, id)
    asked = waiting(meeting, kind, id)
    if asked is not None:
        raise Refused(
            N_("{name} asked for this at {time}, and waits to be called: {kind}."),
            name=speaker(meeting, asked),
            time=asked.at,
            kind=called(kind),
        )
    yield SpeakerAsked(item.number, kind, id, rule if kind is Speech.POINT_OF_ORDER else "")


@command(Office.CLERK, *SEATS, phases=UNTIL_CLOSE)
def withdraw_request(meeting: Meeting, actor: Actor, request: str = "") -> Iterator[Event]:
    """Take back a request to speak: a member their own, the clerk anybody's. If none is named, it
    is the member's only one."""
    require_since_return(meeting, actor)
    found = _asked(meeting, request) if request else _only_one(meeting, own(actor, ""))
    if actor.office in SEATS and found.person != own(actor, ""):
        raise Refused(N_("That is not your request: tell the clerk."))
    _require_waiting(meeting, found)
    yield RequestWithdrawn(found.id)


@command(Office.CLERK, Office.CHAIR)
def put_speaker_first(meeting: Meeting, actor: Actor, request: str) -> Iterator[Event]:
    """Put one who waits before all others, as whoever presides may."""
    require_since_return(meeting, actor)
    found = _asked(meeting, request)
    _require_waiting(meeting, found)
    order = [each.id for each in queue(meeting)]
    if found.id not in order:
        raise Refused(
            N_("{name} cannot be called now, so cannot be put first."), name=speaker(meeting, found)
        )
    if order[0] == found.id:
        raise Refused(N_("{name} is first already."), name=speaker(meeting, found))
    yield SpeakerPutFirst(found.id)


@command(Office.CLERK, phases=UNTIL_CLOSE, in_public=True)
def register_speaker(
    meeting: Meeting,
    actor: Actor,
    item: str,
    name: str = "",
    person: str = "",
    kind: Speech = Speech.PUBLIC,
    minutes: int = 0,
) -> Iterator[Event]:
    """Register a member of the public, by name, or a ward member, for an item that is in hand or
    still to be taken. `minutes` are for this speaker alone; 0 is by the rules."""
    if kind not in REGISTERED:
        raise Refused(
            N_("Members of the public and ward members are registered; others ask to speak.")
        )
    require_rule(meeting, kind)
    number = _open_to_speakers(meeting, item)
    _require_one_name(meeting, name, person)
    if not 0 <= minutes <= LONGEST:
        raise Refused(
            N_("Give a speaker 1 to {most} minutes, or 0: then the rules say how long it is."),
            most=LONGEST,
        )
    same = Request("", number, kind, actor.at, person, name)
    if any(_same(same, each) for each in meeting.debate.requests):
        raise Refused(
            N_(
                "{name} is registered for item {number} already. If this is somebody else of that "
                "name, add what tells them apart."
            ),
            name=speaker(meeting, same),
            number=number,
        )
    yield SpeakerRegistered(number, kind, person, name, 60 * minutes)


def _open_to_speakers(meeting: Meeting, item: str) -> str:
    """The number of an item for which speakers can be registered. Raises Refused."""
    found = meeting.item(item)
    if meeting.is_closed(found.number):
        raise Refused(
            N_(
                "Item {number} is taken in private: nobody is registered for it. A member who may "
                "speak there is given the floor when it is in hand."
            ),
            number=found.number,
        )
    if found.standing not in (Standing.PENDING, Standing.IN_HAND):
        raise Refused(
            N_("Item {number} is not to be taken any more, so nobody speaks on it."),
            number=found.number,
        )
    return found.number


def _require_one_name(meeting: Meeting, name: str, person: str) -> None:
    if not name and not person:
        raise Refused(N_("Write the name of the speaker, or choose somebody from the list."))
    if name and person:
        raise Refused(N_("Write a name or choose somebody from the list, not both."))
    require_short(name, "name")
    if person:
        meeting.person(person)


def _same(one: Request, other: Request) -> bool:
    """Whether another request that waits is of the same speaker on the same item."""
    mine, theirs = (
        (r.item, r.kind, r.person, " ".join(r.name.split()).casefold()) for r in (one, other)
    )
    return mine == theirs and other.standing is Asked.WAITING


def _require_from_device(meeting: Meeting, id: str, kind: Speech, rule: str) -> None:
    """What a member cannot ask for from their own device, and what they must say with it."""
    if kind is Speech.PUBLIC:
        raise Refused(N_("Members of the public are registered by the clerk."))
    if kind is Speech.WARD_MEMBER and not registered(meeting, id):
        raise Refused(
            N_("Ward members are registered by the clerk: ask to be registered for this item.")
        )
    if kind is Speech.POINT_OF_ORDER and not rule:
        raise Refused(N_("Name the rule that is broken: a point of order says which one it is."))


def _asked(meeting: Meeting, id: str) -> Request:
    found = meeting.debate.find(id)
    if found is None:
        raise Refused(N_("That request to speak is not there any more. Look again."))
    return found


def _only_one(meeting: Meeting, person: str) -> Request:
    """The only request of this person that waits. Raises Refused."""
    if not person:
        raise Refused(N_("Say which request to speak is withdrawn."))
    found = [
        r
        for r in meeting.debate.requests
        if r.person == person and r.standing is Asked.WAITING and _in_hand(meeting, r.item)
    ]
    if not found:
        raise Refused(N_("You have not asked to speak."))
    if len(found) > 1:
        raise Refused(
            N_("You asked more than once: say which it is, {kinds}."),
            kinds=", ".join(called(r.kind) for r in found),
        )
    return found[0]


def _in_hand(meeting: Meeting, number: str) -> bool:
    return any(item.number == number for item in meeting.all_in_hand)


def _require_waiting(meeting: Meeting, found: Request) -> None:
    if found.standing is Asked.CALLED:
        raise Refused(N_("{name} has been called already."), name=speaker(meeting, found))
    if found.standing is Asked.WITHDRAWN:
        raise Refused(N_("{name} does not ask to speak any more."), name=speaker(meeting, found))
    require_same_side(meeting, found.id)


def _with(meeting: Meeting, request: Request) -> Meeting:
    return replace(meeting, debate=meeting.debate.with_request(request))
