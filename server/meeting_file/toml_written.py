"""Plain values as a TOML text that people read and change, and that is read back as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import msgspec
import tomli_w

_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")


def toml_of(written: msgspec.Struct) -> str:
    """What is written here as TOML: each table under a heading of its own, as meeting files have
    it, and long words on lines of their own."""
    plain = msgspec.to_builtins(written, builtin_types=(datetime, date))
    return "".join(_table("", plain)).lstrip("\n")


def _table(name: str, values: Mapping[str, Any]) -> Iterator[str]:
    """A table: what stands in it itself, then the tables within it."""
    own = {key: value for key, value in values.items() if not _tables(value)}
    yield tomli_w.dumps(own, multiline_strings=True)
    for key, value in values.items():
        heading = f"{name}.{_key(key)}" if name else _key(key)
        if isinstance(value, dict):
            if not value or not all(map(_tables, value.values())):
                yield f"\n[{heading}]\n"
            yield from _table(heading, value)
        elif _tables(value):
            for each in value:
                yield f"\n[[{heading}]]\n"
                yield from _table(heading, each)


def _tables(value: object) -> bool:
    """Whether it is a table, or a list of nothing but tables."""
    if isinstance(value, list | tuple):
        return bool(value) and all(isinstance(each, dict) for each in value)
    return isinstance(value, dict)


def _key(key: str) -> str:
    return key if _BARE.match(key) else tomli_w.dumps({key: 0}).rsplit(" = ", 1)[0]
