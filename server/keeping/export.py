"""Everything that a council has, in open formats and in a new folder, so that it can leave.

Whatever the clerk alone may see stands below `private/`, and so does the record itself: it holds
private business and running notes in one chain with all else. Accounts, links and sign-ins are
never read, and rehearsals are left out: nothing of them is the council's. Nothing is changed, and
no server need be stopped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import msgspec

from server.config import Settings
from server.journal.journal import Journal, Row, open_journal
from server.journal.moment import written
from server.keeping import readme
from server.keeping.backup import require_data
from server.keeping.council_files import write_council
from server.keeping.manifest import PAPERS
from server.keeping.places import (
    copy_file,
    files_in,
    make_folder,
    new_folder,
    require_papers_sound,
)
from server.live.erasure import recorded_of
from server.live.meetings import PREFIX
from server.live.rehearsed import is_rehearsal
from server.meeting.audience import seen_by
from server.meeting.event import UnknownEvent
from server.meeting.record import Audience
from server.meeting.sides import Sides, sides_of
from server.minutes import has_private_business, write, write_full
from server.minutes.files import store
from server.render.language import voice

MEETINGS, PRIVATE = "meetings", "private"


class Exported(msgspec.Struct):
    """What an export holds. `unread`: meetings of which there is the record and nothing else, for
    this version cannot read it."""

    meetings: int = 0
    lines: int = 0
    papers: int = 0
    unread: tuple[str, ...] = ()


async def export(settings: Settings, place: Path) -> Exported:
    """Write everything to a new folder at `place`. Raises what is wrong in a sentence."""
    require_data(settings)
    journal = await open_journal(settings.journal, read_only=True)
    try:
        with new_folder(place, settings.data) as part:
            return await _fill(part, journal, settings.data)
    finally:
        await journal.close()


async def _fill(part: Path, journal: Journal, data: Path) -> Exported:
    done, published = Exported(), ""
    for stream in await journal.streams():
        if is_rehearsal(stream):
            continue
        rows = await journal.read(stream)
        done.lines += len(rows)
        await asyncio.to_thread(_write_record, part / PRIVATE / stream, rows)
        if not stream.startswith(PREFIX):
            continue
        try:
            sides = sides_of(recorded_of(rows))
        except UnknownEvent:
            done.unread = (*done.unread, stream.removeprefix(PREFIX))
            continue
        published += await asyncio.to_thread(_write_meeting, part, stream, sides)
        done.meetings += 1
    done.unread += await write_council(part / PRIVATE, journal)
    done.papers = await asyncio.to_thread(_copy_papers, data, part, published)
    _put(part / "README.txt", readme.TEXT)
    return done


def _write_record(folder: Path, rows: Sequence[Row]) -> None:
    """One line of JSON for each event, with all that its digest is made of."""
    _put(folder / "events.jsonl", "".join(f"{_told(row)}\n" for row in rows))


def _told(row: Row) -> str:
    told = {
        "stream": row.stream,
        "position": row.position,
        "event": row.event,
        "id": row.id,
        "actor": row.actor,
        "command": row.command,
        "recorded_at": written(row.recorded_at),
        "happened_at": written(row.happened_at),
        "private": row.private,
        "payload": None if row.payload is None else row.payload.decode(),
        "salt": None if row.salt is None else row.salt.hex(),
        "commitment": row.commitment.hex(),
        "digest": row.digest.hex(),
    }
    return msgspec.json.encode(told).decode()


def _write_meeting(part: Path, stream: str, sides: Sides) -> str:
    """Write a meeting as everybody may see it, and as it is, with the drafts; what the first is."""
    key = stream.removeprefix(PREFIX)
    public = _as_json(seen_by(sides, Audience.PUBLIC))
    _put(part / MEETINGS / key / "meeting.json", public)
    _put(part / PRIVATE / stream / "meeting.json", _as_json(sides.inside))
    profile = sides.inside.profile
    for language in profile.languages:
        tongue = voice(language, profile.timezone)
        store(part / MEETINGS / key, "draft", language, write(sides.outside, tongue))
        if has_private_business(sides.inside):
            full = write_full(sides, tongue)
            store(part / PRIVATE / stream, "draft-restricted", language, full)
    return public


def _as_json(meeting: object) -> str:
    encoded = msgspec.json.encode(meeting, order="deterministic")
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def _copy_papers(data: Path, part: Path, published: str) -> int:
    """A paper that no public meeting speaks of may be exempt, and is among what is private."""
    papers = files_in(data, PAPERS)
    require_papers_sound(data, papers)
    for path in papers:
        name = "".join(Path(path).parts[1:])
        folder = part if name in published else part / PRIVATE
        copy_file(data / path, folder / path, path)
    return len(papers)


def _put(path: Path, text: str) -> None:
    make_folder(path.parent)
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
