"""On which line of a TOML text something stands: the parser of Python's library does not say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from server.meeting_file.faults import Path

# Strings and comments come first: a bracket or a line end inside them is no syntax.
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{}\n]",
    re.DOTALL,
)


class Lines:
    """The lines of a text that is known to be TOML."""

    def __init__(self, text: str) -> None:
        self._tables: dict[Path, int] = {}
        self._found: dict[Path, int] = {}
        table: Path = ()
        for line, statement in _statements(text):
            parsed = tomllib.loads(statement)
            if statement.lstrip().startswith("["):
                table = self._open(parsed, line)
                self._found.setdefault(table, line)
            else:
                for keys in _keys(parsed):
                    self._found.setdefault(table + keys, line)

    def of(self, path: Path) -> int:
        """The line of the field or table at `path`, or else of the nearest thing around it."""
        while path and path not in self._found:
            path = path[:-1]
        return self._found.get(path, 1)

    def _open(self, header: dict[str, Any], line: int) -> Path:
        """The path of a table by its header, in which every [[table]] is the newest so far."""
        path: Path = ()
        inner: Any = header
        while inner:
            key, inner = next(iter(inner.items()))
            path = (*path, key)
            if isinstance(inner, list):
                self._found.setdefault(path, line)
                self._tables[path] = self._tables.get(path, -1) + 1
                inner = inner[0]
            if path in self._tables:
                path = (*path, self._tables[path])
        return path


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Every header, and every key with its value, with the number of its first line."""
    line, start, depth = 1, 0, 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in ("[", "{"):
            depth += 1
        elif mark in ("]", "}"):
            depth -= 1
        elif mark == "\n" and depth == 0:
            yield line, text[start : token.end()]
            line += text.count("\n", start, token.end())
            start = token.end()
    yield line, text[start:]


def _keys(parsed: dict[str, Any]) -> Iterator[Path]:
    for key, value in parsed.items():
        yield (key,)
        if isinstance(value, dict):
            for keys in _keys(value):
                yield (key, *keys)
