"""What somebody looks for: words, “words in a row”, and -words that must not be there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from server.journal.search.words import Word, words

LONGEST = 200  # characters of what is typed
MOST_TERMS = 12
SHORTEST_START = 3  # letters with which other words may begin

_QUOTES = str.maketrans("“”„‟«»", '""""""')
_PART = re.compile(r'(?P<without>-?)(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+))')


class Term(msgspec.Struct, frozen=True):
    """Words that stand in a row. `begins`: the last may be the beginning of a longer one."""

    words: tuple[str, ...]
    begins: bool = False

    def fits(self, found: Sequence[Word]) -> bool:
        """Whether these words are what is meant."""
        if len(found) != len(self.words):
            return False
        *others, last = (word.folded for word in found)
        ends = last.startswith(self.words[-1]) if self.begins else last == self.words[-1]
        return ends and tuple(others) == self.words[:-1]


class Wanted(msgspec.Struct, frozen=True):
    """All of `terms`, and none of `without`."""

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()


def wanted(typed: str) -> Wanted:
    """What is meant by what was typed, whatever it is; without terms if there is no word in it."""
    terms, without = dict[Term, None](), dict[Term, None]()
    for out, term in _terms(typed[:LONGEST].translate(_QUOTES)):
        if len(terms) + len(without) < MOST_TERMS:
            (without if out else terms)[term] = None
    return Wanted(tuple(terms), tuple(without))


def _terms(typed: str) -> Iterator[tuple[bool, Term]]:
    for part in _PART.finditer(typed):
        exact = part["plain"] is None
        said = [word.folded for word in words(part["quoted"] if exact else part["plain"])]
        if said and not exact:
            said[-1] = _singular(said[-1])
        if said:
            begins = not exact and len(said[-1]) >= SHORTEST_START
            yield bool(part["without"]), Term(tuple(said), begins)


def _singular(word: str) -> str:
    """What a word in the plural begins with in the singular too: who looks for “parks” wants what
    was said of the park."""
    plural = len(word) > SHORTEST_START + 1 and word.endswith("s")
    return word[:-1] if plural and not word.endswith(("ss", "us", "is")) else word
