"""What is asked of the tool, within bounds."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from server.words import N_, Said

MOST_FOLLOWERS = 20_000
MOST_SECONDS = 30 * 60.0
"""Whatever is asked, it is over then: connecting and following together."""
MOST_A_SECOND = 5_000.0
MOST_PROCESSES = 64
IN_ONE_PROCESS = 2_000


class OutOfBounds(Said):
    """More, or less, than the tool does."""


class Wish(msgspec.Struct, frozen=True):
    """What is asked. Times in seconds; `rate`: followers a second; `language`: "" for that of the
    address."""

    url: str
    followers: int = 1_000
    rate: float = 500.0
    seconds: float = 60.0
    processes: int = 0
    language: str = ""
    as_clerk: str = ""
    every: float = 5.0
    json: Path | None = None
    not_a_rehearsal: bool = False
    my_own_server: bool = False

    @property
    def crowds(self) -> int:
        """How many processes there are to be; one for few followers, else one for each core."""
        wanted = self.processes
        if not wanted:
            wanted = (os.cpu_count() or 1) if self.followers > IN_ONE_PROCESS else 1
        return min(wanted, self.followers)

    def require_bounds(self) -> None:
        """Raise OutOfBounds with what is out of them."""
        bounds = (
            ("followers", self.followers, 1, MOST_FOLLOWERS),
            ("rate", self.rate, 1, MOST_A_SECOND),
            ("seconds", self.seconds, 1, MOST_SECONDS),
            ("processes", self.crowds, 1, MOST_PROCESSES),
            ("every", self.every, 1, MOST_SECONDS),
        )
        for name, value, least, most in bounds:
            if not least <= value <= most:
                raise OutOfBounds(
                    N_("--{name} must lie between {least:,.0f} and {most:,.0f}, not {value:,}."),
                    name=name,
                    least=least,
                    most=most,
                    value=value,
                )
