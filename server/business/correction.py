"""Corrections: strike or reword an entry afterwards, and undo the last act.

The journal keeps what stood before; the record shows the clerk both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    ALWAYS,
    N_,
    UNTIL_CLOSE,
    Actor,
    Entry,
    Event,
    Meeting,
    Office,
    Refused,
    Stamp,
    command,
    replace,
)
from server.meeting.event import Undone, act_key
from server.meeting.privacy import require_same_side
from server.meeting.sitting import Phase


class EntryCorrected(Event, frozen=True):
    """An entry reads otherwise from now on."""

    title: ClassVar[str] = N_("Entry corrected")
    entry: str
    text: str
    reason: str = ""

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return meeting.reword(self.entry, self.text, stamp, self.reason)


class EntryStruck(Event, frozen=True):
    """An entry is struck out: it stays in the journal and leaves the minutes."""

    title: ClassVar[str] = N_("Entry struck out")
    entry: str
    reason: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        found = meeting.find_entry(self.entry)
        if found is None:
            return meeting
        struck = meeting.change_entry(self.entry, lambda e: replace(e, struck=self.reason))
        return found[1].matter.when_struck(struck, found[1])


@command(Office.CLERK, phases=ALWAYS)
def correct_entry(
    meeting: Meeting, actor: Actor, entry: str, text: str, reason: str = "", version: int = -1
) -> Iterator[Event]:
    """Reword an entry. After the close the reason must be given."""
    found = _standing(meeting, entry)
    require_same_side(meeting, found.id)
    if not text:
        raise Refused(N_("A correction needs words. To take the entry out, strike it."))
    if meeting.sitting.phase is Phase.CLOSED and not reason:
        raise Refused(N_("The meeting is closed: say why the entry is corrected."))
    found.require_version(version)
    if text == found.matter.words:
        raise Refused(N_("The entry reads like that already."))
    found.matter.reworded(text)
    yield EntryCorrected(entry, text, reason)


@command(Office.CLERK, phases=ALWAYS)
def strike_entry(meeting: Meeting, actor: Actor, entry: str, reason: str) -> Iterator[Event]:
    """Strike an entry out, with the reason."""
    found = _standing(meeting, entry)
    require_same_side(meeting, found.id)
    found.matter.require_strikable(meeting, found)
    if not reason:
        raise Refused(N_("Say why the entry is struck out."))
    yield EntryStruck(entry, reason)


@command(Office.CLERK, Office.CHAIR, phases=UNTIL_CLOSE)
def undo(meeting: Meeting, actor: Actor, act: str = "") -> Iterator[Event]:
    """Undo one's own last act. `act` is the one that was on the screen. Members withdraw what they
    sent, each by a command of its own, and what a device was told is stored stays."""
    if meeting.sitting.phase is Phase.CLOSED:
        raise Refused(N_("The meeting is closed: correct the entry or strike it out, and say why."))
    if meeting.private is None and meeting.private_at(actor.at):
        raise Refused(N_("What was recorded is undone now: state no time."))
    own = [each for each in meeting.acts if each.actor == actor.key]
    if not own:
        raise Refused(N_("There is nothing to undo."))
    if act and own[-1].id != act:
        raise Refused(N_("Something else was recorded since. Look again, then undo."))
    if own[-1].final:
        raise Refused(own[-1].final)
    done = meeting.find_entry(own[-1].id)
    if done is not None:
        done[1].matter.require_undoable(meeting, done[1])
    require_same_side(meeting, act_key(own[-1].actor, own[-1].command))
    yield Undone(own[-1].actor, own[-1].command)


def _standing(meeting: Meeting, id: str) -> Entry:
    entry = meeting.entry(id)
    if entry.struck is not None:
        raise Refused(N_("That entry has been struck out already."))
    return entry
