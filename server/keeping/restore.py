"""A backup put back, where nothing is: read before, and read again in its place."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.config import Settings
from server.journal.journal import IN_DATA_FOLDER, Damaged
from server.journal.move import NotEmpty, move
from server.journal.snapshot import held
from server.journal.sqlite.shut import shut_folder
from server.keeping import manifest
from server.keeping.manifest import DRAFTS, PAPERS, Manifest
from server.keeping.places import (
    copy_file,
    digest,
    make_folder,
    require_outside_backup,
    told_of_data_folder,
    told_of_room,
)
from server.words import N_

NO_ROOM = N_("The disk of {place} is full, so no journal was restored. Make room, and do it again.")
BESIDE = ("", "-wal", "-journal")
"""What a journal may consist of: a log that was left behind would be read into the new one."""


async def restore(settings: Settings, backup: Path) -> Manifest:
    """Put a backup into the data folder, its journal into the database if there is one.

    The journal comes last, so that until all the rest is there no server finds one. The backup
    stays as it is. Raises NotWhole and Damaged for a bad one; NotEmpty where a journal or another
    draft or paper of the same name is; CannotBeThere; Full; and what `move` does.
    """
    made = manifest.read(backup)
    require_outside_backup(settings.data, backup)
    await _check(backup, made)
    files = [*made.below(DRAFTS), *made.below(PAPERS)]
    _require_nothing(settings, backup, files)
    with told_of_data_folder(settings.data):
        make_folder(settings.data)
    with told_of_room(settings.data, NO_ROOM):
        await asyncio.to_thread(_put_files, backup, settings.data, files)
        await _put_journal(settings, backup)
    if await held(settings.journal) != made.journal:
        raise Damaged(N_("What was restored is not what the backup holds. Take another disk."))
    return made


async def _check(backup: Path, made: Manifest) -> None:
    try:
        await manifest.check(backup, made)
    except Damaged as found:
        if "file" in found.values:  # it is told of the backup already
            raise
        fault, _, _ = str(found).partition(". ")  # what follows is advice for a data folder
        raise Damaged(
            N_("The backup is damaged: {fault}. Nothing was restored; take another backup."),
            fault=fault.rstrip("."),
        ) from found


def _require_nothing(settings: Settings, backup: Path, files: list[str]) -> None:
    journal = settings.data / IN_DATA_FOLDER
    if not settings.database_url:
        for ending in BESIDE:
            if journal.with_name(journal.name + ending).exists():
                raise _journal_there(settings.data)
    for path in files:
        there = settings.data / path
        if there.exists() and digest(there) != digest(backup / path):
            raise NotEmpty(
                N_("There is another {file} in {folder} already. Restore into an empty folder."),
                file=path,
                folder=settings.data,
            )


def _put_files(backup: Path, data: Path, files: list[str]) -> None:
    shut_folder(data)
    for path in files:
        copy_file(backup / path, data / path, path)


async def _put_journal(settings: Settings, backup: Path) -> None:
    """A copy is opened for writing, never the backup itself."""
    with _beside(settings.data) as part:
        copied = part / IN_DATA_FOLDER
        await asyncio.to_thread(copy_file, backup / IN_DATA_FOLDER, copied, IN_DATA_FOLDER)
        if settings.database_url:
            await move(copied, settings.database_url, lambda done, total: None)
            return
        try:
            os.link(copied, settings.data / IN_DATA_FOLDER)  # which takes no place that is taken
        except FileExistsError as taken:
            raise _journal_there(settings.data) from taken


@contextmanager
def _beside(data: Path) -> Iterator[Path]:
    for left in data.glob(".restoring-*"):  # by one that was killed
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=data) as part:
        yield Path(part)


def _journal_there(folder: Path) -> NotEmpty:
    return NotEmpty(
        N_(
            "There is a journal in {folder} already, and it was left as it is. "
            "Name an empty folder: --data FOLDER."
        ),
        folder=folder,
    )
