"""From lines to items: which line begins one, what stands under it, and what is no item."""

from __future__ import annotations

import re

from server.importing import exclusion, headings
from server.importing.body import LONG, PAGES, Body
from server.importing.closing import Closing
from server.importing.draft import Draft
from server.importing.findings import Findings
from server.importing.lines import Line
from server.importing.marks import is_pages
from server.importing.numbering import Kind, Numbered, leading
from server.importing.scheme import Shape, begins_at, is_start, last_number, runs_on
from server.importing.sub_items import as_letter, is_application, names_application, under
from server.importing.subjects import excludes_public
from server.importing.wrapping import whole_pages, whole_resolutions
from server.meeting.agenda import Access, Purpose
from server.words import N_

_TAG = re.compile(
    r"</?(?:AI\d{1,4}|[A-Z_]{1,60}_SECTION|FIELD_[A-Z_]{1,40})>|\[image:[^\]]{0,200}\]"
)
_OPENING = re.compile(r"<AI\d+>")
TAGS = N_("Marks of the system that printed this are left out.")
BESIDE = N_("This is no item of the agenda and is left out.")
HEADING = N_("A heading between items is left out.")
_SHUT = N_("What follows this heading is taken in private.")
_TWICE = N_("This number stands before two items. The second was given another.")
_GAP = N_("Numbers are missing before this item.")


