"""The files of a note in a folder, each put in place whole."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

_NOBODY_ELSE = 0o600
_AS_EVER = 0o666  # less what the umask takes away


def store(
    folder: Path, name: str, language: str, files: Mapping[str, bytes], *, private: bool
) -> list[Path]:
    """Write a note in every format, by its ending, so that nobody ever reads half of a file.

    Where it is private, nobody else on this machine may read the files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = [_path(folder, name, language, ending) for ending in files]
    for path, content in zip(written, files.values(), strict=True):
        _put(path, content, _NOBODY_ELSE if private else _AS_EVER)
    return written


def shut(folder: Path) -> None:
    """Make a folder into which nobody else on this machine may look."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)


def _path(folder: Path, name: str, language: str, ending: str) -> Path:
    return folder / (f"{name}.{ending}" if language == "en" else f"{name}.{language}.{ending}")


def _put(path: Path, content: bytes, mode: int) -> None:
    # With a name of its own: another process may write the same note at the same time.
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "wb") as file:
            file.write(content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
