"""The sitting as the note tells it: opened, adjourned, resumed and closed."""

from __future__ import annotations

from msgspec.structs import replace

from server.meeting.meeting import Meeting
from server.meeting.record import Audience
from server.meeting.sitting import Change, Phase
from server.minutes.model import SittingNote, Turn
from server.minutes.restricted import read
from server.render.house import house_of
from server.render.language import Voice
from server.render.templates import kind

_TURNS = {
    Phase.OPEN: Turn.OPENED,
    Phase.ADJOURNED: Turn.ADJOURNED,
    Phase.CLOSED: Turn.CLOSED,
}


def sitting(meeting: Meeting, voice: Voice, audience: Audience) -> tuple[SittingNote, ...]:
    """Every change of the sitting, worded."""
    macros = kind(voice, "sitting")
    house = house_of(meeting)

    def worded(change: SittingNote) -> SittingNote:
        html = macros.minutes(change, house, audience.value)  # type: ignore[attr-defined]  # a macro
        return replace(change, pieces=read(str(html)))

    changes = enumerate(meeting.sitting.changes)
    return tuple(worded(_changed(meeting, change, place)) for place, change in changes)


def _with_private_words(meeting: Meeting, change: Change) -> bool:
    """Whether a reason was given in private; that the sitting changed, everybody was told."""
    return change.id in meeting.sealed and bool(change.reason)


def _changed(meeting: Meeting, change: Change, place: int) -> SittingNote:
    resumed = change.phase is Phase.OPEN and place > 0
    turn = Turn.RESUMED if resumed else _TURNS[change.phase]
    at = change.at.astimezone(meeting.zone)
    day = at.date() if at.date() != meeting.date else None
    private = _with_private_words(meeting, change)
    return SittingNote(change.id, turn, at, change.until, change.reason, day, private=private)
