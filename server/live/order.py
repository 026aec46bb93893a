"""An order: a command as somebody gives it, before it is decided."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from server.meeting.command import SEATS, Actor, Office
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
        office = standing_office(meeting, self.office, self.person)
        if office in SEATS:
            return self._from_a_seat(meeting, office, now, waited)
        at = stated_time(meeting, self.at, now) if self.at else now - waited
        self._require_side(meeting, at)
        return Actor(office, at, now, self.person)

    def _from_a_seat(
        self, meeting: Meeting, office: Office, now: datetime, waited: timedelta
    ) -> Actor:
        """Who acts from their own device acts when it arrives: nobody else saw when it was."""
        if self.at:
            raise Refused(
                N_(
                    "From your own device no time is stated: it counts from when it arrives. Tell "
                    "the clerk when it happened."
                )
            )
        self._require_side(meeting, now)
        return Actor(office, now, now, self.person, now - waited)

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
