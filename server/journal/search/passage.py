"""What can be found: an item of an agenda, an entry on the record, or the meeting itself."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from unicodedata import normalize

import msgspec

LONGEST = 100_000  # characters of a text that are looked through


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that everybody may read, and what is told of the meeting that it belongs to.

    `anchor` is its place on the page of its meeting, empty for the page itself, and `words_at`
    where its words stand if that is a place of their own. `kind` is what it is, as the record calls
    it: “Decision”. `item` is the number of an item, `title` its title, or the meeting's.
    """

    anchor: str
    kind: str
    title: str
    words: str
    heading: str
    body: str
    day: date
    words_at: str = ""
    item: str = ""
    rehearsal: bool = False

    def sound(self) -> Passage:
        """As every store can hold it."""
        texts = {
            name: _sound(value)
            for name, value in msgspec.structs.asdict(self).items()
            if isinstance(value, str)
        }
        return msgspec.structs.replace(self, **texts)

    @property
    def digest(self) -> bytes:
        """By which it is seen whether it has changed."""
        return sha256(msgspec.json.encode(self)).digest()[:16]


def _sound(text: str) -> str:
    """A text in whole letters, for an accent may come apart from its own."""
    return normalize("NFC", text[:LONGEST].encode("utf-8", "replace").decode())
