"""The kinds of business, one file each. Every module in this folder is loaded on import."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules


def load_kinds() -> tuple[str, ...]:
    """Load every kind of business found on this package's path; return their names."""
    names = tuple(module.name for module in iter_modules(__path__))
    for name in names:
        import_module(f"{__name__}.{name}")
    return names


def load_further(folder: str) -> tuple[str, ...]:
    """Load a folder of a council's own kinds of business beside ours."""
    if folder not in __path__:
        __path__.append(folder)
    return load_kinds()


load_kinds()
