"""Marking the words that people read, so that they can be translated where they are shown.

The core says *which* sentence; `server.render.language` says it in the reader's language.
"""

from __future__ import annotations


def N_(sentence: str) -> str:
    """Mark a sentence for translation; it stays English until it is shown."""
    return sentence


class Term(str):
    """A value inside a sentence that must itself be translated, such as a kind of interest."""

    __slots__ = ()


class Said(Exception):
    """Trouble that can be told to a person in one sentence.

    `sentence` is the English original with {placeholders}; `values` fills them.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values

    def __str__(self) -> str:
        return self.sentence.format(**self.values) if self.values else self.sentence
