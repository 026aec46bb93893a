"""Every rule of the traps is taken out of a copy of the code in turn; its tests must then fail.

Nothing is changed here: all happens in temporary folders, which are gone at the end.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue

from tests.traps.rule import Rule
from tests.traps.rules import RULES

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 120  # seconds for the tests of one rule
NOT_COPIED = shutil.ignore_patterns("__pycache__", "node_modules", ".mypy_cache", "dist")
TESTS_FAILED = 1


def mutations(workers: int = 2) -> Iterator[tuple[Rule, str]]:
    """Each rule with what is wrong; nothing is wrong if a test failed without the rule."""
    with ExitStack() as stack:
        free: SimpleQueue[Path] = SimpleQueue()
        for _ in range(workers):
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="orderpaper-soak-"))
            free.put(_copied(Path(folder)))
        pool = stack.enter_context(ThreadPoolExecutor(workers))
        whole = tuple(dict.fromkeys(test for rule in RULES for test in rule.tests))
        said = _tested(free, whole)
        if said != 0:
            raise SystemExit(f"The tests of the traps fail as the code is (pytest: {said}).")
        yield from zip(RULES, pool.map(lambda rule: _without(free, rule), RULES), strict=True)


def _copied(folder: Path) -> Path:
    """What the tests of the traps need, in a folder of its own."""
    for name in ("server", "config", "tests", "web"):
        shutil.copytree(ROOT / name, folder / name, ignore=NOT_COPIED)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def _without(free: SimpleQueue[Path], rule: Rule) -> str:
    folder = free.get()
    file = folder / rule.file
    whole = file.read_text(encoding="utf-8")
    try:
        if whole.count(rule.old) != 1:
            return f"{rule.file} no longer has this once: {rule.old!r}"
        file.write_text(whole.replace(rule.old, rule.new), encoding="utf-8")
        said = _run(folder, rule.tests)
    finally:
        file.write_text(whole, encoding="utf-8")
        free.put(folder)
    if said == TESTS_FAILED:
        return ""
    return "nothing failed without it" if said == 0 else f"pytest could not run it ({said})"


def _tested(free: SimpleQueue[Path], tests: tuple[str, ...]) -> int:
    folder = free.get()
    try:
        return _run(folder, tests)
    finally:
        free.put(folder)


def _run(folder: Path, tests: tuple[str, ...]) -> int:
    """Run some tests in a folder; pytest's answer."""
    program = [sys.executable, "-B", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(program, cwd=folder, capture_output=True, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return TESTS_FAILED  # without the rule it does not end
    return done.returncode
