"""Commands: what is asked of a meeting. A command is a function that checks and yields events."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

import msgspec

from server.meeting.event import Event
from server.meeting.refused import Refused
from server.meeting.sitting import Phase
from server.words import N_, Term

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting

MOST_CHARACTERS = 20_000


class Office(StrEnum):
    """In which capacity somebody gives a command."""

    CLERK = "clerk"
    CHAIR = "chair"
    MEMBER = "member"


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


commands: dict[str, Command] = {}

IN_SESSION = (Phase.OPEN,)
UNTIL_CLOSE = (Phase.BEFORE, Phase.OPEN, Phase.ADJOURNED)
ALWAYS = tuple(Phase)


def command(*offices: Office, phases: tuple[Phase, ...] = IN_SESSION) -> Callable[[_F], _F]:
    """Make a function a command that these offices may give in these phases of the sitting.

    The parameters after `meeting` and `actor` are its form, its JSON and its documentation.
    """

    def register(function: _F) -> _F:
        name = function.__name__
        if name in commands and commands[name].function.__module__ != function.__module__:
            raise TypeError(f"Two commands are called {name}.")
        arguments = _arguments(function)
        commands[name] = Command(name, function, offices, phases, arguments)
        return function

    return register


def decide(
    meeting: Meeting, actor: Actor, name: str, given: Mapping[str, object]
) -> tuple[Event, ...]:
    """What happens if this command is given now. Raises Refused, and then nothing happens."""
    asked = commands.get(name)
    if asked is None:
        raise Refused(N_("There is no command “{name}”."), name=name)
    if actor.office not in asked.offices:
        raise Refused(
            N_("This is not for the {office} to do: it is for the {offices}."),
            office=Term(actor.office.value),
            offices=", ".join(asked.offices),
        )
    arguments = _read(asked, given)
    meeting.sitting.require(asked.phases, actor)
    return tuple(asked.function(meeting, actor, **msgspec.structs.asdict(arguments)))


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
    values = {name: _plain(name, value) for name, value in given.items()}
    fields = {field.name: field for field in msgspec.structs.fields(asked.arguments)}
    for name in [name for name, value in values.items() if value == "" and name in fields]:
        if not fields[name].required:  # an empty box of a form leaves the default
            del values[name]
    for name, value in values.items():
        if value == "on" and name in fields and fields[name].type is bool:  # a ticked box
            values[name] = True
    try:
        return msgspec.convert(values, asked.arguments, strict=False)
    except msgspec.ValidationError as error:
        raise Refused(
            N_("The command “{command}” was not understood: {fault}."),
            command=asked.name.replace("_", " "),
            fault=str(error),
        ) from error


def _plain(name: str, value: object) -> object:
    """A value as it may be stored: no control characters, one kind of line end, not too long."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(name, each) for each in value]
    if not isinstance(value, str):
        return value
    if len(value) > MOST_CHARACTERS:
        raise Refused(
            N_(
                "“{field}” is {length} characters long; at most {most} can be recorded at once. "
                "Split it into several entries."
            ),
            field=name,
            length=f"{len(value):,}",
            most=f"{MOST_CHARACTERS:,}",
        )
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(c for c in text if c.isprintable() or c in "\n\t\u00a0").strip()
