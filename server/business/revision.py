"""The agenda published again before the meeting: a supplement, a correction, another day or place.

It comes from the agenda in preparation, whole, by the officer who publishes it. What is on record
already stays as it is: an item with something under it keeps its number and its title, and whoever
has said something ahead stays on the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    Actor,
    Event,
    Meeting,
    Office,
    Refused,
    Stamp,
    command,
    replace,
)
from server.meeting.convened import MeetingConvened
from server.meeting.republished import (
    items_spoken_for,
    people_spoken_for,
    republished,
    require_still_closed,
)
from server.meeting.sitting import Phase


class AgendaRevised(Event, frozen=True):
    """The agenda was published again, as it is now; `what` tells everybody what is new."""

    title: ClassVar[str] = N_("Agenda revised")
    undoable: ClassVar[bool] = False
    agenda: MeetingConvened
    what: str = ""

    def told(self, heard: Meeting, stamp: Stamp) -> AgendaRevised:
        """Closed items by their open titles alone, and no exempt paper."""
        return replace(self, agenda=self.agenda.told(heard, stamp))

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return republished(meeting, self.agenda.apply(meeting, stamp), self.what, stamp.happened_at)


@command(Office.SERVER, phases=(Phase.BEFORE,))
def revise_agenda(
    meeting: Meeting, actor: Actor, agenda: MeetingConvened, what: str
) -> Iterator[Event]:
    """Publish the agenda again, before the meeting is opened, with a sentence on what is new."""
    if meeting.notice.cancelled:
        raise Refused(N_("The meeting was cancelled, so nothing of it is published any more."))
    if not what:
        raise Refused(N_("Say what is new, in a sentence for everybody."))
    new = agenda.apply(meeting, Stamp("", actor.at, actor.now, "", ""))
    for number in items_spoken_for(meeting):
        found, was = new.find_item(number), meeting.find_item(number)
        if was is not None and (found is None or found.title != was.title):
            raise Refused(
                N_(
                    "Somebody has declared, sent or recorded something under item {number}, "
                    "“{title}”: it keeps its number and its title."
                ),
                number=number,
                title=was.title,
            )
    listed = {person.id for person in new.people}
    for person in people_spoken_for(meeting):
        if person not in listed:
            raise Refused(
                N_("{name} is on record already, and stays on the list of this meeting."),
                name=meeting.name_of(person),
            )
    require_still_closed(meeting, new)
    yield AgendaRevised(agenda, what)
