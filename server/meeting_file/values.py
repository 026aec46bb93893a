"""Reading plain values as a type says, with a sentence for everything that is wrong.

msgspec stops at the first fault and speaks to programmers; this goes on, and speaks to clerks.
What it gives back, when it found no fault, msgspec converts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, TypeVar

import msgspec
import msgspec.inspect

from server.meeting_file.faults import Fault, Path, shown
from server.words import N_, Said, Term

MOST_CHARACTERS = 2_000
MOST_NUMBER = 1_000_000

# What a pattern means, for those who do not read patterns.
ONE_LINE = r"^[^\n]*\Z"
ADDRESS = r"^https?://[^\s/?#\"<>]+[^\s\"<>]*\Z"
PAPER = r"^/papers/[0-9a-f]{64}/[^\W_][\w.-]{0,99}\.[a-z]{3,4}\Z"  # a file kept on this site
ADDRESS_OR_PAPER = f"{ADDRESS}|{PAPER}"
ID = r"^[a-z0-9]+(-[a-z0-9]+)*\Z"
COLOUR = r"^#[0-9A-Fa-f]{6}\Z"
TELEPHONE = r"^\+?[0-9(][0-9 ()-]*[0-9][0-9 ()-]*[0-9]\Z"
CODE = r"^[0-9 *#]*\Z"
NUMBER = r"^[0-9A-Za-z]+([./][0-9A-Za-z]+)*\Z"
_MEANING = {
    ONE_LINE: N_("this must stand on one line."),
    ADDRESS: N_("“{value}” must be an address that begins with https:// or http://."),
    ADDRESS_OR_PAPER: N_("“{value}” must be an address that begins with https:// or http://."),
    COLOUR: N_("“{value}” must be a colour such as #1d5b8f."),
    ID: N_("“{value}” must be made of small letters a to z, digits and single hyphens."),
    TELEPHONE: N_("“{value}” is no telephone number, such as +44 20 7946 0000."),
    CODE: N_("“{value}” is no code to be keyed in: digits, spaces, * and #."),
    NUMBER: N_("“{value}” is no number of an item, such as 6, 6.1, 6A or 125/20."),
}

_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", re.ASCII)

T = TypeVar("T")


class Reading:
    """One reading of a file: every fault is kept, and the reading goes on."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def read(self, value: object, wanted: type[T]) -> T | None:
        """The value as a `wanted`, or None if there are faults."""
        plain = self._value(value, msgspec.inspect.type_info(wanted), ())
        return None if self.faults else msgspec.convert(plain, wanted)

    def fault(self, path: Path, sentence: str, **values: object) -> None:
        """Keep a fault."""
        self.faults.append(Fault(path, Said(sentence, **values)))

    def _value(self, value: object, kind: Any, path: Path) -> object:
        return _READERS[type(kind)](self, value, kind, path)

    def _struct(self, value: object, kind: msgspec.inspect.StructType, path: Path) -> object:
        if not isinstance(value, dict):
            return self._wrong(value, Term(N_("a table of fields")), path)
        fields = {field.encode_name: field for field in kind.fields}
        for name in value:
            if name not in fields:
                self._unknown(name, fields, path)
        for name, field in fields.items():
            if field.required and name not in value:
                self.fault(path, N_("“{name}” is missing."), name=name)
        read = {
            name: self._value(each, fields[name].type, (*path, name))
            for name, each in value.items()
            if name in fields
        }
        # Empty quotation marks leave what holds without them.
        return {name: each for name, each in read.items() if each != "" or fields[name].required}

    def _list(self, value: object, kind: msgspec.inspect.VarTupleType, path: Path) -> object:
        if not isinstance(value, list | tuple):
            return self._wrong(value, Term(N_("a list in square brackets")), path)
        if kind.max_length is not None and len(value) > kind.max_length:
            sentence = N_("there are {count} of them; at most {most} are allowed.")
            self.fault(path, sentence, count=len(value), most=kind.max_length)
            return []
        return [self._value(each, kind.item_type, (*path, n)) for n, each in enumerate(value)]

    def _text(self, value: object, kind: msgspec.inspect.StrType, path: Path) -> object:
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value) if abs(value) < 10**15 else value
        if not isinstance(value, str):
            return self._wrong(value, Term(N_("text in quotation marks")), path)
        text = clean(value)
        most = kind.max_length or MOST_CHARACTERS
        if not text and kind.min_length:
            self.fault(path, N_("this is empty."))
        elif len(text) > most:
            sentence = N_("this is {length} characters long; at most {most} are allowed.")
            self.fault(path, sentence, length=f"{len(text):,}", most=f"{most:,}")
        elif text and kind.pattern is not None and not re.search(kind.pattern, text):
            self.fault(path, _MEANING[kind.pattern], value=shown(text))
        return text

    def _choice(self, value: object, kind: msgspec.inspect.EnumType, path: Path) -> object:
        choices = [str(each.value) for each in kind.cls]
        if value not in choices:
            sentence = N_("“{value}” is not one of {choices}.")
            self.fault(path, sentence, value=shown(value), choices=", ".join(choices))
        return value

    def _number(self, value: object, kind: msgspec.inspect.IntType, path: Path) -> object:
        if not isinstance(value, int) or isinstance(value, bool):
            return self._wrong(value, Term(N_("a whole number")), path)
        least, most = kind.ge or 0, kind.le or MOST_NUMBER
        if not least <= value <= most:
            sentence = N_("{value} is not between {least} and {most}.")
            self.fault(path, sentence, value=shown(value), least=f"{least:,}", most=f"{most:,}")
        return value

    def _flag(self, value: object, kind: msgspec.inspect.BoolType, path: Path) -> object:
        if not isinstance(value, bool):
            self._wrong(value, Term(N_("true or false")), path)
        return value

    def _moment(self, value: object, kind: msgspec.inspect.DateTimeType, path: Path) -> object:
        moment = _parsed(value, datetime.fromisoformat, _MOMENT)
        if not isinstance(moment, datetime) or not 1970 <= moment.year <= 2200:
            wanted = Term(N_("a date and a time such as 2020-07-14T13:00:00"))
            return self._wrong(value, wanted, path)
        return moment

    def _day(self, value: object, kind: msgspec.inspect.DateType, path: Path) -> object:
        day = _parsed(value, date.fromisoformat, _DAY)
        if not isinstance(day, date) or isinstance(day, datetime):
            return self._wrong(value, Term(N_("a date such as 2020-07-14")), path)
        return day

    def _either(self, value: object, kind: msgspec.inspect.UnionType, path: Path) -> object:
        """The one type that is not None: neither TOML nor our scripts have a None to write."""
        other = next(t for t in kind.types if not isinstance(t, msgspec.inspect.NoneType))
        return self._value(value, other, path)

    def _table(self, value: object, kind: msgspec.inspect.DictType, path: Path) -> object:
        if not isinstance(value, dict):
            return self._wrong(value, Term(N_("a table of fields")), path)
        return value

    def _wrong(self, value: object, wanted: Term, path: Path) -> object:
        sentence = N_("“{value}” must be {wanted}.")
        self.fault(path, sentence, value=shown(value), wanted=wanted)
        return value

    def _unknown(self, name: str, fields: Iterable[str], path: Path) -> None:
        near = get_close_matches(name, fields, n=1)
        if near:
            sentence = N_("there is no field “{name}”. Is “{near}” meant?")
            self.fault((*path, name), sentence, name=shown(name), near=near[0])
        else:
            sentence = N_("there is no field “{name}”. There are {fields}.")
            self.fault((*path, name), sentence, name=shown(name), fields=", ".join(fields))


_READERS: dict[type, Callable[[Reading, object, Any, Path], object]] = {
    msgspec.inspect.StructType: Reading._struct,
    msgspec.inspect.VarTupleType: Reading._list,
    msgspec.inspect.StrType: Reading._text,
    msgspec.inspect.EnumType: Reading._choice,
    msgspec.inspect.IntType: Reading._number,
    msgspec.inspect.BoolType: Reading._flag,
    msgspec.inspect.DateTimeType: Reading._moment,
    msgspec.inspect.DateType: Reading._day,
    msgspec.inspect.UnionType: Reading._either,
    msgspec.inspect.DictType: Reading._table,
}


def clean(text: str) -> str:
    """The text without what cannot be printed or stored, and without space around it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c.isprintable() or c in "\n\t\u00a0").strip()


def _parsed(value: object, read: Callable[[str], date], form: re.Pattern[str]) -> object:
    """A date in quotation marks is as good as one without."""
    if not isinstance(value, str):
        return value
    try:
        return read(value) if form.match(value) else None
    except ValueError:
        return None
