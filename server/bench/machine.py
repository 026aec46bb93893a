"""The machine that is measured: what it is, and who gets which of its cores."""

from __future__ import annotations

import asyncio
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def told(folder: Path) -> str:
    """The machine in one line; `folder` is where the journals lie meanwhile."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{_processor()}, {os.cpu_count()} cores{load}; {platform.system()}, "
        f"Python {platform.python_version()}; journal on {_file_system(folder)}"
    )


def event_loop() -> Callable[[], asyncio.AbstractEventLoop]:
    """What makes the kind of event loop that the server runs on."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop
    return uvloop.new_event_loop


def cores() -> tuple[set[int], set[int]]:
    """The core of the server, and those of its clients; empty where they cannot be told apart."""
    usable = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return (set(usable[:1]), set(usable[1:])) if len(usable) > 1 else (set(), set())


def raise_descriptors(least: int) -> bool:
    """Let this process, and those that it starts, open as many files as the system lets it; False
    if they are fewer than that."""
    try:
        import resource
    except ImportError:  # not on this system
        return False
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most == resource.RLIM_INFINITY or most >= least


def pin(process: int, to: set[int]) -> None:
    """Let a process run on these cores alone; on any, if there are none to choose from."""
    if to:
        os.sched_setaffinity(process, to)


@contextmanager
def pinned(to: set[int]) -> Iterator[None]:
    """This process on these cores alone, for a while."""
    if not to:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, to)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _file_system(folder: Path) -> str:
    """Its kind: on a tmpfs, storing costs nothing and proves nothing."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return "a disk of unknown kind"
    around = [mount for mount in mounts if folder.resolve().is_relative_to(mount[1])]
    return max(around, key=lambda mount: len(mount[1]))[2]
