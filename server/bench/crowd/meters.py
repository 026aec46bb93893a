"""What a server's processes have used: processor time and memory."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from server.bench.waiting import until

IDLE_MS = 4.0  # processor time in a tenth of a second; thousands are asked for signs of life
LONGEST_SECONDS = 15.0

_SCHEDULED = 2  # the kernel's name for a process's clock of processor time, to the nanosecond


def cpu_ms(processes: Iterable[int]) -> float:
    """Processor time of all threads of these processes since they began."""
    return sum(time.clock_gettime(~pid << 3 | _SCHEDULED) for pid in processes) * 1000


async def idle(processes: Sequence[int]) -> None:
    """Wait until these processes have done what they had begun. Raises TimeoutError."""

    async def at_rest() -> bool:
        before = cpu_ms(processes)
        await asyncio.sleep(0.1)
        return cpu_ms(processes) - before < IDLE_MS

    await until("a server did not come to rest", at_rest, LONGEST_SECONDS)


def memory_kb(processes: Iterable[int]) -> float:
    """Memory of these processes, what they share divided among them; a kB is 1,024 bytes."""
    return sum(_proportional(pid) for pid in processes)


def _proportional(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    raise ValueError("the kernel does not say how much memory a process takes")


def kernel_kb() -> float:
    """What the kernel keeps in the buffers of all connections of this machine."""
    for line in Path("/proc/net/sockstat").read_text().splitlines():
        if line.startswith("TCP:"):
            return int(line.split()[-1]) * os.sysconf("SC_PAGE_SIZE") / 1024
    raise ValueError("the kernel does not say how much memory connections take")


def with_children(pid: int) -> list[int]:
    """A process and those that it started."""
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [pid, *map(int, told.split())]
