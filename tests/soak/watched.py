"""A server under attack: what it did wrong, and what was tried on it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, settings

MOST_LINES = 12
LONGEST = 20  # seconds for one conversation; an answer that takes longer has hung
T = TypeVar("T")


class Wrong(AssertionError):
    """The server did what it must not."""


class Faults(logging.Handler):
    """Collects what anybody logged as an error, which takes in what the event loop, aiohttp and
    Socket.IO say of exceptions that nobody handled.

    What Engine.IO once says of a client that it turned away is no fault of the server.
    """

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.funcName != "_log_error_once":
            self.told.append(_shortened(self.format(record)))

    def none(self) -> None:
        """Raise Wrong if there was a fault since this was last asked."""
        told = self.taken()
        if told:
            raise Wrong("\n".join(told))

    def taken(self) -> list[str]:
        """The faults since this was last asked."""
        told, self.told = self.told, []
        return told


@contextlib.contextmanager
def watching() -> Iterator[Faults]:
    """Watch all logs for as long as this is entered."""
    faults = Faults()
    logging.getLogger().addHandler(faults)
    try:
        yield faults
    finally:
        logging.getLogger().removeHandler(faults)


class Bridge:
    """Lets a test of Hypothesis, which knows no asyncio, talk from a thread of its own."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do this on the server's loop and wait for it. Raises Wrong if it takes too long."""
        doing = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return doing.result(LONGEST)
        except TimeoutError as error:
            doing.cancel()
            raise Wrong(f"no answer within {LONGEST} seconds") from error


class Tried:
    """How often each thing was tried, and what came of it."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()

    def note(self, what: str, outcome: object) -> None:
        """One more of these, with what came of it."""
        self.counts[what, str(outcome)] += 1

    def total(self) -> int:
        """How many there were."""
        return self.counts.total()

    def outcomes(self, what: str) -> Counter[str]:
        """What came of those of this name."""
        return Counter({came: n for (name, came), n in self.counts.items() if name == what})

    def __str__(self) -> str:
        names = sorted({name for name, _ in self.counts})
        lines = []
        for name in names:
            came = self.outcomes(name)
            said = ", ".join(f"{outcome}: {n:,}" for outcome, n in sorted(came.items()))
            lines.append(f"{name:52}{came.total():9,}   {said}")
        return "\n".join(lines)


def examples(most: int) -> settings:
    """So many examples, shrunk when one fails, however long each takes."""
    return settings(
        max_examples=most,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
        print_blob=False,
    )


def _shortened(told: str) -> str:
    """What was said, and the end of how it came to that."""
    first, *rest = told.splitlines()
    return "\n".join([first, *rest[-MOST_LINES:]])
