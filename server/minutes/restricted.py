"""The restricted HTML in which a kind of business words its minutes: p, ul, li, strong, em, br.

Every format is made of what is read here, so that nothing else can come into a document.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import groupby

from msgspec.structs import replace

from server.minutes.model import Bullets, Line, Paragraph, Piece, Span

_SPACE = re.compile(r"[ \t\n\r\f]+")
_SPACES = re.compile(" +")
_AT_BREAK = re.compile(" *\n *")
_EMPTY = " \n"
# What XML 1.0 cannot hold (section 2.2): a Word file with one of these would not open.
_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class NotAllowed(ValueError):
    """A template drew something that the minutes of a kind of business may not hold."""


def read(html: str) -> tuple[Piece, ...]:
    """The paragraphs and lists of restricted HTML. Raises NotAllowed for anything else."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finished()


def writable(text: str) -> str:
    """The text with each character that no document can hold shown as a replacement mark."""
    return _UNWRITABLE.sub("\ufffd", text)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[Piece] = []
        self._points: list[Line] | None = None
        self._spans: list[Span] = []
        self._manners = {"strong": 0, "em": 0}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if attrs:
            raise NotAllowed(f"<{tag}> in minutes may have no attributes.")
        match tag:
            case "strong" | "em":
                self._manners[tag] += 1
            case "br":
                self._say("\n")
            case "p":
                self._end_line()
            case "ul":
                self._begin_list()
            case "li":
                self._begin_point()
            case _:
                raise NotAllowed(f"Minutes may not hold <{tag}>.")

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "strong" | "em":
                self._manners[tag] = max(0, self._manners[tag] - 1)
            case "p" | "li":
                self._end_line()
            case "ul":
                self._end_list()
            case _:
                raise NotAllowed(f"Minutes may not hold </{tag}>.")

    def handle_data(self, data: str) -> None:
        self._say(_SPACE.sub(" ", writable(data)))

    def handle_comment(self, data: str) -> None:
        raise NotAllowed("Minutes may not hold comments.")

    def handle_decl(self, decl: str) -> None:
        raise NotAllowed("Minutes may not hold declarations.")

    def handle_pi(self, data: str) -> None:
        raise NotAllowed("Minutes may not hold instructions.")

    def unknown_decl(self, data: str) -> None:
        raise NotAllowed("Minutes may not hold declarations.")

    def finished(self) -> tuple[Piece, ...]:
        self._end_line()
        self._end_list()
        return tuple(self._pieces)

    def _say(self, text: str) -> None:
        strong, em = self._manners["strong"] > 0, self._manners["em"] > 0
        self._spans.append(Span(text, strong, em))

    def _begin_list(self) -> None:
        if self._points is not None:
            raise NotAllowed("A list in minutes may not stand in a list.")
        self._end_line()
        self._points = []

    def _begin_point(self) -> None:
        if self._points is None:
            raise NotAllowed("A point in minutes stands in a list.")
        self._end_line()

    def _end_line(self) -> None:
        line = _trimmed(self._spans)
        self._spans = []
        if not line:
            return
        if self._points is None:
            self._pieces.append(Paragraph(line))
        else:
            self._points.append(line)

    def _end_list(self) -> None:
        self._end_line()
        if self._points:
            self._pieces.append(Bullets(tuple(self._points)))
        self._points = None


def _trimmed(spans: list[Span]) -> Line:
    """The line in as few spans as can be, without the space that a template leaves about it."""
    merged = [
        Span(_AT_BREAK.sub("\n", _SPACES.sub(" ", "".join(span.text for span in run))), *manner)
        for manner, run in groupby(spans, key=lambda span: (span.strong, span.em))
    ]
    words = [place for place, span in enumerate(merged) if span.text.strip(_EMPTY)]
    if not words:
        return ()
    line = merged[words[0] : words[-1] + 1]
    line[0] = replace(line[0], text=line[0].text.lstrip(_EMPTY))
    line[-1] = replace(line[-1], text=line[-1].text.rstrip(_EMPTY))
    return tuple(line)
