"""How often somebody may do a thing: generous to people, and an end to a flood.

Everything is in memory and bounded in size; the oldest are forgotten first. Seconds throughout.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable

import msgspec

from server.words import N_, Said

MOST_KNOWN = 10_000


class TooMany(Said):
    """Somebody does a thing more often than a person does. `seconds`: when it may be done again."""

    def __init__(self, seconds: float, sentence: str = "") -> None:
        self.seconds = max(1, math.ceil(seconds))
        super().__init__(sentence or TOO_MANY, seconds=self.seconds)


TOO_MANY = N_("That was too much at once. Nothing was recorded. Try again in {seconds} seconds.")


class _Left(msgspec.Struct):
    """What is left of somebody's allowance, and when it was counted."""

    tokens: float
    at: float
    refused: int = 0


class Allowance:
    """So many at once, and then so many a second: the token bucket of RFC 2697.

    `time` is a clock that never goes back.
    """

    def __init__(self, at_once: int, a_second: float, time: Callable[[], float]) -> None:
        self._at_once = at_once
        self._a_second = a_second
        self._time = time
        self._known: OrderedDict[Hashable, _Left] = OrderedDict()

    def take(self, who: Hashable) -> None:
        """Take one. Raises TooMany where nothing is left."""
        left = self._left(who)
        if left.tokens < 1:
            left.refused += 1
            raise TooMany((1 - left.tokens) / self._a_second)
        left.tokens -= 1
        left.refused = 0

    def refused(self, who: Hashable) -> int:
        """How often somebody has been refused since something was last allowed them."""
        known = self._known.get(who)
        return known.refused if known else 0

    def __len__(self) -> int:
        return len(self._known)

    def _left(self, who: Hashable) -> _Left:
        now = self._time()
        left = self._known.setdefault(who, _Left(self._at_once, now))
        left.tokens = min(self._at_once, left.tokens + (now - left.at) * self._a_second)
        left.at = now
        self._known.move_to_end(who)
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        return left
