"""Nobody but its owner reads the journal: the modes of its files, also of those put back."""

from __future__ import annotations

import os
import stat
from pathlib import Path

BESIDE = ("", "-wal", "-shm", "-lock")


def shut(path: Path) -> None:
    """Take from everybody else what they may do with this journal and its folder.

    A file that was restored from a backup has the mode that it was copied with. What belongs to
    another user is left as it is: whoever set it up so has reasons, and may not be asked here.
    """
    if os.name != "posix":
        return
    _keep(path.parent, 0o700)
    for ending in BESIDE:
        _keep(path.with_name(path.name + ending), 0o600)


def _keep(path: Path, mode: int) -> None:
    try:
        found = path.stat()
        if found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) & ~mode:
            path.chmod(stat.S_IMODE(found.st_mode) & mode)
    except FileNotFoundError:
        return
