"""What such a page is made of. Its sentences are said, in a language, when it is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import msgspec

from server.council.register import Council
from server.words import N_, Said


class Name(str):
    """What is written as it is in every language, such as the name of a cookie."""

    __slots__ = ()


Sentence = str | Said


class Words(msgspec.Struct, frozen=True):
    """A paragraph."""

    kind: ClassVar[str] = "words"
    said: Sentence


class Way(msgspec.Struct, frozen=True):
    """A link that stands by itself."""

    kind: ClassVar[str] = "way"
    said: Sentence
    href: str


class Points(msgspec.Struct, frozen=True):
    """A list."""

    kind: ClassVar[str] = "points"
    said: tuple[Sentence, ...]


class Own(msgspec.Struct, frozen=True):
    """What a council itself says, word for word. `about`: of what or whom; may be empty."""

    kind: ClassVar[str] = "own"
    text: str
    about: str = ""


class Table(msgspec.Struct, frozen=True):
    """Rows under columns; the first cell of a row is its head."""

    kind: ClassVar[str] = "table"
    caption: Sentence
    columns: tuple[str, ...]
    rows: tuple[tuple[Sentence, ...], ...]


Part = Words | Way | Points | Own | Table


class Section(msgspec.Struct, frozen=True):
    """Some parts under a heading. `id`: what a link to it names."""

    id: str
    heading: Sentence
    parts: tuple[Part, ...]


class Statement(msgspec.Struct, frozen=True):
    """A whole page."""

    title: str
    lead: tuple[Part, ...]
    sections: tuple[Section, ...]


ASK = N_(
    "Ask the council whose meeting it is. How to reach it stands on its website and on the notice "
    "of every meeting."
)


def contacts(councils: tuple[Council, ...], field: str = "contact") -> Iterator[Part]:
    """How to reach each council about what a `field` of the register is for.

    Where the register has no word on it, its contact; where it has none either, that one must ask.
    """
    for council in councils:
        name = council.name if len(councils) > 1 else ""
        text = getattr(council, field) or council.contact
        if text:
            yield Own(text, name)
        else:
            ask = N_("Ask {council}. How to reach it stands on the notice of every meeting.")
            yield Words(Said(ask, council=council.name))
        if council.website:
            yield Way(Said(N_("The website of {council}"), council=council.name), council.website)
    if not councils:
        yield Words(ASK)
