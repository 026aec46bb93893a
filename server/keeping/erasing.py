"""Erasing the names of the public from the record of meetings that are long over.

UK GDPR art. 5(1)(e): personal data are kept no longer than their purpose needs. The names of the
public, of those who were registered to speak, who spoke, raised a point of order, or attended as
nobody but themselves, are needed for the minutes to be written and approved, and not after that.
What stays is the record, kept for archiving in the public interest (art. 17(3)(d)): members,
officers and guests of the summons, who attended by a post or for an organisation, and that somebody
spoke, under which item, as what and for how long. The minutes as approved are the council's own,
outside this program. What somebody wrote into the words of an entry or a note cannot be told from
other words: the clerk corrects or strikes that.

First a line says what is erased and what is left (`NamesErased`), then payload and salt of the line
that held the name are overwritten: whoever is stopped in between goes on with the next run.
"""

from __future__ import annotations

import calendar
import logging
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import msgspec

from server.journal.journal import Append, Conflict, Journal, Row
from server.live.documents import Documents
from server.live.erasure import NamesErased, recorded_of
from server.live.lines import line, recorded_in
from server.live.meetings import PREFIX
from server.live.turn import Clock
from server.meeting.event import Event, Recorded, Stamp, UnknownEvent, write_event
from server.meeting.fold import replay
from server.meeting.sides import sides_of
from server.words import N_, Said

ACTOR = "retention"
TRIES = 5  # where somebody else writes to the same stream meanwhile

log = logging.getLogger(__name__)


class NothingDue(Said):
    """Nobody said from when on names are to go, or it cannot be that day."""


class Erased(msgspec.Struct, frozen=True):
    """What was erased, or would be: so many events with names, in so many meetings.

    `unread`: the keys of meetings that this version cannot read, in which nothing was.
    """

    names: int = 0
    meetings: int = 0
    unread: tuple[str, ...] = ()


def day_before_which(today: date, months: int, before: date | None) -> date:
    """Meetings that were over before this day are long over. Raises NothingDue."""
    if before is not None and before > today:
        raise NothingDue(N_("{day} is still to come: name a day that has been."), day=before)
    if before is not None:
        return before
    if not months:
        raise NothingDue(
            N_(
                "No period is set, so nothing is erased: set ORDERPAPER_RETENTION to a number of "
                "months, or say which meetings: --before 2026-01-31."
            )
        )
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(today.day, last))


async def due(journal: Journal, before: date) -> Erased:
    """What `erase` would erase; nothing is."""
    found, unread = await _found(journal, before)
    return _told(found, unread)


async def erase(journal: Journal, before: date, clock: Clock, drafts: Path | None = None) -> Erased:
    """Erase the names of the public from every meeting that was over before that day.

    `drafts`: the folder of the drafts, where no server runs that would write them anew. Raises what
    the journal does; what was erased until then stays erased, and the rest goes with the next run.
    """
    found, unread = await _found(journal, before)
    for each in found:
        await _erase(journal, each, clock)
        if drafts is not None:
            await _write_anew(journal, each.stream, drafts)
    if found:
        log.warning("names of the public erased: %d, in %d meetings", _count(found), len(found))
    return _told(found, unread)


class _Due(msgspec.Struct, frozen=True):
    """What is to go from one stream: the lines that still hold names."""

    stream: str
    positions: tuple[int, ...]


async def _found(journal: Journal, before: date) -> tuple[list[_Due], list[str]]:
    """What is due, and the keys of the meetings that cannot be read."""
    found, unread = [], []
    for stream in await journal.streams(PREFIX):
        rows = await journal.read(stream)
        try:
            positions = tuple(row.position for row, _ in _with_names(rows))
            if positions and _over(rows) < before:
                found.append(_Due(stream, positions))
        except UnknownEvent:
            unread.append(stream.removeprefix(PREFIX))
    return found, unread


def _with_names(rows: Sequence[Row]) -> Iterator[tuple[Row, Event]]:
    """The rows that hold names of the public, each with what is kept of it."""
    for row in rows:
        event = recorded_in(row).event
        kept = event.nameless()
        if kept is not event:
            yield row, kept


def _over(rows: Sequence[Row]) -> date:
    """The day on which a meeting was closed; of one that never was, that of its last line or of its
    start, whichever is later."""
    recorded = recorded_of(rows)
    meeting = replay(recorded)
    closed = meeting.sitting.closed_at
    last = closed or max(recorded[-1].stamp.recorded_at, meeting.starts_at)
    return last.astimezone(meeting.zone).date()


async def _erase(journal: Journal, due: _Due, clock: Clock) -> None:
    await _say(journal, due.stream, clock)
    for position in due.positions:
        await journal.erase(due.stream, position)


async def _say(journal: Journal, stream: str, clock: Clock) -> None:
    """Put on the stream what is kept of each line that holds names, unless that was said before."""
    for tried in range(1, TRIES + 1):
        rows = await journal.read(stream)
        said = {e.of for _, e in recorded_of(rows) if isinstance(e, NamesErased)}
        new = [(row, kept) for row, kept in _with_names(rows) if row.id not in said]
        if not new:
            return
        now = max(clock.now(), rows[-1].recorded_at)
        command = f"erase-{clock.new_id()}"
        lines = tuple(line(_saying(row, kept, now, command, clock.new_id())) for row, kept in new)
        try:
            return await journal.append([Append(stream, len(rows), lines)])
        except Conflict:  # somebody else wrote there first
            if tried == TRIES:
                raise


def _saying(row: Row, kept: Event, now: datetime, command: str, id: str) -> Recorded:
    stamp = Stamp(id, now, now, ACTOR, command, row.private)
    return Recorded(stamp, NamesErased(row.id, row.event, write_event(kept).decode()))


async def _write_anew(journal: Journal, stream: str, drafts: Path) -> None:
    """Write the drafts of a meeting again, where there are any; nothing half written stays."""
    folder = drafts / stream.removeprefix(PREFIX)
    if not folder.is_dir():
        return
    for left in folder.glob(".*.part"):
        left.unlink()
    await Documents(drafts).keep(sides_of(recorded_of(await journal.read(stream))))


def _count(found: Sequence[_Due]) -> int:
    return sum(len(each.positions) for each in found)


def _told(found: Sequence[_Due], unread: Sequence[str]) -> Erased:
    return Erased(_count(found), len(found), tuple(unread))
