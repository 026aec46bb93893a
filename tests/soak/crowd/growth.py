"""What a process holds from the outside: memory, open files, connections; and how that grows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

ESTABLISHED = "01"  # as /proc/net/tcp writes the state of a connection

_PROC = Path("/proc")


def memory(process: int) -> float:
    """The kB of this process and of those that it started, each shared page counted once (Pss)."""
    return float(sum(_pss(each) for each in family(process)))


def open_files(process: int) -> int:
    """How many files and sockets this process and those that it started hold open."""
    return sum(len(list((_PROC / str(each) / "fd").iterdir())) for each in family(process))


def family(process: int) -> Iterator[int]:
    """The process, and those that it started."""
    yield process
    for thread in (_PROC / str(process) / "task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from family(int(child))


def connected(server: int, clients: Sequence[int]) -> int:
    """To how many of its clients, by their ports, the server at this port still holds on."""
    rows = [row.split() for row in (_PROC / "net/tcp").read_text().splitlines()[1:]]
    held = {_port(row[2]) for row in rows if _port(row[1]) == server and row[3] == ESTABLISHED}
    return len(held.intersection(clients))


class Slope(msgspec.Struct, frozen=True):
    """How fast something grows, a minute, and how far from that it may truly be (two sigma)."""

    a_minute: float
    within: float

    def __str__(self) -> str:
        return f"{self.a_minute:,.0f} ± {self.within:,.0f}"


def slope(samples: Sequence[tuple[float, float]]) -> Slope:
    """The line of least squares through (seconds, value).

    Memory grows in steps, so one sample is like the one before: they are worth fewer, by the factor
    (1 - r)/(1 + r), where r is the correlation of each remainder with the next.
    """
    if len(samples) < 4:
        return Slope(math.nan, math.inf)
    times = [at / 60 for at, _ in samples]
    values = [value for _, value in samples]
    middle, mean = sum(times) / len(times), sum(values) / len(values)
    spread = sum((t - middle) ** 2 for t in times)
    steep = sum((t - middle) * (v - mean) for t, v in zip(times, values, strict=True)) / spread
    rest = [v - mean - steep * (t - middle) for t, v in zip(times, values, strict=True)]
    squares = sum(r * r for r in rest)
    alike = sum(a * b for a, b in pairwise(rest)) / squares if squares else 0.0
    alike = min(max(alike, 0.0), 0.95)
    error = math.sqrt(squares / (len(rest) - 2) / spread * (1 + alike) / (1 - alike))
    return Slope(steep, 2 * error)


def _pss(process: int) -> int:
    lines = (_PROC / str(process) / "smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _port(address: str) -> int:
    return int(address.rpartition(":")[2], 16)
