"""What is given with a command: text of a form, a script or a page becomes values to be stored."""

from __future__ import annotations

import inspect
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from enum import EnumType
from typing import TYPE_CHECKING, Any, get_type_hints

import msgspec

from server.meeting.refused import SHOWN, Refused
from server.words import N_

if TYPE_CHECKING:
    from server.meeting.command import Command

MOST_CHARACTERS = 20_000
_LARGEST = 10**15
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")  # categories of Unicode: control, format, unassigned …
_KEPT = "\n\t\u200c\u200d"  # the last two join letters, as Persian or Hindi names need them


def arguments_of(function: Callable[..., object]) -> type[msgspec.Struct]:
    """The parameters of a command after `meeting` and `actor`, as a record."""
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


def read(asked: Command, given: Mapping[str, object]) -> msgspec.Struct:
    """What is given, as the arguments of a command. Raises Refused."""
    fields = {field.name: field for field in msgspec.structs.fields(asked.arguments)}
    values: dict[str, object] = {}
    for name, value in given.items():
        if name not in fields:
            raise Refused(
                N_("“{command}” does not take “{field}”. Leave it out."),
                command=_spoken(asked.name),
                field=name[:SHOWN],
            )
        field, taken = fields[name], plain(name, value)
        if taken == "" and not field.required:  # an empty box of a form leaves the default
            continue
        values[name] = True if taken == "on" and field.type is bool else taken  # a ticked box
    for name, sentence in asked.asks.items():
        if values.get(name, "") == "":
            raise Refused(sentence)
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


def plain(name: str, value: object) -> object:
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
