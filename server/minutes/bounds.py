"""Where private passages begin and end in the full note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from server.minutes.sheet import Boundary, Element, Heading, Passage, Sentence
from server.render.language import Voice


def bounded(elements: Iterable[Element], voice: Voice) -> Iterator[Element]:
    """The elements, with a line before and after each run of private ones."""
    for private, run in groupby(elements, key=_private):
        if private:
            yield Boundary(voice.gettext("Private from here – not for publication"), begins=True)
        yield from run
        if private:
            yield Boundary(voice.gettext("Private until here"), begins=False)


def _private(element: Element) -> bool:
    return isinstance(element, Heading | Passage | Sentence) and element.private
