"""Commands: what is asked of a meeting. A command is a function that checks and yields events."""

from __future__ import annotations

import inspect
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from enum import EnumType, StrEnum
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

import msgspec

from server.meeting.event import Event
from server.meeting.late import require_not_late
from server.meeting.offers import CommandOffered
from server.meeting.refused import SHOWN, Advised, Refused
from server.meeting.sitting import Phase
from server.words import N_, Said, Term

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

MOST_CHARACTERS = 20_000
MOST_WAITING = 10  # of what one member has sent to the clerk
_LARGEST = 10**15
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")  # categories of Unicode: control, format, unassigned …
_KEPT = "\n\t\u200c\u200d"  # the last two join letters, as Persian or Hindi names need them


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
    """Who gives a command, and when: `at` as stated, `now` by the server's clock."""

    office: Office
    at: datetime
    now: datetime
    person: str = ""

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

    @property
    def givers(self) -> tuple[Office, ...]:
        """Who may give it, or send it to the clerk."""
        return (*self.offices, *SEATS) if self.offered else self.offices


commands: dict[str, Command] = {}

SEATS = (Office.MEMBER, Office.CHAIR)
"""Those who have a seat, and act from their own device for themselves alone."""

IN_SESSION = (Phase.OPEN,)
UNTIL_CLOSE = (Phase.BEFORE, Phase.OPEN, Phase.ADJOURNED)
ALWAYS = tuple(Phase)


def command(
    *offices: Office,
    phases: tuple[Phase, ...] = IN_SESSION,
    in_public: bool = False,
    offered: str = "",
) -> Callable[[_F], _F]:
    """Make a function a command that these offices may give in these phases of the sitting.

    `in_public`: not while the public is excluded, for those outside must know what it does.
    `offered`: a member may send it to the clerk from their own device; this parameter is they.
    The parameters after `meeting` and `actor` are its form, its JSON and its documentation.
    """

    def register(function: _F) -> _F:
        name = function.__name__
        if name in commands and commands[name].function.__module__ != function.__module__:
            raise TypeError(f"Two commands are called {name}.")
        arguments = _arguments(function)
        commands[name] = Command(name, function, offices, phases, arguments, in_public, offered)
        return function

    return register


def decide(
    meeting: Meeting, actor: Actor, name: str, given: Mapping[str, object]
) -> tuple[Event, ...]:
    """What happens if this command is given now. Raises Refused, and then nothing happens."""
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
        return (_offered(meeting, actor, asked, given),)
    return _decided(meeting, actor, asked, given)


def _decided(
    meeting: Meeting, actor: Actor, asked: Command, given: Mapping[str, object]
) -> tuple[Event, ...]:
    arguments = _read(asked, given)
    meeting.sitting.require(asked.phases, actor)
    if asked.in_public:
        _require_in_public(meeting, actor)
    events = tuple(asked.function(meeting, actor, **msgspec.structs.asdict(arguments)))
    require_not_late(meeting, actor.at, events)
    return events


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
    meeting: Meeting, actor: Actor, asked: Command, given: Mapping[str, object]
) -> CommandOffered:
    """What a member sends to the clerk: it is tried, so that they learn at once what is wrong."""
    named = given.get(asked.offered, "")
    person = own(actor, named if isinstance(named, str) else "?")
    if "override" in given:
        raise Refused(N_("That a rule is not followed is for the clerk to record: tell the clerk."))
    wanted = {**given, asked.offered: person}
    _tried(meeting, actor, asked, wanted)
    clean = {name: _plain(name, value) for name, value in wanted.items()}
    clean = {name: value for name, value in clean.items() if value != ""}
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
    """Refuse what could not be recorded now. What rules advise against is the clerk's."""
    try:
        _decided(meeting, actor, asked, wanted)
    except Advised as advised:
        raise Refused(
            N_("{reason} Only the clerk can record it all the same: tell the clerk."),
            reason=Said(advised.sentence, **advised.values),
        ) from advised


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


