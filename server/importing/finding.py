"""What a reader has to say about what it was given: what it left out, guessed, or could not use."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from server.words import Said

MOST_SHOWN = 200  # characters of the words that a finding is about


class Weight(StrEnum):
    """How much a finding matters. With a `WRONG` one nothing is taken over until it is mended."""

    WRONG = "wrong"
    LEFT_OUT = "left_out"
    GUESSED = "guessed"


class Finding(msgspec.Struct, frozen=True, eq=False):
    """Something to look at: on which line, about which words, and what it is.

    `line` counts from one and is 0 for the whole. Of what is left out `text` holds every word, so
    that it can be put back by hand.
    """

    weight: Weight
    said: Said
    line: int = 0
    text: str = ""

    @property
    def shown(self) -> str:
        """Its words, not too long to be read in a list."""
        text = " ".join(self.text.split())
        return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"
