"""The files that come with the program are found in a work tree and in an installed copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from server import places

ROOT = Path(__file__).parent.parent


def test_a_work_tree_serves_its_own_files() -> None:
    assert places.templates() == ROOT / "web" / "templates"
    assert places.dist() == ROOT / "web" / "dist"
    assert places.config() == ROOT / "config"
    assert places.locale() == ROOT / "server" / "locale"


def test_an_installed_copy_serves_what_it_carries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_web" / "templates").mkdir(parents=True)
    (tmp_path / "_web" / "dist").mkdir()
    (tmp_path / "_config").mkdir()
    monkeypatch.setattr(places, "_PACKAGE", tmp_path)
    assert places.templates() == tmp_path / "_web" / "templates"
    assert places.dist() == tmp_path / "_web" / "dist"
    assert places.config() == tmp_path / "_config"
    assert places.locale() == tmp_path / "locale"
