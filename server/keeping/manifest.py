"""The manifest of a backup: what is in it. It is written last, so that without it nothing is whole.

It tells damage, not forgery: whoever can write to a backup can write its manifest too.
"""

from __future__ import annotations

from datetime import datetime
from importlib import metadata
from pathlib import Path

import msgspec

from server.journal.journal import IN_DATA_FOLDER, Damaged
from server.journal.snapshot import Held, held
from server.keeping.places import Filed, digest, require_papers_sound
from server.words import N_, Said

NAME = "manifest.json"
FORM = 1
DRAFTS, PAPERS = "drafts", "papers"


class NotWhole(Said):
    """This is no backup, or not all of one."""


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds, and what made it when.

    `form` counts what this looks like; `journal` is where each stream ends, and its digest there.
    """

    form: int
    orderpaper: str
    made_at: datetime
    journal: Held
    files: tuple[Filed, ...]

    def below(self, folder: str) -> list[str]:
        """The files of one folder of it."""
        return [each.path for each in self.files if each.path.startswith(f"{folder}/")]


def version() -> str:
    """The version of Orderpaper that runs."""
    try:
        return metadata.version("orderpaper")
    except metadata.PackageNotFoundError:  # it runs from a clone
        return "from a clone"


def write(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a backup that is whole."""
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    (folder / NAME).touch(mode=0o600)
    (folder / NAME).write_bytes(text + b"\n")


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises NotWhole."""
    try:
        manifest = msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)
    except (FileNotFoundError, NotADirectoryError) as missing:
        raise NotWhole(
            N_(
                "{folder} is no backup, or the making of it was cut short: it has no {name}. "
                "Name a folder that “orderpaper backup” has made."
            ),
            folder=folder,
            name=NAME,
        ) from missing
    except msgspec.DecodeError as trouble:
        raise _not_as_written(NAME) from trouble
    if manifest.form > FORM:
        raise NotWhole(
            N_("{folder} was made by a newer version of Orderpaper. Install that version."),
            folder=folder,
        )
    return manifest


async def check(folder: Path, manifest: Manifest) -> None:
    """Read all of a backup: every file, every chain and every paper. Raises Damaged, which names
    what is damaged."""
    if not (folder / IN_DATA_FOLDER).is_file():
        raise _missing(IN_DATA_FOLDER)
    found = await held(folder / IN_DATA_FOLDER)  # first, for it says which line is damaged
    if found != manifest.journal:
        raise _not_as_written(IN_DATA_FOLDER)
    for each in manifest.files:
        _check_file(folder, each)
    require_papers_sound(folder, manifest.below(PAPERS))


def _check_file(folder: Path, each: Filed) -> None:
    file = folder / each.path
    if not file.is_file():
        raise _missing(each.path)
    if file.stat().st_size != each.size or digest(file) != each.sha256:
        raise _not_as_written(each.path)


def _missing(path: str) -> Damaged:
    return Damaged(
        N_("The backup is damaged: {file} is missing. Nothing was restored; take another backup."),
        file=path,
    )


def _not_as_written(path: str) -> Damaged:
    return Damaged(
        N_(
            "The backup is damaged: {file} is not what was written. Nothing was restored; take "
            "another backup."
        ),
        file=path,
    )
