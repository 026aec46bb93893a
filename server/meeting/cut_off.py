"""Cut off: remote members whose connection was lost, so that they may not have heard.

Where members who take part remotely count, they are present only while they can hear and be heard
(SI 2020/392 reg 5; LG&E(W) Act 2021 s.47). A device that is connected is no proof of that, and one
that is lost none of the contrary: it is a reason to ask, before the vote is closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from server.meeting.meeting import Meeting
from server.meeting.presence import Mode
from server.meeting.quorum import spell_of
from server.meeting.sitting import Phase
from server.meeting.votes import Vote

_ALWAYS = datetime.max.replace(tzinfo=UTC)


class CutOff(msgspec.Struct, frozen=True):
    """Somebody whose devices were all lost: since when, and whether one is back."""

    person: str
    at: datetime
    back: bool = False


def cut_off(meeting: Meeting, vote: Vote, until: datetime | None = None) -> tuple[CutOff, ...]:
    """Those on the roll who take part remotely, of whom no vote is known, and whose connection was
    lost while the vote was open, by that time or until now. Nobody where remote members do not
    count: they are on no roll."""
    if not vote.uncast:
        return ()
    waiting = (person for person in vote.roll if person not in vote.cast)
    remote = (person for person in waiting if _remote(meeting, person, until))
    return tuple(
        CutOff(person, at, meeting.connections.connected(person))
        for person in remote
        if (at := meeting.connections.lost_within(person, vote.put_at, until or _ALWAYS))
    )


def cut_off_now(meeting: Meeting) -> Iterator[CutOff]:
    """Those who take part remotely and are not connected any more; while a vote is open also those
    who were not for a time, and have not voted."""
    if meeting.sitting.phase is not Phase.OPEN:
        return
    vote = meeting.votes.pending
    missed = {each.person: each for each in cut_off(meeting, vote)} if vote and vote.open else {}
    for person in meeting.callable:
        if _remote(meeting, person.id):
            at = meeting.connections.lost_since(person.id)
            lost = missed.get(person.id) or (CutOff(person.id, at) if at else None)
            if lost is not None:
                yield lost


def _remote(meeting: Meeting, id: str, at: datetime | None = None) -> bool:
    """Whether this person takes part remotely, where that counts."""
    person = meeting.find_person(id)
    if person is None or not meeting.profile.remote_counts:
        return False
    spell = spell_of(meeting, person, at)
    return spell is not None and spell.mode is Mode.REMOTE
