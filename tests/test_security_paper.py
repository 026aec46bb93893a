"""SECURITY.md says which test holds each promise: the tests are there, and nothing is left unsaid.

Its tables follow the OWASP ASVS 5.0.0, levels 1 and 2: 253 points in 17 chapters.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from datetime import timedelta
from functools import lru_cache
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from server.pages.doors.passphrase import UNFIT

ROOT = Path(__file__).parent.parent
PAPER = (ROOT / "SECURITY.md").read_text()
STATES = ("met", "not applicable", "open")
# How many points of each chapter stand on level 1 and on level 2, as published in May 2025.
POINTS = {
    1: (27, 8, 19),
    2: (11, 4, 7),
    3: (19, 8, 11),
    4: (10, 2, 8),
    5: (9, 4, 5),
    6: (35, 13, 22),
    7: (18, 6, 12),
    8: (7, 4, 3),
    9: (7, 4, 3),
    10: (29, 5, 24),
    11: (14, 3, 11),
    12: (9, 3, 6),
    13: (13, 1, 12),
    14: (9, 2, 7),
    15: (13, 3, 10),
    16: (16, 0, 16),
    17: (7, 0, 7),
}


class Row(NamedTuple):
    """A line of a table: the point, its level, what it asks, its state, and what shows it."""

    point: str
    level: str
    asks: str
    state: str
    why: str

    @property
    def chapter(self) -> int:
        return int(self.point.removeprefix("v5.0.0-").split(".")[0])


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def rows() -> list[Row]:
    lines = [line for line in PAPER.splitlines() if line.startswith("| v5.0.0-")]
    return [Row(*cells(line)) for line in lines]


@lru_cache(maxsize=64)
def held_by(path: Path) -> frozenset[str]:
    """The names of the tests that a file holds, of its classes too."""
    named = frozenset[str]()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            named |= {node.name}
        elif isinstance(node, ast.Assign):  # such as the machines of Hypothesis
            named |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return named


def named_tests(text: str) -> list[tuple[str, str]]:
    return re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)


def anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_every_test_that_the_paper_names_is_there() -> None:
    named = named_tests(PAPER)
    assert named
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).is_file()
        or not re.match("[Tt]est", name)
        or name not in held_by(ROOT / path)
    ]
    assert missing == []


def test_no_test_is_named_in_another_way() -> None:
    whole = {path for path, _ in named_tests(PAPER)}
    alone = set(re.findall(r"\btests/[\w/]+\.py", PAPER)) - whole
    assert alone <= {"tests/test_security_paper.py", "tests/private/releases.py"}


def test_every_point_has_a_state_and_a_word_on_it() -> None:
    unsaid = [row.point for row in rows() if row.state not in STATES or not row.why or not row.asks]
    assert unsaid == []


def test_every_point_stands_once_and_in_order() -> None:
    points = [row.point for row in rows()]
    numbers = [[int(n) for n in p.removeprefix("v5.0.0-").split(".")] for p in points]
    assert numbers == sorted(numbers)
    assert len(set(points)) == len(points)


def test_no_point_of_level_1_or_2_is_left_out() -> None:
    found = {}
    for chapter, of_it in groupby(rows(), key=lambda row: row.chapter):
        levels = Counter(row.level for row in of_it)
        found[chapter] = (levels.total(), levels["1"], levels["2"])
    assert found == POINTS


def test_what_is_met_names_its_test_or_where_it_is_written() -> None:
    unshown = [
        row.point
        for row in rows()
        if row.state == "met" and not re.search(r"`tests/|`ruff |\]\(", row.why)
    ]
    assert unshown == []


def test_the_counts_at_the_top_are_right() -> None:
    counted = Counter((row.level, row.state) for row in rows())
    told = {
        (level, state): int(number)
        for line in PAPER.splitlines()
        if (found := re.match(r"\| level ([12]) \|", line))
        for level in found[1]
        for state, number in zip(STATES, cells(line)[1:4], strict=True)
    }
    assert told == {(level, state): counted[level, state] for level in "12" for state in STATES}
    (last,) = [cells(line) for line in PAPER.splitlines() if line.startswith("| both |")]
    together = Counter(row.state for row in rows())
    assert [int(n) for n in last[1:]] == [*(together[s] for s in STATES), len(rows())]


def test_every_place_that_the_paper_points_to_is_there() -> None:
    headings = {anchor(h) for h in re.findall(r"^#+ (.+)$", PAPER, re.MULTILINE)}
    links = re.findall(r"\]\(([^)\s]+)\)", PAPER)
    assert links
    within = {link[1:] for link in links if link.startswith("#")}
    assert within - headings == set()
    files = {link for link in links if not link.startswith(("#", "https://"))}
    assert {name for name in files if not (ROOT / name).exists()} == set()


def test_the_linter_enforces_each_rule_that_the_paper_names() -> None:
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
    named = set(re.findall(r"`ruff (\w+)`", PAPER))
    assert named
    for rule in named:
        assert rule.startswith(tuple(lint["select"])), rule
        let_off = [path for path, rules in lint["per-file-ignores"].items() if rule in rules]
        assert [path for path in let_off if path.startswith("server")] == []
        waived = rf"noqa:[^#\n]*\b{rule}\b"
        files = [f for f in (ROOT / "server").rglob("*.py") if re.search(waived, f.read_text())]
        assert files == [], rule


def test_the_limits_of_the_paper_are_those_of_the_code() -> None:
    told = re.findall(r"^\| ([^|]+) \| ([^|]+) \| `([\w.]+):(\w+)` \|$", PAPER, re.MULTILINE)
    assert told
    wrong = []
    for what, said, module, name in told:
        limit = spoken(getattr(import_module(module), name))
        if not re.match(rf"{re.escape(limit)}\b", said.strip()):
            wrong.append(f"{what}: the paper says {said}, the code {limit}")
    assert wrong == []


def test_the_words_that_make_no_passphrase_are_those_of_the_code() -> None:
    (listed,) = re.findall(r"these words:\n\n((?:> .*\n)+)", PAPER)
    assert tuple(re.findall(r"\w+", listed)) == UNFIT


def test_the_example_for_nginx_speaks_newer_tls_alone_and_leads_everybody_to_it() -> None:
    given = (ROOT / "config" / "nginx.conf").read_text()
    said = "\n".join(line.partition("#")[0] for line in given.splitlines())
    assert re.findall(r"ssl_protocols ([^;]+);", said) == ["TLSv1.2 TLSv1.3"]
    in_clear, *others = re.findall(r"^server \{.*?^\}", said, re.MULTILINE | re.DOTALL)
    assert "listen 80;" in in_clear
    assert "return 301 https://" in in_clear
    assert "proxy_pass" not in in_clear
    refused = in_clear.index("return 403;")
    assert "socket" in in_clear[:refused]
    assert refused < in_clear.index("return 301")
    (ciphers,) = re.findall(r"ssl_ciphers ([^;]+);", said)
    assert all(
        re.fullmatch(r"ECDHE-\w+-(AES\d+-GCM-\w+|CHACHA20-POLY1305)", c) for c in ciphers.split(":")
    )
    for other in others:
        assert all("ssl" in listen for listen in re.findall(r"listen [^;]+;", other))


def test_the_examples_of_proxies_keep_the_addresses_of_links_out_of_their_logs() -> None:
    given = (ROOT / "config" / "nginx.conf").read_text()
    (secret,) = re.findall(r"location ~ \^/\(enter\|passphrase[^)]*\)/ \{(.*?)\}", given, re.DOTALL)
    assert "access_log off;" in secret
    assert not re.search(r"^\s*log\b", (ROOT / "config" / "Caddyfile").read_text(), re.MULTILINE)


def spoken(limit: object) -> str:
    """A limit as the paper writes it: thousands parted, bytes in whole units, times in words."""
    if isinstance(limit, timedelta):
        seconds = int(limit.total_seconds())
        for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
            if seconds % size == 0:
                count = seconds // size
                return f"{count} {unit}{'s' * (count != 1)}"
    if isinstance(limit, int) and limit >= 1024 and limit % 1024 == 0:
        size, unit = (limit >> 20, "MiB") if limit % (1 << 20) == 0 else (limit >> 10, "KiB")
        return f"{size} {unit}"
    if isinstance(limit, float):
        return f"{limit:g}"
    return f"{limit:,}"
