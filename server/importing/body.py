"""The lines of one item after its number: the rest of its title, its words, who presents it."""

from __future__ import annotations

import re

from server.importing import marks
from server.importing.draft import Draft
from server.importing.finding import Weight
from server.importing.findings import Findings
from server.importing.labels import (
    LONGEST_NAME,
    Label,
    Labelled,
    is_person,
    labelled,
    linked,
    person_of,
    reporting,
    without_contact,
)
from server.importing.lines import Line
from server.importing.recommending import Recommending
from server.importing.subjects import purpose_of
from server.importing.titles import goes_on, other_language
from server.words import N_

LONG = 1_000  # characters: a line longer than this is words, whatever it begins with

PAGES = N_("Page numbers are left out: a live agenda has no pages.")
CLOCK = N_("A time for an item is left out: an agenda here has lengths, not times.")
OFFERED = N_("Offered as the words to be put to the vote. Mend them on the page of the item.")
DOUBTFUL = N_("This is marked as confidential. Check whether exempt is meant.")
_CONTACT = N_("Telephone numbers and e-mail addresses are left out.")


_RECOMMENDED = re.compile(
    r"(.{8,}?[.;])\s+((?:officers?['’]?s? )?recommend(?:ation|ed)\s*[:–—-]\s*\S.*)", re.I
)