def _arguments(function: CommandFunction) -> type[msgspec.Struct]:
    hints = get_type_hints(function, include_extras=True)
    fields: list[Any] = []
    for parameter in list(inspect.signature(function).parameters.values())[2:]:
        if parameter.default is inspect.Parameter.empty:
            fields.append((parameter.name, hints[parameter.name]))
        else:
            fields.append((parameter.name, hints[parameter.name], parameter.default))
    return msgspec.defstruct(
        function.__name__, fields, frozen=True, forbid_unknown_fields=True, kw_only=True
    )


def _read(asked: Command, given: Mapping[str, object]) -> msgspec.Struct:
    fields = {field.name: field for field in msgspec.structs.fields(asked.arguments)}
    values: dict[str, object] = {}
    for name, value in given.items():
        if name not in fields:
            raise Refused(
                N_("“{command}” does not take “{field}”. Leave it out."),
                command=_spoken(asked.name),
                field=name[:SHOWN],
            )
        field, plain = fields[name], _plain(name, value)
        if plain == "" and not field.required:  # an empty box of a form leaves the default
            continue
        values[name] = True if plain == "on" and field.type is bool else plain  # a ticked box
    missing = [name for name, field in fields.items() if field.required and name not in values]
    if missing:
        raise Refused(
            N_("“{command}” needs “{field}”, and nothing was given for it."),
            command=_spoken(asked.name),
            field=missing[0],
        )
    return _converted(asked, fields, values)


def _converted(
    asked: Command, fields: Mapping[str, msgspec.structs.FieldInfo], values: dict[str, object]
) -> msgspec.Struct:
    try:
        return msgspec.convert(values, asked.arguments, strict=False)
    except msgspec.ValidationError as error:
        for name, value in values.items():
            choices = _choices(fields[name].type)
            if choices and value not in choices:
                raise Refused(
                    N_("“{value}” is not one of the choices for “{field}”: {choices}."),
                    value=str(value)[:SHOWN],
                    field=name,
                    choices=", ".join(choices),
                ) from error
            if fields[name].type is int and not str(value).lstrip("-").isdecimal():
                raise Refused(
                    N_("“{value}” is not a whole number for “{field}”. Write it in digits."),
                    value=str(value)[:SHOWN],
                    field=_spoken(name),
                ) from error
        raise Refused(
            N_("The command “{command}” was not understood: {fault}."),
            command=_spoken(asked.name),
            fault=str(error),
        ) from error


def _choices(kind: object) -> tuple[str, ...]:
    """The values among which this kind of field chooses, if it does."""
    if not isinstance(kind, EnumType):
        return ()
    members: Iterable[object] = kind.__members__.values()
    return tuple(str(member) for member in members)


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _plain(name: str, value: object) -> object:
    """A value in which numbers are text, and text is fit to be stored."""
    if isinstance(value, list | tuple):
        return [_cleaned(name, each) if isinstance(each, str) else each for each in value]
    if isinstance(value, str):
        return _cleaned(name, value)
    # A large number is left alone, and is then refused: writing it out might take for ever.
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST:
        return str(value)
    return value


def _cleaned(name: str, text: str) -> str:
    """Text without control characters, with one kind of line end, and not too long."""
    if len(text) > MOST_CHARACTERS:
        raise Refused(
            N_(
                "“{field}” is {length} characters long; at most {most} can be recorded at once. "
                "Split it into several entries."
            ),
            field=name,
            length=f"{len(text):,}",
            most=f"{MOST_CHARACTERS:,}",
        )
    text = _LINE_ENDS.sub("\n", text).encode("utf-8", "replace").decode("utf-8")
    text = text.replace("\uf0b7", "•")  # the bullet of the font Symbol, as it is copied from a PDF
    return "".join(c for c in text if c in _KEPT or unicodedata.category(c) not in _UNSEEN).strip()
