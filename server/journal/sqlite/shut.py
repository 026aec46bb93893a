"""Nobody but its owner reads the journal: the modes of its files, also of those put back."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from server.journal.journal import IN_DATA_FOLDER

BESIDE = ("", "-wal", "-shm", "-lock")


def shut(path: Path) -> None:
    """Take from everybody else what they may do with this journal, and with its data folder.

    A file that was restored from a backup has the mode that it was copied with. What belongs to
    another user is left as it is: whoever set it up so has reasons, and may not be asked here. So
    is a folder that is no data folder: of other files, or for many users, as its sticky bit says.
    """
    if path.name == IN_DATA_FOLDER:
        shut_folder(path.parent)
    if os.name != "posix":
        return
    for ending in BESIDE:
        _keep(path.with_name(path.name + ending), 0o600)


def shut_folder(folder: Path) -> None:
    """Take from everybody else what they may do in a data folder, whatever is kept there."""
    if os.name == "posix" and not folder.stat().st_mode & stat.S_ISVTX:
        _keep(folder, 0o700)


def _keep(path: Path, mode: int) -> None:
    try:
        found = path.stat()
        if found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) & ~mode:
            path.chmod(stat.S_IMODE(found.st_mode) & mode)
    except FileNotFoundError:
        return