class Body:
    """Reads lines into the item, or the sub-item, that is being read."""

    def __init__(self, notes: Findings, paged: bool = False) -> None:
        self._notes = notes
        self.paged = paged  # a column of the table has page numbers
        self.recommending = Recommending(notes)
        self._positioned = False

    def begin(self) -> None:
        """Another item begins."""
        self.recommending.begin()
        self._positioned = False

    def title(self, draft: Draft, text: str, line: Line) -> None:
        """The words after a number: a title, or a row whose cells say more."""
        text, pages = marks.cut_pages(text, self.paged)
        if pages:
            self._notes.gather(PAGES, line.number, pages)
        cells = [cell for cell in text.split("\t") if cell]
        if not cells:
            return
        head, *others = cells
        if others and (marks.is_clock(head) or marks.is_pages(head)):
            head, others = others[0], [head, *others[1:]]
        self._title(draft, head, line)
        for cell in others:
            self._cell(draft, cell, line)

    def line(self, draft: Draft, line: Line) -> None:
        """A line that begins no item."""
        if len(line.text) > LONG:
            self._words(draft, line)
            return
        text, pages = marks.cut_pages(line.text, self.paged)
        if self.paged and line.cell and re.fullmatch(r"\d{1,4}", text):
            text, pages = "", text
        if pages:
            self._notes.gather(PAGES, line.number, pages)
        found = marks.marked(text.replace("\t", " "), title=False)
        self._mark(draft, found, line)
        if ends := _RECOMMENDED.fullmatch(found.rest):
            self.line(draft, Line(line.number, ends[1], line.gap))
            self.line(draft, Line(line.number, ends[2]))
        elif found.rest:
            self._marked(draft, found, line)

    def _marked(self, draft: Draft, found: marks.Marked, line: Line) -> None:
        """A line without its marks, of which something is left."""
        if self._link(draft, found.rest):
            return
        label = None if line.bullet and self.recommending.active else labelled(found.rest)
        if label is not None and self._label(draft, label, line):
            return
        if found.rest != line.plain:
            line = Line(line.number, found.rest, line.gap, line.heading, line.bold, line.bullet)
        self._words(draft, line)
        draft.minutes = draft.minutes or marks.set_aside(found.rest)

    def _title(self, draft: Draft, text: str, line: Line) -> None:
        if len(text) > LONG:
            draft.title = f"{draft.title} {text}".strip()
            return
        found = marks.marked(text, title=True)
        self._mark(draft, found, line)
        address = linked(found.rest)
        rest = found.rest
        if address is not None and address.title:
            draft.paper(address.title, address.url)
            rest = f"{address.title} {address.after}".strip()
        draft.title = f"{draft.title} {rest}".strip()
        draft.titled = line.number

    def _cell(self, draft: Draft, cell: str, line: Line) -> None:
        if marks.is_pages(cell):
            self._notes.gather(PAGES, line.number, cell)
        elif marks.is_clock(cell):
            self._notes.gather(CLOCK, line.number, cell)
        elif not any(map(str.isalnum, cell)) and draft.title:
            self._notes.understand(cell)
        elif is_person(cell) and draft.title:
            draft.presenters.append(cell)
        elif draft.title:
            self.line(draft, Line(line.number, cell))
        else:
            self._title(draft, cell, line)

    def _mark(self, draft: Draft, found: marks.Marked, line: Line) -> None:
        for words in found.understood:
            self._notes.understand(words)
        for words in found.pages:
            self._notes.gather(PAGES, line.number, words)
        for words in found.clock:
            self._notes.gather(CLOCK, line.number, words)
        draft.mark(found)
        if found.doubtful:
            self._notes.guessed(DOUBTFUL, line.number, line.text)

    def _link(self, draft: Draft, text: str) -> bool:
        found = linked(text)
        if found is None:
            return False
        draft.paper(found.title, found.url)
        if found.after:
            draft.summary.append(found.after)
        return True

    def _label(self, draft: Draft, found: Labelled, line: Line) -> bool:
        if found.label is Label.RECOMMENDATIONS:
            self.recommending.labelled(draft, found)
        elif found.label is Label.WORDING:
            self._notes.gather(OFFERED, line.number, line.plain, Weight.GUESSED)
            self.recommending.labelled(draft, found)
            self.recommending.active = not found.rest.endswith((".", "”"))
        elif found.label in (Label.PRESENTER, Label.POSITION):
            return self._present(draft, found)
        elif found.label is Label.SECTION:
            self.recommending.active = False
            draft.summary.append(line.plain)
        elif found.label is Label.CONTACT:
            self._notes.gather(_CONTACT, line.number, line.text)
        else:
            self.recommending.active = False
            self._notes.understand(found.words)
            if found.label is Label.PURPOSE and draft.purpose is None:
                draft.purpose = purpose_of(found.rest, "")
            if found.rest:
                self.line(draft, Line(line.number, found.rest))
        return True

    def _present(self, draft: Draft, found: Labelled) -> bool:
        marked = marks.marked(found.rest, title=True)
        who, reached = without_contact(marked.rest)
        person = person_of(who)
        if person is None:
            return False
        name, more = person
        if found.label is Label.PRESENTER:
            draft.presenters.append(name)
        elif draft.presenters and not self._positioned:
            draft.presenters[-1] += f", {name}"
        else:
            return False
        self._positioned = found.label is Label.POSITION
        self._mark(draft, marked, Line(draft.line, found.rest))
        if reached:
            self._notes.gather(_CONTACT, draft.line, reached)
        self._notes.understand(found.words)
        if more:
            draft.summary.append(more)
        return True

    def _words(self, draft: Draft, line: Line) -> None:
        if self.recommending.takes(draft, line):
            return
        if goes_on(draft, line):
            self._continue_title(draft, line)
            return
        person = reporting(line.plain) if len(line.text) < LONG else None
        if person is not None:
            draft.presenters.append(person[0])
            draft.summary.append(line.plain)
        elif _in_last_column(draft, line):
            draft.presenters.append(line.plain)
        elif (
            draft.presenters
            and draft.presenters[-1].endswith(",")
            and len(line.text) <= LONGEST_NAME
        ):
            draft.presenters[-1] += f" {line.plain}"
        else:
            draft.summary.append(f"• {line.plain}" if line.bullet else line.plain)

    def _continue_title(self, draft: Draft, line: Line) -> None:
        if other_language(draft.title, line.text):
            draft.title += " /"
        self.title(draft, line.text, line)


def _in_last_column(draft: Draft, line: Line) -> bool:
    """Whether the line is the cell of a running order that says who presents."""
    short = len(line.text) <= LONGEST_NAME and not line.text.endswith((".", ":", ";", "?"))
    return line.cell and short and bool(draft.title) and bool(draft.minutes or is_person(line.text))


def reported(draft: Draft, title: str, rest: str, notes: Findings) -> None:
    """“Report of …” at the end of a title becomes who presents it."""
    found = labelled(rest)
    person = person_of(found.rest) if found is not None else None
    if found is not None and person is not None and found.label is Label.PRESENTER and title:
        notes.understand(found.words)
        draft.title = title
        draft.presenters.append(person[0])
        if person[1]:
            draft.summary.append(person[1])
