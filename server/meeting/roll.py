"""The roll of a vote: who may vote on a question, and for everyone else the reason and the rule.

It is worked out when the question is put, and frozen; what members say of themselves is no part
of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from server.meeting.bars import barring
from server.meeting.conditions import BELOW, BY_RULE, HALF, QUORATE, STREAMED
from server.meeting.interests import Part
from server.meeting.meeting import Meeting
from server.meeting.people import Person
from server.meeting.presence import Mode, Spell
from server.meeting.quorum import Quorum, matter_quorum, spell_of
from server.meeting.refused import Refused
from server.meeting.seats import holder, seat_of, seat_votes, seated, substitution_of
from server.meeting.votes import Bar, Despite, Excluded, Question, Vote
from server.words import N_

NON_VOTING = N_("Local Government and Housing Act 1989 s.13")


def roll(
    meeting: Meeting, about: Sequence[str], at: datetime
) -> tuple[tuple[str, ...], tuple[Excluded, ...]]:
    """Who may vote on a question about these items, put at that time, and who may not and why."""
    called = meeting.callable
    barred = {person.id: excluded(meeting, person, about, at) for person in called}
    may = tuple(person.id for person in called if barred[person.id] is None)
    return may, tuple(why for why in barred.values() if why is not None)


def as_known(
    heard: Meeting, put: Question, at: datetime, closed: datetime | None = None
) -> Question:
    """The question with its quorum, the lowest until it was closed, and the reasons on its roll as
    those outside know them: what became known in private, such as when somebody left or an
    interest, is not told."""
    if not heard.exclusions:
        return put
    figures = [matter_quorum(heard, put.about, each) for each in (at, closed or at)]
    return replace(
        put,
        present=min(each.present for each in figures),
        despite=tuple(d for d in put.despite if not _unknown(heard, d, put, figures[0])),
        excluded=tuple(_known(heard, each, put, at) for each in put.excluded),
    )


def _known(heard: Meeting, told: Excluded, put: Question, at: datetime) -> Excluded:
    person = heard.find_person(told.person)
    known = excluded(heard, person, put.about, at) if person is not None else None
    return known or Excluded(told.person, Bar.NOT_TOLD)


def _unknown(heard: Meeting, despite: Despite, put: Question, figures: Quorum) -> bool:
    """Whether a rule was against it only because of what became known in private."""
    if despite.rule == QUORATE:
        return figures.quorate
    if despite.rule == HALF:
        return 2 * figures.present >= figures.membership
    if despite.rule == BELOW:
        beneath = [item.number for item in heard.items if heard.is_beneath(item, put.about)]
        return all(barring(heard, id, beneath, Part.VOTE) is None for id in put.roll)
    # Why somebody presides, or that the stream is back, may have been said in private.
    return despite.rule in (BY_RULE, STREAMED)


def answering(meeting: Meeting, vote: Vote, at: datetime) -> tuple[str, ...]:
    """Those on the roll who could answer by that time: not barred since it was frozen, and here at
    some moment while the vote was open."""
    return tuple(id for id in vote.roll if could_answer(meeting, vote, id, at))


def could_answer(meeting: Meeting, vote: Vote, id: str, at: datetime) -> bool:
    """Whether this person on the roll could answer before that time."""
    person = meeting.find_person(id)
    if person is None or barring(meeting, id, vote.question.about, Part.VOTE) is not None:
        return False
    moments = [vote.put_at, at, *(each.at for each in vote.added if each.person == id)]
    began = [s.since for s in meeting.presence.of(id).spells if vote.put_at <= s.since <= at]
    return any(spell_of(meeting, person, moment) is not None for moment in (*moments, *began))


def require_could_answer(meeting: Meeting, vote: Vote, member: Person, at: datetime) -> None:
    """Refuse to record a vote of one on the roll who could not answer before that time."""
    if not could_answer(meeting, vote, member.id, at):
        raise Refused(
            N_(
                "{name} was barred by an interest, or had left before the vote was taken, and "
                "cannot be recorded as voting."
            ),
            name=member.name,
        )


def excluded(
    meeting: Meeting, person: Person, about: Sequence[str], at: datetime
) -> Excluded | None:
    """Why this person may not vote on a question about these items at that time, or None."""
    here = spell_of(meeting, person, at)
    if here is None:
        return _away(meeting, person, at)
    return (
        _without_seat(meeting, person, at)
        or _without_vote(meeting, person, about)
        or _remote(meeting, person, here)
        or _interested(meeting, person, about)
        or _not_throughout(meeting, person, about, here)
    )


def _away(meeting: Meeting, person: Person, at: datetime) -> Excluded:
    for interest in meeting.interests.declared:
        if interest.person == person.id and interest.out_at(at):
            left = max(absence.since for absence in interest.absences if absence.since <= at)
            return _by_interest(meeting, person, Bar.OUT_FOR_INTEREST, interest.kind, left)
    spells = [s for s in meeting.presence.of(person.id).spells if s.since <= at]
    if spells:
        return Excluded(person.id, Bar.LEFT, since=spells[-1].until)
    return Excluded(person.id, Bar.NOT_PRESENT)


def _without_seat(meeting: Meeting, person: Person, at: datetime) -> Excluded | None:
    if seated(meeting, person, at):
        return None
    found = substitution_of(meeting, person.id)
    sits = holder(meeting, found, at) if found else ""
    bar = Bar.SEAT_TAKEN if person.member else Bar.NOT_SEATED
    return Excluded(person.id, bar, meeting.profile.substitutes.source, about=sits)


def _without_vote(meeting: Meeting, person: Person, about: Sequence[str]) -> Excluded | None:
    if not seat_votes(meeting, person):
        return Excluded(person.id, Bar.NO_VOTE, NON_VOTING)
    allowed = seat_of(meeting, person).votes_on
    named = (meeting.find_item(number) for number in about)
    items = [item for item in named if item is not None]
    if allowed and not all(i.number in allowed or i.parent in allowed for i in items):
        return Excluded(person.id, Bar.OTHER_ITEMS, NON_VOTING)
    return None


def _remote(meeting: Meeting, person: Person, here: Spell) -> Excluded | None:
    if here.mode is Mode.CHAMBER or meeting.profile.remote_counts:
        return None
    return Excluded(person.id, Bar.REMOTE, meeting.profile.remote_source, here.since)


def _interested(meeting: Meeting, person: Person, about: Sequence[str]) -> Excluded | None:
    interest = barring(meeting, person.id, about, Part.VOTE)
    if interest is None:
        return None
    bar = Bar.ARREARS if interest.budget_only else Bar.INTEREST
    return _by_interest(meeting, person, bar, interest.kind, interest.apparent_at)


def _by_interest(
    meeting: Meeting, person: Person, bar: Bar, kind: str, since: datetime | None
) -> Excluded:
    found = meeting.profile.interest_kind(kind)
    return Excluded(person.id, bar, found.source if found else "", since, kind)


def _not_throughout(
    meeting: Meeting, person: Person, about: Sequence[str], here: Spell
) -> Excluded | None:
    """By some codes only those vote who heard the whole of the item."""
    if not meeting.profile.voting.present_throughout:
        return None
    items = [item for item in map(meeting.find_item, about) if item is not None and item.taken]
    begun = min((item.spans[0].since for item in items), default=here.since)
    own = (i for i in meeting.interests.declared if i.person == person.id)
    away = [a.until for interest in own for a in interest.absences if a.until and a.until > begun]
    since = max([here.since, *away])
    if since <= begun:
        return None
    rule = meeting.profile.voting.throughout_source
    return Excluded(person.id, Bar.NOT_THROUGHOUT, rule, since)
