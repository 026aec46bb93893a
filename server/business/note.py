"""Notes: the clerk's text of the discussion under an item. It is not public while it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    UNTIL_CLOSE,
    Actor,
    Audience,
    Event,
    Meeting,
    Noted,
    Office,
    Refused,
    Stamp,
    command,
)
from server.meeting.privacy import require_same_side
from server.meeting.sitting import Phase


class NoteRecorded(Noted, frozen=True):
    """The clerk wrote down what was said."""

    title: ClassVar[str] = N_("Note")
    text: str

    def seen_by(self, audience: Audience) -> NoteRecorded | None:
        return self if audience in (Audience.CLERK, Audience.CHAIR) else None


class NoteEdited(Event, frozen=True):
    """The clerk changed a note. How it read before is kept."""

    title: ClassVar[str] = N_("Note edited")
    entry: str
    text: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return meeting.reword(self.entry, self.text, stamp)


# The clerk writes on while the meeting is adjourned, so notes do not wait until it is resumed.
@command(Office.CLERK, phases=(Phase.OPEN, Phase.ADJOURNED))
def record_note(meeting: Meeting, actor: Actor, text: str, item: str = "") -> Iterator[Event]:
    """Write down the discussion under an item; under the one then in hand if none is named."""
    if not text:
        raise Refused(N_("A note needs words."))
    yield NoteRecorded(meeting.item_or_in_hand(item, actor.at).number, text)


@command(Office.CLERK, phases=UNTIL_CLOSE)
def edit_note(
    meeting: Meeting, actor: Actor, entry: str, text: str, version: int = -1
) -> Iterator[Event]:
    """Change a note until the meeting closes. `version` is the one that was on the screen."""
    found = meeting.entry(entry)
    if not isinstance(found.matter, NoteRecorded):
        raise Refused(N_("That entry is not a note: correct it, and say why."))
    if found.struck is not None:
        raise Refused(N_("That note has been struck out."))
    require_same_side(meeting, found.id)
    found.require_version(version)
    if not text:
        raise Refused(N_("A note needs words. To take it out, strike it."))
    if text == found.matter.text:
        raise Refused(N_("The note reads like that already."))
    yield NoteEdited(entry, text)
