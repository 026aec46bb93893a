"""The minutes of an earlier meeting: corrections asked for, and their agreement.

Only their accuracy may be debated. The earlier record is never edited: corrections are listed
beside it and the agreement is "subject to" them (LGA 1972 Sch 12 para 41).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from server.meeting import (
    N_,
    Actor,
    AgendaItem,
    Event,
    Meeting,
    Office,
    OnOpenRecord,
    Refused,
    command,
)


class MinutesCorrectionAsked(OnOpenRecord, frozen=True):
    """Somebody asked that the minutes of an earlier meeting be corrected."""

    title: ClassVar[str] = N_("Correction to earlier minutes")
    of: date
    text: str


class PreviousMinutesAgreed(OnOpenRecord, frozen=True):
    """The minutes of an earlier meeting were agreed, as they stood or subject to corrections."""

    title: ClassVar[str] = N_("Earlier minutes agreed")
    concludes: ClassVar[bool] = True
    of: date
    subject_to_corrections: bool = False


@command(Office.CLERK)
def correct_previous_minutes(
    meeting: Meeting, actor: Actor, text: str, item: str = ""
) -> Iterator[Event]:
    """A correction to the earlier minutes is asked for, as the clerk words it."""
    brought, of = _bringing_minutes(meeting, actor, item)
    if not text:
        raise Refused(N_("Say what is to be corrected."))
    yield MinutesCorrectionAsked(brought.number, of, text)


@command(Office.CLERK)
def agree_previous_minutes(
    meeting: Meeting, actor: Actor, item: str = "", subject_to_corrections: bool = False
) -> Iterator[Event]:
    """The earlier minutes are agreed as a correct record, or subject to the corrections asked."""
    meeting.require_no_vote()
    brought, of = _bringing_minutes(meeting, actor, item)
    if meeting.motions.first_in(brought.number) is not None:
        raise Refused(
            N_("A motion on them is before the meeting: put it, or have it withdrawn, first.")
        )
    if not brought.taken:
        raise Refused(
            N_("Item {number} has not been taken yet. Take it first."), number=brought.number
        )
    matters = [entry.matter for entry in brought.record if entry.struck is None]
    if any(isinstance(matter, PreviousMinutesAgreed) for matter in matters):
        raise Refused(N_("These minutes have been agreed already."))
    asked = any(isinstance(matter, MinutesCorrectionAsked) for matter in matters)
    if subject_to_corrections and not asked:
        raise Refused(N_("No correction has been asked for: record it first."))
    yield PreviousMinutesAgreed(brought.number, of, subject_to_corrections)


def _bringing_minutes(meeting: Meeting, actor: Actor, number: str) -> tuple[AgendaItem, date]:
    item = meeting.item_or_in_hand(number, actor.at)
    if item.minutes_of is None:
        raise Refused(
            N_("Item {number} does not bring the minutes of an earlier meeting."),
            number=item.number,
        )
    return item, item.minutes_of
