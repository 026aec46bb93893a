"""An order: a command as somebody gives it, before it is decided."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from server.meeting.command import Actor, Office
from server.meeting.meeting import Meeting
from server.meeting.presiding import standing_office
from server.meeting.refused import Refused
from server.meeting.stated import stated_time
from server.words import N_

LONGEST_WAIT = timedelta(hours=12)


class Order(msgspec.Struct, frozen=True):
    """Who orders what.

    `id` is made by the client and unique per actor: the same order sent twice happens once.
    `waited`: milliseconds since it was given, when it had to wait for a connection; the age and
    not the time, so that a wrong clock at the client does no harm. `at`: a stated time of day.
    `side`: the exclusion under which its words were begun, "" in public; None if nobody says.
    """

    office: Office
    command: str
    given: dict[str, object]
    id: str
    person: str = ""
    at: str = ""
    waited: float = 0.0
    side: str | None = None

    @property
    def actor(self) -> str:
        """Who gives it, as the journal names them."""
        return f"person:{self.person}" if self.person else self.office.value

    def actor_at(self, meeting: Meeting, now: datetime) -> Actor:
        """The actor with the time at which this happened. Raises Refused."""
        if not 0 <= self.waited <= LONGEST_WAIT / timedelta(milliseconds=1):
            raise Refused(
                N_("This waited longer than {hours} hours to be sent. See whether it still holds."),
                hours=LONGEST_WAIT.seconds // 3600,
            )
        waited = timedelta(milliseconds=self.waited)
        at = stated_time(meeting, self.at, now) if self.at else now - waited
        self._require_side(meeting, at)
        office = standing_office(meeting, self.office, self.person)
        return Actor(office, at, now, self.person)

    def _require_side(self, meeting: Meeting, at: datetime) -> None:
        """Refuse what was begun in private and comes when the public is back, unless its time says
        that it belongs there: it would be published."""
        now = meeting.private.by if meeting.private is not None else ""
        if not self.side or self.side == now or meeting.private_at(at):
            return
        raise Refused(
            N_(
                "The public is back since you began this in private, so it would be published. "
                "Your words are kept: read them again and record them, or give the time in "
                "private at which it happened."
            )
        )


class Answer(msgspec.Struct, frozen=True):
    """The acknowledgement of an order: it is stored. `entry` is what it put on record, if one.

    `stored`: since when; of an answer that an older version gave, nobody knows.
    """

    ok: bool = True
    entry: str = ""
    said: str = ""
    stored: datetime | None = None
