"""The count of words: what is in the agenda or in a finding, and which lines are in neither.

It is the last net under the grammar: a line that it missed becomes a finding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from server.importing.agenda import Details
from server.importing.findings import Findings
from server.importing.lines import Line, tidy
from server.meeting_file.form import WrittenItem, WrittenSubItem

_WORD = re.compile(r"\w+")


def words_of(text: str) -> Iterator[str]:
    """The words of a text, small and large letters alike."""
    return (found[0] for found in _WORD.finditer(text.casefold()))


def texts_of(items: tuple[WrittenItem, ...], details: Details) -> Iterator[str]:
    """Every text of an agenda."""
    yield from (details.body, details.title, details.place)
    for item in items:
        yield from _of_item(item)
        for sub in item.items:
            yield from _of_item(sub)


def lost(lines: list[Line], known: Iterator[str]) -> Iterator[Line]:
    """The lines with a word that is nowhere in what is known."""
    left = Counter(word for text in known for word in words_of(text))
    for line in lines:
        wanted = Counter(words_of(line.text))
        if any(left[word] < count for word, count in wanted.items()):
            yield line
        left.subtract(wanted)


def known_to(notes: Findings, items: tuple[WrittenItem, ...], details: Details) -> Iterator[str]:
    """Every text that a reading has kept, in whatever way."""
    yield from texts_of(items, details)
    yield from notes.understood
    for finding in notes.all():
        yield tidy(finding.text)


def _of_item(item: WrittenSubItem) -> Iterator[str]:
    yield from (item.number, item.title, item.summary, *item.recommendations, *item.presenters)
    for paper in item.papers:
        yield from (paper.title, paper.url)
