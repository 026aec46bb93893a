"""Words as they are compared: without accents, capitals and signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import msgspec

LONGEST = 64  # characters of a word; what is longer is no word of a language

# A letter or digit, and the accents that stand after one where they are written apart.
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")


class Word(msgspec.Struct, frozen=True):
    """A word of a text: how it is compared, and where it stands."""

    folded: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text, in order."""
    for found in _WORD.finditer(text):
        if folded := _folded(found[0][:LONGEST]):
            yield Word(folded, *found.span())


def spoken(text: str) -> str:
    """The words of a text as a store is given them: plain, with blanks between."""
    return " ".join(word.folded for word in words(text))


@lru_cache(maxsize=16384)
def _folded(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    plain = (part for part in parts if not unicodedata.combining(part))
    # What comes apart may come apart into signs too: ½ is 1, a stroke and 2.
    return "".join(part for part in "".join(plain).casefold() if part.isalnum())[:LONGEST]
