"""Each mutant in a copy of the code: is it found? Nothing is changed here."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue

from tests.private.mutant import FOLD, SOCKETS, Mutant
from tests.private.mutants import mutants

ROOT = Path(__file__).resolve().parents[2]
MENDED = "tests/private/test_mended.py"
LONGEST = 240  # seconds for one mutant
SCRIPTED = shutil.ignore_patterns("__pycache__", "node_modules", ".mypy_cache")
STEPS = {FOLD: ("40", MENDED, "800"), SOCKETS: ("3", "12")}
"""How many pairs are looked at: more, if neither few nor the stories of what was mended find it."""


def survivors(workers: int = 2) -> Iterator[tuple[Mutant, str]]:
    """Each mutant with what is wrong; nothing is wrong if it was found."""
    with ExitStack() as stack:
        free: SimpleQueue[Path] = SimpleQueue()
        for _ in range(workers):
            made = stack.enter_context(tempfile.TemporaryDirectory(prefix="orderpaper-private-"))
            free.put(_copied(Path(made)))
        pool = stack.enter_context(ThreadPoolExecutor(workers))
        every = tuple(mutants())
        _require_equal_as_it_is(free, every)
        yield from zip(every, pool.map(lambda mutant: _tried(free, mutant), every), strict=True)


def _require_equal_as_it_is(free: SimpleQueue[Path], every: Sequence[Mutant]) -> None:
    """Raise SystemExit if the code as it is would count as a mutant that was found."""
    folder = free.get()
    first = {mutant.by: next(_steps(mutant)) for mutant in every}
    for program in (*first.values(), _pytest(MENDED)):
        if _found(folder, program):
            raise SystemExit(f"As the code is, this finds something: {' '.join(program[3:])}")
    free.put(folder)


def _copied(folder: Path) -> Path:
    for name in ("server", "config", "tests", "web"):
        shutil.copytree(ROOT / name, folder / name, ignore=SCRIPTED)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def _tried(free: SimpleQueue[Path], mutant: Mutant) -> str:
    folder = free.get()
    file = folder / mutant.file
    whole = file.read_text(encoding="utf-8")
    text = whole
    try:
        for old, new in zip(mutant.old.split("\0"), mutant.new.split("\0"), strict=True):
            if text.count(old) != 1:
                return f"{mutant.file} no longer has this once: {old!r}"
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
        return "" if any(_found(folder, step) for step in _steps(mutant)) else "it was not found"
    finally:
        file.write_text(whole, encoding="utf-8")
        free.put(folder)


def _steps(mutant: Mutant) -> Iterator[list[str]]:
    if mutant.by in STEPS:
        for most in STEPS[mutant.by]:
            if most == MENDED:
                yield _pytest(MENDED)
            else:
                program = ["tests.private.decide", mutant.by, most, *mutant.focus]
                yield [sys.executable, "-B", "-m", *program]
    else:
        yield _pytest(mutant.by)


def _pytest(tests: str) -> list[str]:
    program = [sys.executable, "-B", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    return [*program, tests]


def _found(folder: Path, program: list[str]) -> bool:
    try:
        done = subprocess.run(program, cwd=folder, capture_output=True, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return True  # it does not end
    return done.returncode != 0
