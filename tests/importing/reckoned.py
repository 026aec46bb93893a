"""Whether every word of what was given is somewhere in what was read, or in a finding."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from server.importing.agenda import ImportedAgenda
from server.meeting_file.form import MOST_ITEMS, WrittenItem, WrittenSubItem
from server.meeting_file.values import Reading

# Words that become a value, or say what stands after them: they need not come back as words.
_LABELS = """
a an and are at be by for from given held in is it of on or the this to with that will
report reports joint verbal oral presented introduced presenter presenters lead contact officer
member author case portfolio holder cabinet responsible speakers position job title post
purpose item agenda no number diben crynodeb summary executive recommendation recommendations
recommended decision discussion information noting approval determination debate only
exempt confidential part paper appendix eitem adroddiad gan y yr
min mins minutes munud approx am pm noon hrs hours update present introduce date time venue
place location day meeting business commencing starting starts start committee body summons notice
monday tuesday wednesday thursday friday saturday sunday dydd iau
january february march april may june july august september october november december mehefin
i ii iii iv v vi vii viii ix x a b c d e f g h n st nd rd th p m
"""
LABELS = frozenset(_LABELS.split())
_WORD = re.compile(r"\w+")


def words_of(text: str) -> Iterator[str]:
    """Its words, without soft hyphens and other things that are not seen."""
    seen = "".join(c for c in text if c.isprintable() or c.isspace())
    return (word[0] for word in _WORD.finditer(seen.casefold()))


def missing(text: str, agenda: ImportedAgenda) -> list[str]:
    """The words of a text that are nowhere in the agenda that was read from it."""
    known = Counter(word for each in _texts(agenda) for word in words_of(each))
    wanted = Counter(w for w in words_of(text) if w not in LABELS and not w[0].isdigit())
    return [word for word, count in wanted.items() if known[word] < count]


def within_bounds(agenda: ImportedAgenda) -> None:
    """Every item is as a meeting file may have it."""
    assert len(agenda.items) <= MOST_ITEMS
    numbers = []
    for item in agenda.items:
        reading = Reading()
        written = reading.read(
            msgspec.to_builtins(item, builtin_types=(), str_keys=True), WrittenItem
        )
        assert not reading.faults, [str(fault.said) for fault in reading.faults]
        assert written is not None
        numbers += [item.number, *(sub.number for sub in item.items)]
    assert all(numbers)
    assert len(numbers) == len({re.sub(r"\W", "-", n.casefold()) for n in numbers})


def told(agenda: ImportedAgenda) -> str:
    """An agenda in short lines, as the files beside the agendas have it."""
    details = agenda.details
    begins = details.begins.isoformat("minutes") if details.begins else ""
    head = (details.body, details.title, str(details.day or ""), begins, details.place)
    lines = ["meeting | " + " | ".join(head)]
    for item in agenda.items:
        lines += _item(item, "")
        for sub in item.items:
            lines += _item(sub, "    ")
    for finding in agenda.findings:
        lines.append(f"{finding.weight} {finding.line} | {finding.said} | {finding.shown}")
    return "\n".join(lines) + "\n"


def _item(item: WrittenSubItem, indent: str) -> list[str]:
    flags = [item.purpose.value]
    if item.access != "open":
        flags.append(" ".join((item.access.value, *item.paragraphs)))
    flags += [f"{item.minutes} minutes"] * bool(item.minutes)
    flags += [f"minutes of {item.minutes_of}"] * bool(item.minutes_of)
    flags += ["declarations"] * item.declarations + ["budget"] * item.budget
    lines = [f"{indent}{item.number} | {item.title} | {', '.join(flags)}"]
    lines += [f"{indent}    by {name}" for name in item.presenters]
    lines += [f"{indent}    recommended: {each!r}" for each in item.recommendations]
    lines += [f"{indent}    paper: {p.title} {p.url}{' exempt' * p.exempt}" for p in item.papers]
    lines += [f"{indent}    | {line[:200]}" for line in item.summary.splitlines()]
    return lines


def _texts(agenda: ImportedAgenda) -> Iterator[str]:
    yield from (agenda.details.body,) * 3  # it may be named more than once
    yield from (agenda.details.title, agenda.details.place)
    yield from (finding.text for finding in agenda.findings)
    for item in agenda.items:
        for each in (item, *item.items):
            yield from (each.number, each.title, each.summary)
            yield from (*each.recommendations, *each.presenters)
            yield from (f"{paper.title} {paper.url}" for paper in each.papers)
