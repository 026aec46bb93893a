"""A backup: journal, drafts and papers in a new folder, made while the server runs, and read back.

It is laid out as a data folder is, so that nothing but Orderpaper itself is needed to read it. The
journal is copied first, in one snapshot: a paper that it speaks of was stored before.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from server.config import Settings
from server.journal.journal import IN_DATA_FOLDER, Unusable
from server.journal.snapshot import held, snapshot
from server.keeping import manifest
from server.keeping.manifest import DRAFTS, PAPERS, Manifest
from server.keeping.places import Filed, copy_file, filed, files_in, new_folder
from server.words import N_


async def back_up(settings: Settings, place: Path, now: datetime) -> Manifest:
    """Make a backup at `place`, where nothing may be yet; what is in it.

    Everything that was acknowledged before this began is in it. It stands there only if all of it
    was read back and every chain is unbroken. Raises what is wrong in a sentence.
    """
    require_data(settings)
    with new_folder(place, settings.data) as part:
        await snapshot(settings.journal, part / IN_DATA_FOLDER)
        files = await asyncio.to_thread(_copy_files, settings.data, part)
        journal = await held(part / IN_DATA_FOLDER)
        made = Manifest(manifest.FORM, manifest.version(), now, journal, tuple(files))
        await manifest.check(part, made)
        manifest.write(part, made)
    return made


def require_data(settings: Settings) -> None:
    """Say that a folder is not there, before it is looked for what should be in it."""
    if not settings.database_url and not settings.data.is_dir():
        raise Unusable(
            N_("There is no data folder {folder}. Name it: --data FOLDER."), folder=settings.data
        )


def _copy_files(data: Path, part: Path) -> list[Filed]:
    files = [filed(part, IN_DATA_FOLDER)]
    for below in (DRAFTS, PAPERS):
        files += [copy_file(data / path, part / path, path) for path in files_in(data, below)]
    return files
