"""A form that somebody filled in: its words, read as a type says, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from aiohttp import web

from server.meeting_file.faults import Fault
from server.meeting_file.values import Reading
from server.render.language import Voice
from server.words import Said

T = TypeVar("T")
Errors = dict[str, str]
"""What is wrong, by the id of the field that it leads to; "" is the whole form."""


async def words_of(request: web.Request) -> dict[str, str]:
    """Every field of the form by its name, in one form of line ends."""
    form = await request.post()
    return {
        name: value.replace("\r\n", "\n") for name, value in form.items() if isinstance(value, str)
    }


def read(
    plain: Mapping[str, Any],
    wanted: type[T],
    tongue: Voice,
    fields: Mapping[str, str] | None = None,
) -> tuple[T | None, Errors]:
    """What was filled in as a `wanted`; or None, and what is wrong by field.

    `fields`: the ids of fields that are not called as those of the type are.
    """
    reading = Reading()
    value = reading.read(dict(plain), wanted)
    return value, errors_of(reading.faults, tongue, fields)


def errors_of(
    faults: Iterable[Fault], tongue: Voice, fields: Mapping[str, str] | None = None
) -> Errors:
    """The faults as sentences by field: the first of each."""
    found: Errors = {}
    for path, said in faults:
        name = str(path[0]) if path else ""
        found.setdefault((fields or {}).get(name, name), sentence(said, tongue))
    return found


def several_lines(text: str) -> list[str]:
    """The lines of a box in which each stands for something; empty ones count for nothing."""
    return [line for line in (each.strip() for each in text.split("\n")) if line]


def paragraphs(text: str) -> list[str]:
    """What is kept apart by empty lines; without any, every line for itself."""
    blocks = [block.strip() for block in text.split("\n\n") if block.strip()]
    return blocks if len(blocks) > 1 else several_lines(text)


def sentence(said: Said, tongue: Voice) -> str:
    """A fault of a file as a sentence by itself."""
    words = tongue.say(said)
    return words[:1].upper() + words[1:]
