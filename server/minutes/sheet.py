"""A sheet: the note as a house style lays it out, of a few elements that every format can write.

A house style is written once and comes in every format; a format is written once for every style.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import msgspec

from server.minutes.model import Piece


class Origin(msgspec.Struct, frozen=True):
    """The event that something came from, and the place on the clerk's page that shows it.

    `first` is False where the same event is told once more, so that its name stays unique.
    """

    event: str
    place: str
    first: bool = True


class Heading(msgspec.Struct, frozen=True):
    """A heading; level 1 stands right below the title. `private`: it and what else says so is
    private business."""

    shape: ClassVar[str] = "heading"
    level: int
    text: str
    number: str = ""
    anchor: str = ""
    new_page: bool = False
    private: bool = False


class Columns(msgspec.Struct, frozen=True):
    """What stands to the left and to the right from here on: a number, and the text."""

    shape: ClassVar[str] = "columns"
    left: str
    right: str


class Sentence(msgspec.Struct, frozen=True):
    """Standing words of the house style; no event says them."""

    shape: ClassVar[str] = "sentence"
    text: str
    private: bool = False


class Boundary(msgspec.Struct, frozen=True):
    """A line where private business begins, or ends."""

    shape: ClassVar[str] = "boundary"
    text: str
    begins: bool


class Passage(msgspec.Struct, frozen=True):
    """What an event says. `part` names the part of the text to which it belongs."""

    shape: ClassVar[str] = "passage"
    origin: Origin
    part: str
    pieces: tuple[Piece, ...]
    private: bool = False


class Particulars(msgspec.Struct, frozen=True):
    """A small table of a label and a value."""

    shape: ClassVar[str] = "particulars"
    caption: str
    rows: tuple[tuple[str, str], ...]


class Remarked(msgspec.Struct, frozen=True):
    """Words in a table, with the event they came from."""

    text: str
    origin: Origin


class Row(msgspec.Struct, frozen=True):
    """A row of the register: the role as it reads in a single row, who, and for whom."""

    role: str
    name: Remarked
    remarks: tuple[Remarked, ...]
    authority: str


class Group(msgspec.Struct, frozen=True):
    """Rows under one role."""

    role: str
    rows: tuple[Row, ...]


class Register(msgspec.Struct, frozen=True):
    """The table of attendance. Its third column, the authority, is left out if nobody has one."""

    shape: ClassVar[str] = "register"
    caption: str
    columns: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def authorities(self) -> bool:
        """Whether it has the third column."""
        return len(self.columns) > 2


class Signature(msgspec.Struct, frozen=True):
    """A place to sign: lines to be filled in by hand, each after its label."""

    shape: ClassVar[str] = "signature"
    labels: tuple[str, ...]


Element = Heading | Columns | Sentence | Boundary | Passage | Particulars | Register | Signature


class Sheet(msgspec.Struct, frozen=True):
    """All elements in order. `marks` stand above everything; `running` heads every page, and above
    it `restricted` where the note holds private business. It is in `marks` then as well."""

    key: str
    title: str
    language: str
    author: str
    subject: str
    as_of: datetime
    marks: tuple[str, ...]
    running: str
    page_of: str
    go: str
    elements: tuple[Element, ...]
    restricted: str = ""
