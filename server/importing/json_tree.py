"""JSON from other systems, read within bounds: not too large, not too deep, keys given once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from server.importing.decoding import Unusable, decoded
from server.importing.finding import Finding, Weight
from server.importing.markup import one_line, plain
from server.meeting_file.faults import shown
from server.words import N_, Said

MOST_DEPTH = 60
MOST_PARTS = 150_000
"""Objects and lists, wherever they stand: of 5,000 people with all that is told of each."""

Object = dict[str, object]


class ReadJson(NamedTuple):
    """What stood in the JSON, and what was found on the way."""

    value: object
    findings: tuple[Finding, ...]


def read_json(content: bytes | str) -> ReadJson:
    """The plain values of a JSON text. Raises Unusable with the line where it is no JSON.

    Of a key that is given twice the lists are joined; else the last counts, and a finding says so.
    """
    text, findings = decoded(content)
    if text.count("{") + text.count("[") > MOST_PARTS:  # before anything is made of it
        raise Unusable(N_("This JSON has too many parts to be one meeting or one council."))
    twice: dict[str, None] = {}
    try:
        value = json.loads(text, object_pairs_hook=lambda pairs: _object(pairs, twice))
    except json.JSONDecodeError as error:
        sentence = N_(
            "This is no JSON: line {line} cannot be read. Something may be cut off; fetch it again."
        )
        raise Unusable(sentence, error.lineno, line=error.lineno) from error
    except ValueError as error:
        raise Unusable(N_("This is no JSON that can be read: a number is too long.")) from error
    except RecursionError as error:
        raise Unusable(_TOO_DEEP) from error
    _refuse_depth(value)
    if twice:
        sentence = N_("Some fields are given twice in one place; of each the last counts: {names}.")
        names = ", ".join(list(twice)[:20])
        findings = (*findings, Finding(Weight.GUESSED, Said(sentence, names=names)))
    return ReadJson(value, findings)


_TOO_DEEP = N_("This JSON is nested too deeply to be read.")


def _object(pairs: list[tuple[str, object]], twice: dict[str, None]) -> Object:
    made: Object = {}
    for name, value in pairs:
        before = made.get(name)
        if isinstance(before, list) and isinstance(value, list):
            before.extend(value)
            continue
        if name in made and before != value:
            twice[shown(name)] = None
        made[name] = value
    return made


def _refuse_depth(value: object) -> None:
    level = [value]
    for _ in range(MOST_DEPTH):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return
    raise Unusable(_TOO_DEEP)


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def words(value: object) -> str:
    """The plain lines of a value that may be HTML; nothing for what is no text and no number."""
    return plain(_text(value))


def line_of(value: object) -> str:
    """A value that is no HTML on one line; nothing for what is no text and no number."""
    return one_line(_text(value))


def _text(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return json.dumps(value)
    return value if isinstance(value, str) else ""


def as_text(value: object) -> str:
    """Any value as it stood, for a finding."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def objects(value: object) -> list[Object]:
    """The objects of a list; one alone is a list of one."""
    if isinstance(value, dict):
        return [value]
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
