"""The bell: what one process tells every other that has the same journal open, at once.

It is rung with a short text and carries no record: whoever hears it reads the journal. What is
rung may be lost with a connection; "" is then heard, and means: look at everything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

END = "end"


class Bell(Protocol):
    """Rung in one process, heard in all of them, in this one too."""

    def on(self, heard: Callable[[str], None]) -> None:
        """Call this on the event loop for everything that is rung from now on, anywhere.

        `heard("")`: something may have been missed. "end POSITION STREAM" is rung by each append
        itself, once its lines can be read.
        """

    async def ring(self, said: str) -> None:
        """Tell this to everybody who listens."""


class Silence:
    """The bell of a store that one process alone may write to: there is nobody to tell."""

    def on(self, heard: Callable[[str], None]) -> None:
        """Nothing will ever be heard."""

    async def ring(self, said: str) -> None:
        """Nobody hears it."""


def end(stream: str, position: int) -> str:
    """What is rung when this stream has come to end at this position."""
    return f"{END} {position} {stream}"


def ended(said: str) -> tuple[str, int] | None:
    """The stream and its new end, if that is what was rung."""
    kind, _, rest = said.partition(" ")
    position, _, stream = rest.partition(" ")
    return (stream, int(position)) if kind == END and position.isdecimal() else None