class Grammar:
    """Reads one line after another. Every line is in an item or in the notes afterwards."""

    def __init__(self, shape: Shape, notes: Findings) -> None:
        self.items: list[Draft] = []
        self.head: list[Line] = []  # what stands before the first item
        self._shape = shape
        self._notes = notes
        self._body = Body(notes, shape.paged)
        self._under: Draft | None = None
        self._closing = Closing(notes)
        self._purpose: Purpose | None = None
        self._last = self._nested = self._farthest = 0
        self._tail = self._over = self._fresh = self._tagged = self._sure = False

    def read(self, lines: list[Line]) -> None:
        """Read the lines from the first that may be an item."""
        self._tagged = any(_OPENING.match(line.text) for line in lines)
        lines = list(whole_resolutions(list(whole_pages(lines))))
        self._farthest = last_number(lines, self._shape.kind)
        for n, line in enumerate(lines):
            following = lines[n + 1] if n + 1 < len(lines) else None
            if not self._beside(line, following):
                self._line(line, following)
        self._closing.end(self.items)

    def _beside(self, line: Line, following: Line | None) -> bool:
        """Whether the line is nothing of an item; then it has been dealt with."""
        if len(line.text) > LONG:
            return False
        if _TAG.fullmatch(line.text):
            return self._tag(line)
        if is_pages(line.plain) and line.plain.lower().startswith(("p", "t")):
            self._notes.gather(PAGES, line.number, line.text)
            return True
        if self._over or self._number(line) is not None:
            return False
        return self._heading(line, following)

    def _tag(self, line: Line) -> bool:
        self._sure = bool(_OPENING.match(line.text))
        self._over = self._over or line.text == "<TRAILER_SECTION>"
        self._notes.gather(TAGS, line.number, line.text)
        return True

    def _heading(self, line: Line, following: Line | None) -> bool:
        waits = bool(self.items) and not self.items[-1].title
        part = None if waits else headings.part(line)
        if part is not None and not (line.bullet or self._speaks(line)):
            return self._part(line, part)
        next_begins = following is not None and self._number(following) is not None
        if next_begins and self.items and headings.is_section(line, True):
            self._purpose = headings.purpose_of_section(line)
            self._notes.leave(HEADING, line.number, line.text)
            return True
        if is_start(line) and not self._body.recommending.active:
            self._body.paged = "page" in line.text.lower()
            self._notes.leave(HEADING, line.number, line.text)
            return True
        return False

    def _speaks(self, line: Line) -> bool:
        """Whether it is a sentence, of the item that moves the exclusion perhaps."""
        return line.text.endswith(".") and len(line.text) > 80

    def _part(self, line: Line, closed: bool) -> bool:
        if closed:
            self._notes.guessed(_SHUT, line.number, line.text)
        else:
            self._notes.leave(HEADING, line.number, line.text)
        self._closing.closed, self._fresh, self._tail = closed, True, False
        self._nested = 0
        self._purpose = headings.purpose_of_section(line)
        self._under = None
        self._body.begin()
        return True

    def _line(self, line: Line, following: Line | None) -> None:
        number = self._number(line)
        if number is not None:
            self._begin(line, number)
        elif not self.items and not self._over:
            self.head.append(line)
        elif self._over or self._tail:
            self._notes.leave(BESIDE, line.number, line.text)
        elif self._closes(line):
            return
        elif self._ends(line, following):
            self._tail = True
            self._notes.leave(BESIDE, line.number, line.text)
        elif not self._sub(line):
            self._body.line(self._under or self.items[-1], line)

    def _closes(self, line: Line) -> bool:
        """Whether the line is of the heading of a part, and of no item: the resolution that the
        public be excluded, or what else stands between the heading and its first item."""
        item = self.items[-1]
        found = exclusion.resolution(line.plain)
        if found is not None:
            lettered = under(item, line.text, self._shape.kind) is not None
            taken = self._closing.resolved(found, line, item, self._under, lettered=lettered)
            self._under = None if lettered else self._under
            return taken
        if not self._fresh or leading(line.text) is not None:
            return False
        self._notes.leave(HEADING, line.number, line.text)
        return True

    def _ends(self, line: Line, following: Line | None) -> bool:
        item = self._under or self.items[-1]
        if not self.items[-1].title or len(line.text) > LONG or line.bullet:
            return False
        below = line.number == item.titled + 1 and not line.gap and line.number < self._farthest
        if headings.is_tail(line):
            return not (below and headings.is_note(line))
        signed = following is not None and not following.gap and headings.is_tail(following)
        return signed and headings.signs(line)

    def _begin(self, line: Line, number: Numbered) -> None:
        value = number.value
        if self._shape.kind is not None and value == self._last and not number.label[-1:].isalpha():
            self._notes.guessed(_TWICE, line.number, line.text)
        elif value > self._last + 1 and self._last:
            self._notes.guessed(_GAP, line.number, line.text)
        item = Draft(line.number, number.label)
        item.section = self._purpose
        self.items.append(item)
        self._last, self._nested = value, 0
        self._under, self._tail = None, False
        self._sure = self._fresh = False
        self._body.begin()
        self._notes.understand(number.written)
        self._body.title(item, number.rest, line)
        if headings.heads_private(item.title) and not excludes_public(item.title):
            item.access = Access.EXEMPT
            self._notes.guessed(_SHUT, line.number, line.text)
        self._closing.begin(item)

    def _number(self, line: Line) -> Numbered | None:
        """The number of the line, if it is that of a new item."""
        if self._over or len(line.text) > 20 * LONG:
            return None
        if self._shape.kind is None:
            return self._by_form(line)
        found = None if line.bullet else as_letter(leading(line.text), self._shape.kind, self._last)
        if found is None or found.kind is not self._shape.kind:
            return None
        if found.kind is Kind.SLASHED and found.series != self._shape.series:
            return None
        return found if self._is_next(found, line) else None

    def _is_next(self, found: Numbered, line: Line) -> bool:
        if self._tagged:
            return self._sure
        if self._tail:
            return found.strong and found.value == self._last + 1
        if self._fresh and found.value == 1:
            return True
        if self._listed(found, line):
            return False
        if found.value == self._last:
            return found.label[-1:].isalpha() or (found.strong and found.value > 1)
        return runs_on(found.kind, found.value, self._last, found.strong)

    def _listed(self, found: Numbered, line: Line) -> bool:
        """Whether the number goes on with a list within the item, and is none of an item."""
        expected = {self._nested + 1} if self._nested else set()
        if self._body.recommending.active:
            expected.add(self._body.recommending.listed + 1)
        if found.value not in expected or self._last == 0:
            return False
        return found.value != self._last + 1 or not line.gap

    def _by_form(self, line: Line) -> Numbered | None:
        form = self._shape.form
        is_item = {
            "bullet": line.bullet,
            "heading": bool(line.heading),
            "bold": line.bold,
            "clock": begins_at(line),
            "block": line.gap or not self.items,
        }[form]
        if not is_item or (form == "block" and (self._tail or headings.is_tail(line))):
            return None
        value = len(self.items) + 1
        return Numbered(Kind.PLAIN, value, str(value), "", line.text)

    def _sub(self, line: Line) -> bool:
        """Whether the line begins a sub-item of the item being read; then it is there."""
        item = self.items[-1]
        if len(line.text) > LONG or line.bullet or not item.title:
            return False
        if self._body.recommending.active and not self._ends_recommendations(item, line):
            return False
        if is_application(line) and (self._under is not None or not item.recommendations):
            self._planning(item, line)
            return True
        found = under(item, line.text, self._shape.kind)
        if found is None:
            return False
        if found.kind is self._shape.kind:
            self._nested = found.value
        self._open(item, found.label, found.rest, line)
        self._notes.understand(found.written)
        return True

    def _ends_recommendations(self, item: Draft, line: Line) -> bool:
        """Whether the line may be the next sub-item, and is none of the recommendations above it:
        those are no list, or its number names the item in full."""
        found = leading(line.text)
        if is_application(line):
            return self._under is not None and names_application(self._under.title)
        if found is None or not item.counted:
            return False
        in_full = found.kind in (Kind.DOTTED, Kind.UNDER)
        return in_full or not self._body.recommending.listed

    def _planning(self, item: Draft, line: Line) -> None:
        """An application with its reference is a sub-item of the item that lists applications."""
        cells = line.text.split("\t")
        self._open(item, "", " – ".join(cells[:2]), line)
        for cell in cells[2:]:
            self._body.line(item.subs[-1], Line(line.number, cell))
        item.subs[-1].purpose = Purpose.DECISION

    def _open(self, item: Draft, label: str, rest: str, line: Line) -> None:
        self._body.begin()
        self._under = Draft(line.number, label)
        item.subs.append(self._under)
        self._closing.begin_under(self._under)
        self._body.title(self._under, rest, line)
