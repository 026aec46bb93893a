"""The files of a note in a folder, each put in place whole."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

_NOBODY_ELSE = 0o600


def store(folder: Path, name: str, language: str, files: Mapping[str, bytes]) -> list[Path]:
    """Write a note in every format, by its ending, so that nobody ever reads half of a file.

    Nobody else on this machine may read the files, nor look into a folder that is made for them:
    what is private must not be told by what is shut.
    """
    _make(folder)
    written = [_path(folder, name, language, ending) for ending in files]
    for path, content in zip(written, files.values(), strict=True):
        _put(path, content)
    return written


def shut(folder: Path) -> None:
    """Make a folder into which nobody else on this machine may look."""
    _make(folder)
    folder.chmod(0o700)


def _make(folder: Path) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):  # with `parents`, those above would be as open as the umask says
        each.mkdir(mode=0o700, exist_ok=True)


def _path(folder: Path, name: str, language: str, ending: str) -> Path:
    return folder / (f"{name}.{ending}" if language == "en" else f"{name}.{language}.{ending}")


def _put(path: Path, content: bytes) -> None:
    # With a name of its own: another process may write the same note at the same time.
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    new = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    try:
        with os.fdopen(os.open(part, new, _NOBODY_ELSE), "wb") as file:
            file.write(content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
