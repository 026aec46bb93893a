"""What holds for every agenda that was read, and all words that anybody could see of it."""

from __future__ import annotations

import re

import msgspec

from server.importing.agenda import ImportedAgenda
from server.meeting_file.form import WrittenItem


def within_bounds(agenda: ImportedAgenda) -> None:
    """A meeting file could have its items, no two have one number, every sentence is filled in."""
    plain = msgspec.to_builtins(agenda.items)
    msgspec.convert(plain, tuple[WrittenItem, ...])
    numbers = [n.number for item in agenda.items for n in (item, *item.items)]
    assert len(numbers) == len(set(numbers))
    for finding in agenda.findings:
        assert not re.search(r"{[a-z]+}", str(finding.said))


def everything(agenda: ImportedAgenda) -> str:
    """All words of it and of its findings."""
    told = "\n".join(f"{f.said} {f.text}" for f in agenda.findings)
    return f"{told}\n{agenda.details}\n{agenda.items}"
