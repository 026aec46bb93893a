"""The vote that is open, for one member: what is put, whether they vote on it, and why not."""

from __future__ import annotations

from datetime import datetime

import msgspec

from server.meeting.people import Person
from server.meeting.presence import Mode
from server.meeting.quorum import here
from server.meeting.votes import Bar, Excluded, Vote, Way
from server.render.language import Voice
from server.render.own.put import Put, named, put
from server.render.room import Room
from server.words import N_, Said, Term


class Ballot(msgspec.Struct, frozen=True):
    """The vote that is open, for one member. `choice` is empty until they have voted.

    `put` has its words only while the member is to read them here. `why` they are not on the roll,
    and the `rule` that says so. `remote`: they are not in the room. `away`: they are recorded
    as not here any more, so they cannot vote.
    """

    vote: str
    way: str
    put: Put
    on_roll: bool
    choice: str = ""
    receipt: str = ""
    by_device: bool = False
    at: datetime | None = None
    may_change: bool = False
    source: str = ""
    why: str = ""
    rule: str = ""
    remote: bool = False
    away: bool = False

    @property
    def waits(self) -> bool:
        """Whether this member is to vote."""
        return self.on_roll and not self.choice and not self.away


def ballot(room: Room, vote: Vote, person: Person, voice: Voice) -> Ballot:
    """This vote, for this member."""
    on_roll, choice = person.id in room.roll, str(vote.cast.get(person.id, ""))
    barred = None if on_roll else room.excluded.get(person.id)
    attends = here(room.inside, person)
    spell = room.inside.presence.of(person.id).here
    rules = room.house.profile.voting
    return Ballot(
        vote.id,
        vote.way.value,
        named(room, vote) if choice or not on_roll else put(room, vote),
        on_roll,
        choice,
        vote.receipts.get(person.id, ""),
        person.id in vote.by_device,
        vote.stored_at.get(person.id),
        rules.may_change and vote.open and vote.way is Way.NAMED and attends,
        rules.may_change_source,
        voice.say(_why(room, barred)) if barred is not None else "",
        barred.rule if barred is not None else "",
        vote.way is Way.HANDS and spell is not None and spell.mode is Mode.REMOTE,
        on_roll and not choice and not attends,
    )


_BARS = {
    Bar.NOT_PRESENT: N_("you were not present"),
    Bar.LEFT: N_("you left at {since}"),
    Bar.OUT_FOR_INTEREST: N_("you are out of the room because of an interest ({kind})"),
    Bar.JOINED_LATER: N_("you joined after the question was put"),
    Bar.REMOTE: N_("you take part remotely, which does not count here"),
    Bar.INTEREST: N_("you declared an interest ({kind}) at {since}"),
    Bar.ARREARS: N_("you may speak but not vote on the budget ({kind}, stated at {since})"),
    Bar.NO_VOTE: N_("you are a co-opted member without a vote"),
    Bar.OTHER_ITEMS: N_("you vote on other items only"),
    Bar.SEAT_TAKEN: N_("{other} sits in your seat as substitute"),
    Bar.NOT_SEATED: N_("{other} holds the seat, so you do not vote as substitute"),
    Bar.NOT_THROUGHOUT: N_("you came in at {since}, after the item was begun"),
    Bar.NOT_TOLD: N_("the reason was given in private"),
}
_TIMELESS = {
    Bar.LEFT: N_("you were not present"),
    Bar.INTEREST: N_("you declared an interest ({kind})"),
    Bar.ARREARS: N_("you may speak but not vote on the budget ({kind})"),
    Bar.NOT_THROUGHOUT: N_("you came in after the item was begun"),
}


def _why(room: Room, excluded: Excluded) -> Said:
    """Why somebody is not on a roll, as it is told to them: `why_excluded` tells it to others."""
    known = excluded.since is not None or excluded.bar not in _TIMELESS
    kind = room.house.profile.interest_kind(excluded.about)
    return Said(
        _BARS[excluded.bar] if known else _TIMELESS[excluded.bar],
        since=excluded.since,
        kind=Term(kind.name if kind else excluded.about),
        other=room.house.name(excluded.about),
    )
