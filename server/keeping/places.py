"""Where a copy is put: a folder that is there whole or not at all, and files that are read back."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from server.journal.journal import IN_DATA_FOLDER, Damaged, Full
from server.words import N_, Said

AT_ONCE = 1 << 20  # bytes
NO_ROOM = N_("The disk of {place} is full, and nothing was left there. Make room and try again.")
KEPT_THERE = (IN_DATA_FOLDER, "drafts", "papers")
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_TO_WRITE = {True: os.R_OK | os.W_OK | os.X_OK, False: os.R_OK | os.W_OK}  # a folder, and a file


class CannotBeThere(Said):
    """A copy cannot be put where it was asked for."""


class Filed(msgspec.Struct, frozen=True):
    """One file of a copy: its path within it, with slashes; its bytes; and its SHA-256."""

    path: str
    size: int
    sha256: str


@contextmanager
def new_folder(place: Path, data: Path) -> Iterator[Path]:
    """A folder to fill, which stands at `place` once that has gone well, and is gone otherwise.

    Whoever is killed in between leaves a folder with another name that begins with a dot and ends
    with “.part”. Raises CannotBeThere, and Full where the disk is.
    """
    _require_free(place, data)
    part = place.with_name(f".{place.name}.{secrets.token_hex(4)}.part")
    try:
        with told_of_room(place):
            part.mkdir(mode=0o700)
            yield part
            _settle(part)
            part.rename(place)
            _sync(place.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)


@contextmanager
def told_of_room(place: Path, sentence: str = NO_ROOM) -> Iterator[None]:
    """Say in a sentence that there is no room, whoever finds out. Raises Full."""
    try:
        yield
    except Full as full:
        raise Full(sentence, place=place) from full
    except OSError as trouble:
        if trouble.errno not in _NO_ROOM:
            raise
        raise Full(sentence, place=place) from trouble


@contextmanager
def told_of_data_folder(folder: Path) -> Iterator[None]:
    """Say in a sentence that a data folder cannot be had. Raises CannotBeThere."""
    try:
        yield
    except OSError as trouble:
        raise CannotBeThere(
            N_(
                "The data folder {folder} cannot be made or used: {fault}. "
                "Name another with --data."
            ),
            folder=folder,
            fault=trouble.strerror or trouble,
        ) from trouble


def require_writable(folder: Path) -> None:
    """Find out before anything is begun that what is kept in a data folder cannot be written there.

    Raises CannotBeThere, which names what it is.
    """
    for each in (folder, *(folder / name for name in KEPT_THERE)):
        if each.exists() and not os.access(each, _TO_WRITE[each.is_dir()]):
            raise CannotBeThere(
                N_(
                    "Orderpaper must write to {place}, and this user may not. Give it to the user "
                    "by whom Orderpaper runs, or name another data folder with --data."
                ),
                place=each,
            )


def copy_file(source: Path, target: Path, path: str) -> Filed:
    """Copy a file for its owner alone, wait for the disk, and read the copy back.

    `path`: what it is called within the copy. Raises Damaged if the copy reads otherwise.
    """
    make_folder(target.parent)
    part = target.with_name(f".{target.name}.part")
    new = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(new, "wb") as written, source.open("rb") as read:
        copied, size = hashlib.sha256(), 0
        while piece := read.read(AT_ONCE):
            copied.update(piece)
            size += written.write(piece)
        written.flush()
        os.fsync(written.fileno())
    if digest(part) != copied.hexdigest():
        raise Damaged(N_("The copy of {file} does not read as it was written."), file=path)
    part.replace(target)
    return Filed(path, size, copied.hexdigest())


def make_folder(folder: Path) -> None:
    """Make a folder into which nobody else may look, and those above it that are not there."""
    missing = [each for each in folder.parents if not each.exists()]
    for each in reversed(missing):  # with `parents`, those above would be as open as the umask says
        each.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def filed(folder: Path, path: str) -> Filed:
    """A file of a copy as it is."""
    file = folder / path
    return Filed(path, file.stat().st_size, digest(file))


def digest(file: Path) -> str:
    """The SHA-256 of what a file holds, in hexadecimal."""
    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


def files_in(folder: Path, below: str) -> list[str]:
    """The paths of the files below this part of a folder, sorted; none that is half written."""
    found = (folder / below).rglob("*") if (folder / below).is_dir() else ()
    return sorted(
        file.relative_to(folder).as_posix()
        for file in found
        if file.is_file() and not file.is_symlink() and not file.name.startswith(".")
    )


def require_papers_sound(folder: Path, papers: Iterable[str]) -> None:
    """Papers are named by their SHA-256, with or without slashes in it. Raises Damaged."""
    for path in papers:
        name = "".join(Path(path).parts[1:])
        if _is_digest(name) and digest(folder / path) != name.lower():
            raise Damaged(
                N_("{file} is damaged: it is not what its name says. Find that paper elsewhere."),
                file=path,
            )


def require_outside_backup(data: Path, backup: Path) -> None:
    """A backup stays as it is: nothing is put back into it. Raises CannotBeThere."""
    if _lies_in(data, backup):
        raise CannotBeThere(
            N_("The data folder {folder} lies in the backup. Name another with --data."),
            folder=data,
        )


def _lies_in(place: Path, folder: Path) -> bool:
    return folder.resolve() in (place.resolve(), *place.resolve().parents)


def _is_digest(name: str) -> bool:
    return len(name) == 64 and set(name.lower()) <= set("0123456789abcdef")


def _require_free(place: Path, data: Path) -> None:
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise CannotBeThere(
            N_("There is something at {place} already. Name a folder that is not there yet."),
            place=place,
        )
    if not place.absolute().parent.is_dir():
        raise CannotBeThere(
            N_("There is no folder {folder}. Make it first, or see whether its disk is there."),
            folder=place.absolute().parent,
        )
    if _lies_in(place, data):
        raise CannotBeThere(
            N_("{place} lies in the data folder. Choose a place outside, best on another disk."),
            place=place,
        )


def _settle(folder: Path) -> None:
    """Have all of it on the disk before it gets its name."""
    for each in (*folder.rglob("*"), folder):
        _sync(each)


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
