"""What is to be filled in in a wording that somebody wrote."""

from __future__ import annotations

from collections.abc import Collection
from string import Formatter


def placeholders(text: str) -> frozenset[str] | None:
    """The names in braces in a text; None if they are more than names, or a brace is left over."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return None
    if any(form or turn for _, _, form, turn in parts):
        return None
    return frozenset(name for _, name, _, _ in parts if name is not None)


def braced(names: Collection[str]) -> str:
    """These names as a wording writes them: {body}, {recommendation}."""
    return ", ".join(f"{{{name}}}" for name in names)
