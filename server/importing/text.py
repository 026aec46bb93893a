"""An agenda as pasted text, from a document, a web page or an e-mail."""

from __future__ import annotations

from server.importing.accounting import known_to, lost
from server.importing.agenda import Details, ImportedAgenda
from server.importing.details import Head
from server.importing.draft import Draft
from server.importing.findings import Findings
from server.importing.finishing import Finishing
from server.importing.grammar import BESIDE, Grammar
from server.importing.lines import Line, lines_of
from server.importing.numbering import Kind
from server.importing.report import find_report, of_one_item, read_report
from server.importing.scheme import Shape, shape_of
from server.words import N_

MOST_CHARACTERS = 1_000_000
MOST_LINES = 20_000

_TOO_LONG = N_(
    "This text is too long to be an agenda ({characters} characters, {lines} lines). Paste the "
    "agenda alone, without its reports."
)
_EMPTY = N_("There is no text here. Paste the agenda.")
_NONE = N_(
    "No agenda was found in this text. Put a number before every item, as in “1. Apologies”, or "
    "the word “Agenda” on a line of its own above the first."
)
_BY_PLACE = N_("The items have no numbers. They were numbered in their order.")


def read_text(text: str) -> ImportedAgenda:
    """The agenda in a text. It never fails: what cannot be used is in a finding."""
    notes = Findings()
    lines = [] if len(text) > MOST_CHARACTERS else lines_of(text)
    if len(text) > MOST_CHARACTERS or len(lines) > MOST_LINES:
        count = text.count("\n") + 1
        notes.wrong(_TOO_LONG, characters=f"{len(text):,}", lines=f"{count:,}")
        return ImportedAgenda(findings=notes.by_line(), text=text)
    if not lines:
        notes.wrong(_EMPTY)
        return ImportedAgenda(findings=notes.by_line(), text=text)
    drafts, head = _drafts(lines, notes)
    if not drafts:
        notes = Findings()
        notes.wrong(_NONE, 0, text)
        return ImportedAgenda(findings=notes.by_line(), text=text)
    details = Head(notes).read(head)
    return _agenda(lines, drafts, details, notes, text)


def _drafts(lines: list[Line], notes: Findings) -> tuple[list[Draft], list[Line]]:
    """The items, and the lines before the first."""
    report = find_report(lines)
    if report is not None:
        return read_report(lines, report, notes), lines[: report.title]
    single = of_one_item(lines)
    if single:
        notes.understand(lines[0].text)
        notes.guessed(_BY_PLACE, single[0].number)
        return _by_shape(single, Shape(Kind.PLAIN), notes)
    shape = shape_of(lines)
    if shape is None:
        return [], lines
    return _by_shape(lines, shape, notes)


def _by_shape(lines: list[Line], shape: Shape, notes: Findings) -> tuple[list[Draft], list[Line]]:
    grammar = Grammar(shape, notes)
    grammar.read(lines[shape.start :])
    if grammar.items and shape.kind is None:
        notes.guessed(_BY_PLACE, grammar.items[0].line)
    return grammar.items, lines[: shape.start] + grammar.head


def _agenda(
    lines: list[Line], drafts: list[Draft], details: Details, notes: Findings, text: str
) -> ImportedAgenda:
    items = Finishing(notes, details.day).items(drafts)
    for line in list(lost(lines, known_to(notes, items, details))):
        notes.leave(BESIDE, line.number, line.text)
    return ImportedAgenda(items, details, notes.by_line(), text)
