"""What is shown of what was found: a piece of its text, with the words that were looked for."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from server.journal.search.wanted import Wanted
from server.journal.search.words import words

SHOWN = 240  # characters of a long text
_BEFORE = 60  # of them before the first word that was looked for

Span = tuple[int, int]


class Piece(msgspec.Struct, frozen=True):
    """Some of a text, as it was typed. `marked`: it is what was looked for."""

    text: str
    marked: bool = False


def marked(text: str, sought: Wanted) -> tuple[Piece, ...]:
    """The whole text in pieces."""
    return tuple(_pieces(text, _spans(text, sought)))


def excerpt(text: str, sought: Wanted) -> tuple[Piece, ...]:
    """The part of a text that has most of what was looked for, cut between words."""
    text = " ".join(text.split())
    spans = _spans(text, sought)
    if len(text) <= SHOWN:
        return tuple(_pieces(text, spans))
    start, end = _window(text, spans)
    shown = [(a - start, b - start) for a, b in spans if a >= start and b <= end]
    pieces = list(_pieces(text[start:end], shown))
    before = [Piece("… ")] if start else []
    after = [Piece(" …")] if end < len(text) else []
    return (*before, *pieces, *after)


def _window(text: str, spans: list[Span]) -> Span:
    """Where the part begins and ends: at the first place with most in it."""
    starts = [max(0, start - _BEFORE) for start, _ in spans] or [0]
    best = max(starts, key=lambda at: sum(at <= a and b <= at + SHOWN for a, b in spans))
    start = text.find(" ", best) + 1 if best and best <= len(text) - SHOWN else best
    start = start if not spans or start <= best + _BEFORE else best
    if len(text) - start <= SHOWN:
        return start, len(text)
    end = text.rfind(" ", start, start + SHOWN)
    return start, end if end > start + _BEFORE else start + SHOWN


def _spans(text: str, sought: Wanted) -> list[Span]:
    """Where what was looked for stands, in order and apart."""
    found = list(words(text))
    spans = list[Span]()
    for at in range(len(found)):
        fitting = (
            found[at : at + len(term.words)]
            for term in sought.terms
            if term.fits(found[at : at + len(term.words)])
        )
        longest = max(fitting, key=len, default=None)
        if longest and (not spans or longest[0].start >= spans[-1][1]):
            spans.append((longest[0].start, longest[-1].end))
    return spans


def _pieces(text: str, spans: list[Span]) -> Iterator[Piece]:
    at = 0
    for start, end in spans:
        if start > at:
            yield Piece(text[at:start])
        yield Piece(text[start:end], marked=True)
        at = end
    if at < len(text):
        yield Piece(text[at:])
