"""The note of a meeting: what it holds, in words and as facts, before it has a look.

Every block knows the event that it came from.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import msgspec

from server.meeting.agenda import Access, Purpose, Standing
from server.meeting.exclusion import Ground
from server.meeting.presence import Answer, Mode


class Span(msgspec.Struct, frozen=True):
    """Words in a line, in one manner. "\\n" in them begins a new line. `link`: where they lead."""

    text: str
    strong: bool = False
    em: bool = False
    link: str = ""


Line = tuple[Span, ...]


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph."""

    line: Line


class Bullets(msgspec.Struct, frozen=True):
    """A list of points."""

    points: tuple[Line, ...]


Piece = Paragraph | Bullets


class Part(StrEnum):
    """In which part of an item's text a block stands."""

    NARRATIVE = "narrative"
    SUMMARY = "summary"
    DECISION = "decision"
    ACTION = "action"
    OUTCOME = "outcome"


class Block(msgspec.Struct, frozen=True):
    """What one event says. `name` is the event's registered name, `facts` what it holds.

    `words` are those that were typed, where `pieces` may say more around them. `private`: it is
    private business, which the full note alone holds.
    """

    event: str
    kind: str
    name: str
    part: Part
    at: datetime
    pieces: tuple[Piece, ...]
    words: str = ""
    facts: dict[str, object] = {}
    private: bool = False

    @property
    def text(self) -> str:
        """The words alone: a line a paragraph, points with a dash."""
        return "\n".join(plain(piece) for piece in self.pieces)


class Telling(msgspec.Struct, frozen=True):
    """A sentence that follows from an event, in the note's own words."""

    event: str
    text: str


class ItemNote(msgspec.Struct, frozen=True):
    """An item and what the note says under it; `children` are its sub-items.

    `narrative` comes before the sub-items, `afterwards` was said once they had been taken;
    `returns` tell who came back when the item had been decided.
    `in_private` tells that it was taken in private, `private_title` what it is called there;
    `summaries` are what the public was told of it.
    """

    number: str
    title: str
    anchor: str
    parent: str
    purpose: Purpose
    standing: Standing
    taken_at: tuple[datetime, ...] = ()
    presenters: tuple[str, ...] = ()
    narrative: tuple[Block, ...] = ()
    afterwards: tuple[Block, ...] = ()
    returns: tuple[Block, ...] = ()
    conclusions: tuple[Block, ...] = ()
    outcomes: tuple[Block, ...] = ()
    children: tuple[ItemNote, ...] = ()
    access: Access = Access.OPEN
    paragraphs: tuple[str, ...] = ()
    private_title: str = ""
    in_private: Telling | None = None
    summaries: tuple[Block, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks of this item in the order in which things happened."""
        told = (*self.narrative, *self.afterwards, *self.returns, *self.summaries)
        every = (*told, *self.conclusions, *self.outcomes)
        return tuple(sorted(every, key=lambda block: block.at))


class ChairNote(msgspec.Struct, frozen=True):
    """Who presided, and since when."""

    person: str
    name: str
    since: datetime


class Remark(msgspec.Struct, frozen=True):
    """A few words about somebody's attendance, and the event that they came from."""

    event: str
    text: str


class Stay(msgspec.Struct, frozen=True):
    """A time during which somebody was here."""

    since: datetime
    until: datetime | None = None


class MemberNote(msgspec.Struct, frozen=True):
    """A member's attendance, or that of a substitute, whose member `substitute_for` names by id.

    `answer` is None where none was recorded.
    """

    event: str
    person: str
    name: str
    role: str
    authority: str
    votes: bool
    answer: Answer | None = None
    mode: Mode | None = None
    spells: tuple[Stay, ...] = ()
    remarks: tuple[Remark, ...] = ()
    substitute_for: str = ""


class OtherNote(msgspec.Struct, frozen=True):
    """Somebody who attended and is not a member; `items` are those that they came for."""

    event: str
    name: str
    position: str
    authority: str
    items: tuple[str, ...] = ()
    private: bool = False


class Turn(StrEnum):
    """What became of the sitting."""

    OPENED = "opened"
    ADJOURNED = "adjourned"
    RESUMED = "resumed"
    CLOSED = "closed"


class SittingNote(msgspec.Struct, frozen=True):
    """The sitting was opened, adjourned, resumed or closed; `day` if not on the meeting's day."""

    event: str
    turn: Turn
    at: datetime
    until: str = ""
    reason: str = ""
    day: date | None = None
    pieces: tuple[Piece, ...] = ()
    private: bool = False


class ExclusionNote(msgspec.Struct, frozen=True):
    """A time during which press and public were excluded; `text` tells of it."""

    event: str
    since: datetime
    until: datetime | None
    ground: Ground
    items: tuple[str, ...]
    paragraphs: tuple[str, ...]
    text: str


class Note(msgspec.Struct, frozen=True):
    """The whole note. `document` is what the body calls it, `meeting` the meeting's own title.

    `title` is what stands above it; `unreached` numbers the items that were left undone. `short`
    are the times during which the meeting sat without a quorum. `restricted` is the mark on a note
    that holds private business, `summary_rule` the section that asks for a summary of it.
    """

    key: str
    title: str
    document: str
    style: str
    language: str
    body: str
    council: str
    meeting: str
    date: date
    place: str
    as_of: datetime
    rehearsal: bool = False
    draft: bool = True
    sitting: tuple[SittingNote, ...] = ()
    items: tuple[ItemNote, ...] = ()
    members: tuple[MemberNote, ...] = ()
    others: tuple[OtherNote, ...] = ()
    presided: tuple[ChairNote, ...] = ()
    needed: int = 0
    membership: int = 0
    unreached: tuple[str, ...] = ()
    short: tuple[tuple[datetime, datetime | None], ...] = ()
    exclusions: tuple[ExclusionNote, ...] = ()
    restricted: str = ""
    summary_rule: str = ""

    @property
    def opened_at(self) -> datetime | None:
        """When the meeting was opened, if it was."""
        return self.sitting[0].at if self.sitting else None

    @property
    def closing(self) -> SittingNote | None:
        """The close of the meeting, if it was closed."""
        last = self.sitting[-1] if self.sitting else None
        return last if last is not None and last.turn is Turn.CLOSED else None


def plain(piece: Piece) -> str:
    """The words alone: of points each in a line, with a dash."""
    if isinstance(piece, Paragraph):
        return said(piece.line)
    return "\n".join("- " + said(point) for point in piece.points)


def said(line: Line) -> str:
    """The words of a line, whatever their manner."""
    return "".join(span.text for span in line)
