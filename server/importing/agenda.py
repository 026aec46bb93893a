"""An agenda as a reader understood it: its items, what it says of the meeting, and findings."""

from __future__ import annotations

from datetime import date, time

import msgspec

from server.importing.finding import Finding, Weight
from server.meeting_file.form import WrittenItem


class Details(msgspec.Struct, frozen=True):
    """What an agenda says of its meeting; empty where it says nothing."""

    body: str = ""
    title: str = ""
    day: date | None = None
    begins: time | None = None
    place: str = ""


class ImportedAgenda(msgspec.Struct, frozen=True, eq=False):
    """The items in their order, each as a meeting file would have it, and the findings.

    Every item is within the bounds of `WrittenItem`. Every line of what was read is in an item, in
    the details, or in a finding. `text` is the agenda as plain lines that can be mended by hand and
    read again; empty where it came from a system and not from a person.
    """

    items: tuple[WrittenItem, ...] = ()
    details: Details = Details()
    findings: tuple[Finding, ...] = ()
    text: str = ""

    @property
    def usable(self) -> bool:
        """Whether it can be taken over."""
        return bool(self.items) and all(f.weight is not Weight.WRONG for f in self.findings)
