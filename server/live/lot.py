"""A lot that falls the same way each time for the same thing: for a play, never for a secret."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
_BITS = 53  # of a float between 0 and 1


class Lot:
    """A row of draws that depend on `about` alone."""

    def __init__(self, about: str) -> None:
        self._about = about
        self._drawn = 0

    def random(self) -> float:
        """A number from 0 on, and below 1."""
        self._drawn += 1
        digest = hashlib.sha256(f"{self._about}/{self._drawn}".encode()).digest()
        return (int.from_bytes(digest[:8]) >> (64 - _BITS)) / (1 << _BITS)

    def uniform(self, least: float, most: float) -> float:
        """A number between these."""
        return least + (most - least) * self.random()

    def whole(self, least: int, most: int) -> int:
        """A whole number from the one to the other, both included."""
        return least + int(self.random() * (most - least + 1))

    def choice(self, among: Sequence[T]) -> T:
        """One of these."""
        return among[int(self.random() * len(among))]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """These in another order."""
        return sorted(things, key=lambda _: self.random())
