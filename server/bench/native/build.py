"""Compiling the programs in C, once for each state of their sources."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

SOURCES = Path(__file__).parent
BUILT = Path(__file__).resolve().parents[3] / "build" / "bench"
LONGEST_SECONDS = 60


class NotBuilt(Exception):
    """The programs cannot be compiled here; the sentence says why."""


class Programs(NamedTuple):
    """Where the compiled programs lie."""

    load: Path
    floor: Path


def built(into: Path = BUILT) -> Programs:
    """The programs, compiled if they are not. Raises NotBuilt."""
    compiler = shutil.which("cc")
    if compiler is None:
        raise NotBuilt("there is no C compiler (apt-get install gcc libc6-dev zlib1g-dev)")
    sources = sorted(SOURCES.glob("*.[ch]"))
    state = hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()[:12]
    folder = into / f"native-{state}"
    folder.mkdir(parents=True, exist_ok=True)
    programs = Programs(folder / "load", folder / "floor")
    _compile(compiler, programs.load, ["load.c", "followers.c", "frames.c", "pages.c"], ["-lz"])
    _compile(compiler, programs.floor, ["floor.c"], [])
    return programs


def _compile(compiler: str, program: Path, sources: list[str], libraries: list[str]) -> None:
    if program.exists():
        return
    unfinished = program.with_suffix(f".{os.getpid()}")
    words = [compiler, "-O2", "-D_GNU_SOURCE", "-o", str(unfinished)]
    words += [str(SOURCES / source) for source in sources] + libraries
    done = subprocess.run(  # noqa: S603  # the compiler of this machine, on our own sources
        words, check=False, capture_output=True, text=True, timeout=LONGEST_SECONDS
    )
    if done.returncode:
        fault = next((line for line in done.stderr.splitlines() if "error" in line), "it failed")
        raise NotBuilt(f"{program.name} could not be compiled: {fault}")
    unfinished.replace(program)
