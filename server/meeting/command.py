"""Commands: what is asked of a meeting. A command is a function that checks and yields events."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

import msgspec

from server.meeting.event import Event
from server.meeting.given import arguments_of, plain, read
from server.meeting.late import require_not_late
from server.meeting.offers import CommandOffered
from server.meeting.refused import SHOWN, Advised, Refused
from server.meeting.sitting import Phase
from server.words import N_, Term

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

MOST_WAITING = 10  # of what one member has sent to the clerk


class Office(StrEnum):
    """In which capacity somebody gives a command.

    The server gives those that tell what it saw itself; nobody signs in as it.
    """

    CLERK = "clerk"
    CHAIR = "chair"
    MEMBER = "member"
    OFFICER = "officer"
    SERVER = "server"


class Actor(msgspec.Struct, frozen=True):
    """Who gives a command, and when: `at` as stated, `now` by the server's clock.

    `given`: when a member gave it, if it may have waited in their device for a connection.
    """

    office: Office
    at: datetime
    now: datetime
    person: str = ""
    given: datetime | None = None

    @property
    def key(self) -> str:
        """Who it was, for the journal: an office, or a person by id."""
        return f"person:{self.person}" if self.person else self.office.value


CommandFunction = Callable[..., Iterator[Event]]
_F = TypeVar("_F", bound=CommandFunction)


class Command(msgspec.Struct, frozen=True):
    """A command by name: who may give it, in which phase of the sitting, and with what."""

    name: str
    function: CommandFunction
    offices: tuple[Office, ...]
    phases: tuple[Phase, ...]
    arguments: type[msgspec.Struct]
    in_public: bool = False
    offered: str = ""
    sends: tuple[str, ...] = ()
    asks: Mapping[str, str] = {}

    @property
    def givers(self) -> tuple[Office, ...]:
        """Who may give it, or send it to the clerk."""
        return (*self.offices, *SEATS) if self.offered else self.offices


commands: dict[str, Command] = {}

SEATS = (Office.MEMBER, Office.CHAIR)
"""Those who have a seat, and act from their own device for themselves alone."""

IN_SESSION = (Phase.OPEN,)
REFERENCES = ("act", "entry", "motion", "offer", "other", "request", "turn", "vote")
"""The parameters that refer to something by its id; all others hold values and words."""

A_WHILE = timedelta(minutes=10)
MOST_IN_A_WHILE = 30

UNTIL_CLOSE = (Phase.BEFORE, Phase.OPEN, Phase.ADJOURNED)
ALWAYS = tuple(Phase)


def command(
    *offices: Office,
    phases: tuple[Phase, ...] = IN_SESSION,
    in_public: bool = False,
    offered: str = "",
    sends: tuple[str, ...] = (),
    asks: Mapping[str, str] | None = None,
) -> Callable[[_F], _F]:
    """Make a function a command that these offices may give in these phases of the sitting.

    `in_public`: not while the public is excluded, for those outside must know what it does.
    `offered`: a member may send it to the clerk from their own device; this parameter is they, and
    `sends` are the others that they may fill in: the clerk is shown those and records no more.
    `asks`: what is said if a parameter that is needed is missing or empty, by its name.
    The parameters after `meeting` and `actor` are its form, its JSON and its documentation.
    """

    def register(function: _F) -> _F:
        name = function.__name__
        if name in commands and commands[name].function.__module__ != function.__module__:
            raise TypeError(f"Two commands are called {name}.")
        arguments = arguments_of(function)
        commands[name] = Command(
            name, function, offices, phases, arguments, in_public, offered, sends, asks or {}
        )
        return function

    return register


def decide(
    meeting: Meeting,
    actor: Actor,
    name: str,
    given: Mapping[str, object],
    heard: Meeting | None = None,
) -> tuple[Event, ...]:
    """What happens if this command is given now. Raises Refused, and then nothing happens.

    `heard` is the meeting as it is known outside: what a member sends to the clerk in public is
    tried on that, for the answer would tell of private business.
    """
    asked = commands.get(name)
    if asked is None:
        raise Refused(N_("There is no command “{name}”."), name=name[:SHOWN])
    if actor.office not in asked.givers:
        raise Refused(
            N_("This is not for the {office} to do: it is for the {offices}."),
            office=Term(actor.office.value),
            offices=", ".join(asked.offices),
        )
    if actor.office not in asked.offices:
        return (_offered(meeting, actor, asked, given, heard),)
    return _decided(meeting, actor, asked, given)


def _decided(
    meeting: Meeting, actor: Actor, asked: Command, given: Mapping[str, object]
) -> tuple[Event, ...]:
    arguments = read(asked, given)
    _require_no_mark(meeting, arguments)
    meeting.sitting.require(asked.phases, actor)
    if asked.in_public:
        _require_in_public(meeting, actor)
    events = tuple(asked.function(meeting, actor, **msgspec.structs.asdict(arguments)))
    require_not_late(meeting, actor.at, events)
    return events


def _require_no_mark(meeting: Meeting, arguments: msgspec.Struct) -> None:
    """Refuse words that are the id of a private act: whatever refers to one is private itself."""
    for name in arguments.__struct_fields__:
        value = getattr(arguments, name)
        if name not in REFERENCES and isinstance(value, str) and value in meeting.sealed:
            raise Refused(
                N_("“{text}” is no word but the mark of an entry: write what is meant."),
                text=value[:SHOWN],
            )


def own(actor: Actor, person: str) -> str:
    """Who a command is about that members give for themselves, and the clerk for anybody.

    Raises Refused if a member names somebody else.
    """
    if actor.office not in SEATS:
        return person
    if not actor.person:
        raise Refused(N_("Open this page by your own link: it is not known who you are."))
    if person not in ("", actor.person):
        raise Refused(N_("From your own device you act for yourself alone: tell the clerk."))
    return actor.person


def _offered(
    meeting: Meeting,
    actor: Actor,
    asked: Command,
    given: Mapping[str, object],
    heard: Meeting | None,
) -> CommandOffered:
    """What a member sends to the clerk: it is tried, so that they learn at once what is wrong."""
    named = given.get(asked.offered, "")
    person = own(actor, named if isinstance(named, str) else "?")
    for name in given:
        if name not in (asked.offered, *asked.sends):
            raise Refused(
                N_("“{field}” is for the clerk to fill in: tell them."), field=name[:SHOWN]
            )
    _require_same_item(meeting, actor, asked)
    wanted = {**given, asked.offered: person}
    _require_no_mark(meeting, read(asked, wanted))
    known = meeting
    if heard is not None and meeting.private is None:  # and what they sent bars them from a part
        known = msgspec.structs.replace(heard, offers=meeting.offers)
    _tried(known, actor, asked, wanted)
    clean = {name: plain(name, value) for name, value in wanted.items()}
    clean = {name: value for name, value in clean.items() if value != ""}
    lately = [o for o in meeting.offers.of(person) if actor.now - o.at < A_WHILE]
    if len(lately) >= MOST_IN_A_WHILE:
        raise Refused(
            N_("You have sent {count} things within {minutes} minutes: tell the clerk instead."),
            count=len(lately),
            minutes=A_WHILE.seconds // 60,
        )
    own_waiting = [offer for offer in meeting.offers.waiting if offer.person == person]
    if len(own_waiting) >= MOST_WAITING:
        raise Refused(
            N_("The clerk has {count} things from you to answer. Wait, or withdraw one."),
            count=len(own_waiting),
        )
    for offer in own_waiting:
        if (offer.person, offer.command, offer.given) == (person, asked.name, clean):
            raise Refused(
                N_("You sent this at {time}, and the clerk has it: wait for the answer."),
                time=offer.at,
            )
    return CommandOffered(person, asked.name, clean)


def _tried(meeting: Meeting, actor: Actor, asked: Command, wanted: Mapping[str, object]) -> None:
    """Refuse what could not be recorded now. What rules only advise against the clerk decides."""
    with contextlib.suppress(Advised):
        _decided(meeting, actor, asked, wanted)


def _require_same_item(meeting: Meeting, actor: Actor, asked: Command) -> None:
    """Refuse what waited for a connection while the meeting went on to another item."""
    then = meeting.in_hand_at(actor.given) if actor.given is not None else meeting.in_hand
    now = meeting.in_hand
    numbers = (then.number if then else "", now.number if now else "")
    if asked.phases == IN_SESSION and numbers[0] != numbers[1]:
        raise Refused(
            N_(
                "The meeting has gone on since you wrote this. Your words are kept: read them "
                "again, and send them if they are for what is in hand now."
            )
        )


def _require_in_public(meeting: Meeting, actor: Actor) -> None:
    if meeting.private is not None:
        raise Refused(
            N_(
                "The meeting is in private since {time}, and this is done in public, where "
                "everybody learns of it. Have the public back first."
            ),
            time=meeting.private.since,
        )
    if meeting.private_at(actor.at):
        raise Refused(
            N_(
                "At {time} the meeting was in private, and this is done in public, where everybody "
                "learns of it: state a time when the public was there, or none."
            ),
            time=actor.at,
        )
