"""The statement says what the tests show: each that it names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from server.council.register import Council, Nation
from server.pages.statement.accessibility import accessibility
from server.pages.statement.parts import Points, Way
from server.pages.statement.tested import CHECKED, NOT_ACCESSIBLE, NOT_TESTED, Checked
from tests.pages import axe, visiting
from tests.pages.conftest import RULES

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("checked", CHECKED, ids=lambda each: each.test.rpartition("::")[2])
def test_every_check_that_the_statement_tells_of_is_made(checked: Checked) -> None:
    path, _, name = checked.test.partition("::")
    tree = ast.parse((ROOT / path).read_text())
    named = {node.name for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef)}
    assert name in named


def test_the_guidelines_and_the_widths_are_those_of_the_tests() -> None:
    assert {"wcag2a", "wcag2aa", "wcag22aa"} <= set(RULES)
    assert axe.SMALLEST == 24
    assert visiting.NARROWEST.width == 320
    assert any("320 pixels" in each.words for each in CHECKED)


def test_no_check_is_told_of_that_the_tests_do_not_know() -> None:
    """What is said not to be tested must be said until somebody tests it."""
    sources = "\n".join(
        path.read_text()
        for path in (ROOT / "tests").rglob("*.py")
        if path != Path(__file__).resolve()
    )
    assert not re.search("letter-?spacing|letterSpacing", sources), "then say that it is tested"
    assert not re.search(r"playwright\.(firefox|webkit)\b", sources), "then name the browsers"
    assert any("1.4.12" in each for each in NOT_TESTED)
    assert any("one browser" in each for each in NOT_TESTED)


def test_the_statement_tells_everything_that_is_known() -> None:
    listed = [
        said
        for section in accessibility(()).sections
        for part in section.parts
        if isinstance(part, Points)
        for said in part.said
    ]
    for each in (*NOT_ACCESSIBLE, *NOT_TESTED, *(checked.words for checked in CHECKED)):
        assert each in listed


@pytest.mark.parametrize(
    ("nations", "bodies"),
    [
        ((Nation.WALES,), {"equalityadvisoryservice"}),
        ((Nation.NORTHERN_IRELAND,), {"equalityni"}),
        ((Nation.ENGLAND, Nation.NORTHERN_IRELAND), {"equalityadvisoryservice", "equalityni"}),
        ((), {"equalityadvisoryservice", "equalityni"}),
    ],
)
def test_who_enforces_it_follows_from_the_nation(
    nations: tuple[Nation, ...], bodies: set[str]
) -> None:
    councils = tuple(Council(str(n), f"Council {n}", nation) for n, nation in enumerate(nations))
    (section,) = (s for s in accessibility(councils).sections if s.id == "enforcement")
    links = {part.href for part in section.parts if isinstance(part, Way)}
    assert {re.sub(r"https://www\.(\w+)\..*", r"\1", link) for link in links} == bodies
