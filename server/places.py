"""Where the files are that come with the program but are not code.

An installed copy carries them inside the package; a work tree keeps them beside it.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def templates() -> Path:
    """The folder of the page templates."""
    return _place("_web/templates", "web/templates")


def dist() -> Path:
    """The folder of the built scripts and styles, with their manifest.json."""
    return _place("_web/dist", "web/dist")


def config() -> Path:
    """The folder of the default settings and the profiles of bodies."""
    return _place("_config", "config")


def locale() -> Path:
    """The folder of the translations, one folder a language."""
    return _PACKAGE / "locale"


def _place(installed: str, in_work_tree: str) -> Path:
    inside = _PACKAGE / installed
    return inside if inside.is_dir() else _PACKAGE.parent / in_work_tree
