"""Which items are closed: by the heading above them, or by the resolution that excludes the
public."""

from __future__ import annotations

from server.importing import exclusion
from server.importing.draft import Draft
from server.importing.exclusion import Resolution
from server.importing.findings import Findings
from server.importing.lines import Line
from server.importing.subjects import excludes_public
from server.meeting.agenda import Access


class Closing:
    """Closes items as they begin. What a resolution closes is for the clerk to confirm."""

    def __init__(self, notes: Findings) -> None:
        self._notes = notes
        self.closed = False  # what begins now is exempt
        self._under = False  # what begins now under the same item is exempt
        self._moved: tuple[Resolution, Line, Draft] | None = None  # whose first item is to come
        self._paragraphs: tuple[str, ...] = ()
        self._named: dict[str, tuple[str, ...]] = {}  # paragraphs, by the number of an item

    def begin(self, item: Draft) -> None:
        """Another item begins."""
        self._under = False
        if excludes_public(item.title) or not self.closed:
            return
        if exclusion.reopens(item.title):
            self.closed = False
        else:
            self._close(item, self._paragraphs)
        if self._moved is not None:
            self._notes.guessed(exclusion.AFTER, item.line, item.title)
            self._moved = None

    def begin_under(self, sub: Draft) -> None:
        """Another item begins under the same one."""
        if self._under:
            self._close(sub, self._paragraphs)

    def resolved(
        self, found: Resolution, line: Line, item: Draft, sub: Draft | None, *, lettered: bool
    ) -> bool:
        """Take a resolution that is no item by itself. False: its words belong to the item, which
        is the exclusion itself."""
        if found.items:
            self._named |= dict.fromkeys(found.items, found.paragraphs)
        if excludes_public(item.title) and not lettered:
            return False
        above = (sub or item).summary
        if above and exclusion.introduces(above[-1]):
            self._notes.leave(exclusion.MOVED, line.number - 1, above.pop())
        self._notes.leave(exclusion.MOVED, line.number, line.text)
        self._paragraphs = found.paragraphs
        if lettered:
            self._under = True
            if item.access is Access.OPEN:
                self._notes.guessed(exclusion.AFTER, line.number, item.title)
        elif found.following:
            self._moved = None if self.closed else (found, line, item)
            self.closed = True
        elif not found.items:
            self._with(found, sub or item)
        return True

    def end(self, items: list[Draft]) -> None:
        """The last line was read: close those items that a resolution named."""
        if self._moved is not None:  # nothing follows it
            self._with(self._moved[0], self._moved[2])
        for item in items:
            if item.number in self._named and not excludes_public(item.title):
                if item.access is Access.OPEN:
                    self._notes.guessed(exclusion.NAMED, item.line, item.title)
                self._close(item, self._named[item.number])

    def _with(self, found: Resolution, item: Draft) -> None:
        """The resolution stands with the item that it closes."""
        if item.access is Access.OPEN:
            self._notes.guessed(exclusion.WITHIN, item.line, item.title)
        self._close(item, found.paragraphs)

    def _close(self, item: Draft, paragraphs: tuple[str, ...]) -> None:
        if item.access is Access.OPEN:
            item.access = Access.EXEMPT
        item.paragraphs = item.paragraphs or paragraphs
