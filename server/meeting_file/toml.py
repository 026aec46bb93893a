"""A TOML text as plain values, and what is wrong with it told by line and field."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

from server.meeting_file.faults import Fault, MeetingFileError, label, shown
from server.meeting_file.lines import Lines
from server.words import N_, Said

MOST_TEXT = 500_000
MOST_DEPTH = 20
"""Names that stand within each other: a meeting has five."""

# What is in strings and comments is no key. The possessive ones never try a way twice.
_WORDS = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*+"'
    r"|'[^'\n]*+'"
    r"|\#[^\n]*+",
    re.DOTALL,
)
_LONG_KEY = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{MOST_DEPTH}}}")


def parse(text: str) -> dict[str, Any]:
    """The text as plain values. Raises MeetingFileError with the line on which it is no TOML."""
    if len(text) > MOST_TEXT:
        sentence = N_("The file is {length} characters long; at most {most} are allowed.")
        raise MeetingFileError([Said(sentence, length=f"{len(text):,}", most=f"{MOST_TEXT:,}")])
    _refuse_long_keys(text)
    try:
        parsed = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise MeetingFileError([_not_toml(text, error)]) from error
    _refuse_depth(parsed)
    return parsed


def _refuse_long_keys(text: str) -> None:
    """Before it is parsed: the time that takes grows with the square of the names."""
    found = _LONG_KEY.search(_WORDS.sub(_emptied, text))
    if found is not None:
        line = 1 + found.string.count("\n", 0, found.start())
        sentence = N_("Line {line}: names within names are allowed {most} deep at most.")
        raise MeetingFileError([Said(sentence, line=line, most=MOST_DEPTH)])


def _emptied(words: re.Match[str]) -> str:
    return "s" + "\n" * words[0].count("\n")


def _refuse_depth(parsed: dict[str, Any]) -> None:
    level: list[Any] = [parsed]
    for _ in range(MOST_DEPTH + 1):
        level = [inner for each in level for inner in _inside(each)]
    if level:
        sentence = N_("In this file names stand within names more than {most} deep.")
        raise MeetingFileError([Said(sentence, most=MOST_DEPTH)])


def _inside(value: object) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def told(text: str, faults: Iterable[Fault]) -> MeetingFileError:
    """The faults as an error, each with its line and field, in the order of their lines."""
    lines = Lines(text.removeprefix("\ufeff"))
    return MeetingFileError(
        said for _, said in sorted(_with_lines(lines, faults), key=lambda pair: pair[0])
    )


def _with_lines(lines: Lines, faults: Iterable[Fault]) -> Iterator[tuple[int, Said]]:
    for path, fault in faults:
        line, field = lines.of(path), label(path)
        if field:
            sentence = N_("Line {line}, {field}: {fault}")
            yield line, Said(sentence, line=line, field=shown(field), fault=fault)
        else:
            yield line, Said(N_("Line {line}: {fault}"), line=line, fault=fault)


def _not_toml(text: str, error: Exception) -> Said:
    """Where the parser stopped, and the usual reason if there is one."""
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)\Z", str(error))
    if place is None:
        return Said(N_("This file is no TOML: {fault}."), fault=shown(error))
    line = int(place[1] or 1 + text.rstrip("\n").count("\n"))
    fault = shown(str(error)[: place.start()])
    if re.search(r"\d[T ]\d\d:\d\d\s*(#.*)?\Z", _line(text, line)):
        sentence = N_("Line {line}: a time needs seconds here, such as 13:00:00.")
        return Said(sentence, line=line)
    if re.search(r"=\s*[“”„‘’]", _line(text, line)):
        sentence = N_(
            'Line {line}: words stand in straight quotation marks ("), not in curly ones as a '
            "word processor makes them."
        )
        return Said(sentence, line=line)
    if re.search(r'=\s*(?!["\'\[{]|true\b|false\b)[A-Za-z]', _line(text, line)):
        sentence = N_('Line {line}: words stand in quotation marks, such as "Council Chamber".')
        return Said(sentence, line=line)
    if _line(text, line).count('"') % 2:
        return Said(N_("Line {line}: a quotation mark is missing."), line=line)
    sentence = N_("Line {line}: “{words}” is no TOML: {fault}.")
    return Said(sentence, line=line, words=shown(_line(text, line).strip()), fault=fault)


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number - 1] if number <= len(lines) else ""
