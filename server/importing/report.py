"""A cover report, as officers write it for one item: purpose, summary, recommendations, contact."""

from __future__ import annotations

import re

import msgspec

from server.importing.body import LONG, Body
from server.importing.draft import Draft
from server.importing.findings import Findings
from server.importing.grammar import Grammar
from server.importing.labels import Label, Labelled, labelled
from server.importing.lines import Line
from server.importing.numbering import Kind, leading
from server.importing.scheme import Shape, is_start
from server.words import N_

_AGENDA = re.compile(r"(?:agenda|running order|programme) (?:for|of) .{3,120}", re.I)
_AS_REPORT = N_("This is a report and no agenda: it was taken for one item.")
_TEXT = N_("The text of the report is left out.")
_ENDS = (Label.PRESENTER, Label.POSITION, Label.CONTACT)


class Report(msgspec.Struct, frozen=True):
    """Where the parts of a report begin: its title, its purpose, and what follows its cover."""

    title: int
    purpose: int
    after: int


def find_report(lines: list[Line]) -> Report | None:
    """The parts of a cover report; None if the lines are none."""
    labels = [labelled(line.text) if len(line.text) <= LONG else None for line in lines]
    purpose = _first(labels, Label.PURPOSE, 0)
    if not 0 < purpose <= 30 or any(_is_agenda(line) for line in lines[: purpose + 1]):
        return None
    if _first(labels, Label.RECOMMENDATIONS, purpose) < 0:
        return None
    contact = _first(labels, Label.PRESENTER, purpose)
    after = contact + 1 if contact >= 0 else len(lines)
    while 0 < after < len(labels) and (found := labels[after]) and found.label in _ENDS:
        after += 1
    return Report(purpose - 1, purpose, after)


def read_report(lines: list[Line], report: Report, notes: Findings) -> list[Draft]:
    """The report as one item; an agenda within it becomes its sub-items."""
    title = lines[report.title]
    notes.guessed(_AS_REPORT, title.number, title.plain)
    item = Draft(title.number)
    body = Body(notes)
    body.title(item, title.text, title)
    for line in lines[report.purpose : report.after]:
        body.line(item, line)
    rest = lines[report.after :]
    within = next((n for n, each in enumerate(rest) if _AGENDA.match(each.text)), len(rest))
    for line in rest[: within + 1]:
        notes.leave(_TEXT, line.number, line.text)
    grammar = Grammar(Shape(Kind.PLAIN), notes)
    grammar.read(rest[within + 1 :])
    for line in grammar.head:
        notes.leave(_TEXT, line.number, line.text)
    item.subs = grammar.items
    for sub in item.subs:
        _flatten(sub)
    return [item]


def of_one_item(lines: list[Line]) -> list[Line]:
    """The page of a single item, as ModernGov shows it: “Agenda item”, the title, what was said."""
    first = lines[0].plain.casefold().strip(" :.")
    if first != "agenda item" or len(lines) < 2 or leading(lines[1].text) is not None:
        return []
    title = lines[1]
    numbered = Line(title.number, f"1. {title.text}", title.gap)
    return [numbered, *lines[2:]]


def _flatten(sub: Draft) -> None:
    """Items stand no deeper than under an item: what is deeper becomes lines."""
    sub.number = ""
    for deep in sub.subs:
        own = [
            f"{deep.number} {deep.title}",
            *deep.summary,
            *deep.recommendations,
            *deep.presenters,
        ]
        sub.summary += own + [f"{paper.title} {paper.url}" for paper in deep.papers]
    sub.subs = []


def _first(labels: list[Labelled | None], label: Label, since: int) -> int:
    for n, found in enumerate(labels[since:], start=since):
        if found is not None and found.label is label:
            return n
    return -1


def _is_agenda(line: Line) -> bool:
    number = leading(line.text)
    return is_start(line) or line.text.startswith("<AI") or bool(number and number.strong)
