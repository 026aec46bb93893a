"""The units for systemd ask for what the program knows, and for the same protection."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest

from server import __main__ as command_line
from server.arguments import parser
from server.config import settings

CONFIG = Path(__file__).parent.parent / "config"
UNITS = sorted(CONFIG.glob("*.service"))
IN_FILE = {
    "ORDERPAPER_ADDRESS": "https://meetings.council.example",
    "DATABASE_URL": "postgresql:///orderpaper",
}


def lines(unit: Path) -> list[tuple[str, str]]:
    """What a unit sets, in its order."""
    text = unit.read_text("utf-8").replace("%i", "8000").splitlines()
    pairs = (line.partition("=") for line in text if "=" in line and not line.startswith("#"))
    return [(name, value) for name, _, value in pairs]


def test_there_is_one_for_each_kind_of_process() -> None:
    assert {unit.name for unit in UNITS} == {
        "orderpaper.service",
        "orderpaper-web@.service",
        "orderpaper-feed@.service",
    }


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_it_starts_the_program_with_settings_that_this_takes(unit: Path) -> None:
    (command,) = [value for name, value in lines(unit) if name == "ExecStart"]
    environment = dict(value.split("=", 1) for name, value in lines(unit) if name == "Environment")
    program, *words = shlex.split(command)
    assert program == "/opt/orderpaper/bin/orderpaper"
    asked = vars(parser(command_line._RUNS).parse_args(words))
    given = {name: asked[name] for name in ("port", "metrics_port") if name in asked}
    plain = settings({})
    chosen = settings({**environment, **IN_FILE}, **given)
    assert chosen.trusted_proxies == "127.0.0.1"
    assert chosen.data == (plain.data if "feed" in words else Path("/var/lib/orderpaper"))
    assert (chosen.port, chosen.metrics_port) in ((8000, None), (8000, 18000))


def test_all_have_the_same_protection() -> None:
    def protection(unit: Path) -> list[tuple[str, str]]:
        set_there = lines(unit)
        return set_there[set_there.index(("UMask", "0077")) :]

    one, *others = (protection(unit) for unit in UNITS)
    assert ("ProtectSystem", "strict") in one
    assert all(other == one for other in others)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_it_is_started_again_for_as_long_as_it_takes(unit: Path) -> None:
    assert {("Restart", "always"), ("StartLimitIntervalSec", "0")} <= set(lines(unit))


def test_the_paper_for_whoever_runs_it_leads_to_each_of_them() -> None:
    paper = (CONFIG / "README.md").read_text("utf-8")
    assert [unit.name for unit in UNITS if f"]({unit.name})" not in paper] == []
    assert "ExecStart" not in paper, "a unit stands in one place"
    assert os.fspath(Path("server/_config")) in paper
