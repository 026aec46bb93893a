"""What the command line does to keep and to move data, and what it tells of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from server import business
from server.config import Settings
from server.journal.journal import open_journal
from server.keeping import erasing
from server.keeping.backup import back_up, require_data
from server.keeping.erasing import Erased
from server.keeping.export import export as write_export
from server.keeping.manifest import DRAFTS, PAPERS, Manifest
from server.keeping.restore import restore as put_back
from server.live.turn import Clock
from server.render import templates


async def backup(chosen: Settings, place: Path, clock: Clock) -> str:
    """Make a backup; what came of it, and how it is put back."""
    made = await back_up(chosen, place, clock.now())
    return (
        f"Backed up to {place}: {_held(made)}.\n"
        "All of it was read back, and every chain is unbroken.\n"
        f"To restore it where nothing is: orderpaper restore {place} --data FOLDER\n"
        "It holds private business and people’s names: keep it as safe as the data folder."
    )


async def restore(chosen: Settings, backup: Path) -> str:
    """Restore a backup; what came of it."""
    made = await put_back(chosen, backup)
    go_on = "orderpaper serve" if chosen.database_url else f"orderpaper serve --data {chosen.data}"
    when = made.made_at.astimezone().strftime("%d %B %Y, %H:%M")
    return (
        f"Restored the backup of {when}: {_held(made)}.\n"
        "All of it was read again in its new place, and every chain is unbroken.\n"
        f"The meetings go on from there: {go_on}"
    )


async def export(chosen: Settings, place: Path) -> str:
    """Export everything; what came of it."""
    load_further(chosen)
    done = await write_export(chosen, place)
    unread = [
        f"Of {key} there is the record alone: this version of Orderpaper cannot read it."
        for key in done.unread
    ]
    told = (
        f"Exported to {place}: {_many(done.meetings, 'meeting')} with {_many(done.lines, 'line')},"
        f" and {_many(done.papers, 'paper')}. README.txt there explains it.",
        f"{place / 'private'} is not for publication.",
    )
    return "\n".join((*told, *unread))


def day_of(chosen: Settings, before: date | None, clock: Clock) -> date:
    """Meetings over before this day lose the names of the public. Raises NothingDue."""
    return erasing.day_before_which(clock.now().date(), chosen.retention, before)


async def erase(chosen: Settings, before: date, clock: Clock, *, dry: bool) -> Erased:
    """Erase names where no server has the journal file open. Raises InUse where one has."""
    require_data(chosen)
    load_further(chosen)
    journal = await open_journal(chosen.journal, read_only=True)  # which makes none
    try:
        found = await erasing.due(journal, before)
    finally:
        await journal.close()
    if dry:
        return found
    journal = await open_journal(chosen.journal)
    try:
        return await erasing.erase(journal, before, clock, chosen.drafts)
    finally:
        await journal.close()


def told_of(erased: Erased, before: date, *, dry: bool) -> str:
    """What was erased, or would be."""
    done = "Would erase" if dry else "Erased"
    told = [
        f"{done} the names of the public from {_many(erased.names, 'line')} in"
        f" {_many(erased.meetings, 'meeting')} that ended before {before:%d %B %Y}."
    ]
    if erased.names and not dry:
        told.append(
            "They are in every earlier backup and export still: delete those in their time."
        )
    told += [f"{key} cannot be read by this version: nothing there." for key in erased.unread]
    return "\n".join(told)


def _held(made: Manifest) -> str:
    journal = made.journal
    return (
        f"{_many(len(journal.ends), 'stream')} with {_many(journal.lines, 'line')},"
        f" an audit log of {_many(journal.audited, 'line')},"
        f" {_many(len(made.below(DRAFTS)), 'file')} of drafts and"
        f" {_many(len(made.below(PAPERS)), 'paper')}"
    )


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def load_further(chosen: Settings) -> None:
    """Kinds of business of the council's own must be known before a journal is read."""
    if chosen.further is not None:
        business.load_further(str(chosen.further / "business"))
        templates.further_folders.append(str(chosen.further / "templates"))
