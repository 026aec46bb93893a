"""Reading a script, with a sentence and the line for whatever is wrong in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from server.meeting.command import Office
from server.meeting_file.faults import label, shown
from server.meeting_file.values import ID, Reading
from server.script.line import CREATE, Line, name_in
from server.words import N_, Said

MOST_LINES = 20_000


class ScriptError(Said):
    """A script that cannot be read. The sentence names the line."""


def read_script(text: str) -> tuple[Line, ...]:
    """The lines of a script. Raises ScriptError, which names the line; empty lines are skipped."""
    lines: list[Line] = []
    names: set[str] = set()
    script = hashlib.sha256(text.encode()).hexdigest()
    for number, written in _written(text):
        line = replace(_line(number, written), script=script)
        _require_order(lines, line)
        _require_names(names, line)
        lines.append(line)
    if not lines:
        raise ScriptError(N_("The script is empty: its first line must create the meeting."))
    return tuple(lines)


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line as it is written."""

    at: datetime
    who: Annotated[str, msgspec.Meta(min_length=1, max_length=80, pattern=ID)] = msgspec.field(
        name="as"
    )
    do: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    given: dict[str, Any] = msgspec.field(name="with", default_factory=dict)
    name: Annotated[str, msgspec.Meta(max_length=80, pattern=ID)] = ""
    refused: bool = False


def _written(text: str) -> Iterator[tuple[int, str]]:
    for number, written in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if number > MOST_LINES:
            sentence = N_("The script has more than {most} lines.")
            raise ScriptError(sentence, most=f"{MOST_LINES:,}")
        if written.strip():
            yield number, written


def _line(number: int, written: str) -> Line:
    try:
        plain = msgspec.json.decode(written)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        sentence = N_("Line {line} is not JSON: {fault}.")
        raise ScriptError(sentence, line=number, fault=shown(error)) from error
    reading = Reading()
    read = reading.read(plain, _Written)
    if read is None:
        path, fault = reading.faults[0]
        sentence = N_("Line {line}, {field}: {fault}") if path else N_("Line {line}: {fault}")
        raise ScriptError(sentence, line=number, field=shown(label(path)), fault=fault)
    if read.at.tzinfo is None:
        sentence = N_("Line {line}, at: a time needs an offset, such as 13:02:10+01:00.")
        raise ScriptError(sentence, line=number)
    by_office = read.who in (Office.CLERK, Office.CHAIR)
    return Line(
        number=number,
        at=read.at,
        office=Office(read.who) if by_office else Office.MEMBER,
        person="" if by_office else read.who,
        do=read.do,
        given=read.given,
        name=read.name,
        refused=read.refused,
    )


def _require_order(before: list[Line], line: Line) -> None:
    """The meeting is created first, once and by the clerk, and time only goes forward."""
    if (line.do == CREATE) != (not before):
        sentence = N_("Line {line}: the meeting is created on the first line, and nowhere else.")
        raise ScriptError(sentence, line=line.number)
    if not before:
        if line.office is not Office.CLERK or line.refused or _file(line) is None:
            sentence = N_("Line {line}: the clerk creates the meeting, with the “file” to read.")
            raise ScriptError(sentence, line=line.number)
    elif line.at < before[-1].at:
        sentence = N_("Line {line}, at: {time} is before the time of line {earlier}.")
        time = line.at.isoformat()
        raise ScriptError(sentence, line=line.number, time=time, earlier=before[-1].number)


def _require_names(names: set[str], line: Line) -> None:
    """A name is given once, before it is used."""
    for name in filter(None, map(name_in, line.given.values())):
        if name not in names:
            sentence = N_("Line {line}: no line before it is named “{name}”.")
            raise ScriptError(sentence, line=line.number, name=name)
    if line.name in names:
        sentence = N_("Line {line}: a line before it is named “{name}” too.")
        raise ScriptError(sentence, line=line.number, name=line.name)
    if line.name:
        names.add(line.name)


def _file(line: Line) -> str | None:
    file = line.given.get("file")
    return file if isinstance(file, str) and len(line.given) == 1 else None
