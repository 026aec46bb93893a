"""Actions: who is to do what by when. They may stand outside any decision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    Actor,
    Event,
    Meeting,
    Office,
    OnOpenRecord,
    Refused,
    command,
    replace,
)


class ActionRecorded(OnOpenRecord, frozen=True):
    """Somebody is to do something."""

    title: ClassVar[str] = N_("Action")
    who: str
    what: str
    by_when: str = ""

    @property
    def words(self) -> str:
        return self.what

    def reworded(self, text: str) -> ActionRecorded:
        return replace(self, what=text)


@command(Office.CLERK)
def record_action(
    meeting: Meeting, actor: Actor, who: str, what: str, by_when: str = "", item: str = ""
) -> Iterator[Event]:
    """Take down an action: who, what ("to …"), and by when if it was said."""
    under = meeting.item_or_in_hand(item, actor.at)
    if not who:
        raise Refused(N_("Say who is to do it."))
    first, _, rest = what.partition(" ")
    done = rest.strip() if first.lower() == "to" else what
    if not done:
        raise Refused(N_("Say what is to be done."))
    yield ActionRecorded(under.number, who, done, by_when)
