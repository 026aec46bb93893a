"""Every script of this folder plays to its end, and every rule of the table is tested."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from server.meeting.sitting import Phase
from server.script import Performance, play, read_script
from tests.traps.rule import Rule
from tests.traps.rules import RULES
from tests.traps.told import FOLDER, MEETINGS, SCRIPTS, told

ROOT = FOLDER.parent.parent


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_plays_to_its_end(script: str) -> None:
    lines = read_script((FOLDER / f"{script}.jsonl").read_text(encoding="utf-8"))
    performance = Performance(MEETINGS.__getitem__)
    performance.play(lines)
    assert performance.meeting.sitting.phase is not Phase.BEFORE
    assert performance.recorded == play(lines, MEETINGS.__getitem__)
    assert told(script).to_the_end().meeting == performance.meeting


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_where_a_rule_is_kept_is_known(rule: Rule) -> None:
    text = (ROOT / rule.file).read_text(encoding="utf-8")
    assert text.count(rule.old) == 1, f"{rule.file} no longer has once: {rule.old}"
    changed = text.replace(rule.old, rule.new)
    assert changed != text
    ast.parse(changed)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_tests_of_a_rule_exist(rule: Rule) -> None:
    assert rule.source
    assert rule.tests
    for test in rule.tests:
        file, _, name = test.partition("::")
        assert f"def {name.partition('[')[0]}(" in Path(ROOT / file).read_text(encoding="utf-8")


def test_every_rule_has_its_own_name() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
