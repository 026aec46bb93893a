"""How far it is: a line that is drawn again in its place, or plain lines where that cannot be.

A dozen lines, and so no library: that would be one more thing on every server for this command.
"""

from __future__ import annotations

import time
from typing import TextIO

WIDTH = 24
REDRAWN_SECONDS, PLAIN_SECONDS = 0.2, 5.0


class Bar:
    """A progress bar on this stream."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._redraws = stream.isatty()
        self._next = 0.0
        self._what = ""

    def say(self, line: str) -> None:
        """Write a line that stays."""
        self._stream.write(f"{line}\n")
        self._stream.flush()

    def show(self, what: str, done: float, of: float, told: str) -> None:
        """Show it, unless it was shown just now."""
        now = time.monotonic()
        if now < self._next and what == self._what:
            return
        self._next = now + (REDRAWN_SECONDS if self._redraws else PLAIN_SECONDS)
        self._what = what
        share = min(1.0, done / of) if of else 1.0
        if self._redraws:
            bar = "█" * round(share * WIDTH) + "·" * (WIDTH - round(share * WIDTH))
            self._stream.write(f"\r\x1b[K{what:<10} {bar} {told}")
        else:
            self._stream.write(f"{what} {share:.0%}: {told}\n")
        self._stream.flush()

    def end(self) -> None:
        """Leave the line to what is written next."""
        if self._redraws and self._what:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
