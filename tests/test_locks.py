"""The locks name versions and hashes, never the place that somebody fetched them from."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def pins(lock: str) -> dict[str, str]:
    """Each library of a lock and its version."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_address(lock: str) -> None:
    words = (ROOT / lock).read_text()
    assert "://" not in words
    assert "--find-links" not in words
    assert "--index-url" not in words


@pytest.mark.parametrize("of", ["web", "server/bench/peers"])
def test_a_lock_of_node_names_no_registry(of: str) -> None:
    packages = json.loads((ROOT / of / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_every_library_that_we_ask_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {match[0] for line in asked if (match := re.match(r"[a-z0-9-]+", line))}
    assert names - pins("requirements-dev.lock").keys() == set()


def test_tests_run_with_the_versions_that_are_shipped() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()
