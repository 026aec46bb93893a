"""The time limit of a sitting: the meeting agrees to sit on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    Actor,
    Entry,
    Event,
    Meeting,
    Office,
    OnOpenRecord,
    Refused,
    Stamp,
    command,
)
from server.meeting.limit import MOST, extend, sitting_began
from server.meeting.proceedings import item_meanwhile


class SittingExtended(OnOpenRecord, frozen=True):
    """The meeting agreed to sit longer, by so many minutes."""

    title: ClassVar[str] = N_("Sitting extended")
    minutes: int
    text: str = ""

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return super().apply(extend(meeting, self.minutes), stamp)

    def when_struck(self, meeting: Meeting, entry: Entry) -> Meeting:
        began = sitting_began(meeting)
        earlier = began is not None and entry.at < began  # of another sitting, which is over
        return meeting if earlier else extend(meeting, -self.minutes)


@command(Office.CLERK)
def extend_sitting(meeting: Meeting, actor: Actor, minutes: int, text: str = "") -> Iterator[Event]:
    """The meeting agrees to extend its sitting beyond the time limit of its rules."""
    meeting.require_no_vote()
    if meeting.profile.limit.minutes <= 0:
        raise Refused(
            N_("The rules of {body} set no time limit, so there is nothing to extend."),
            body=meeting.body,
        )
    if minutes <= 0:
        raise Refused(N_("Say by how many minutes the sitting is extended: at least one."))
    if meeting.extended + minutes > MOST:
        raise Refused(
            N_("A sitting is extended by a day at most: it has {minutes} minutes more already."),
            minutes=meeting.extended,
        )
    yield SittingExtended(item_meanwhile(meeting, actor.at), minutes, text)
