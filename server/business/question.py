"""The question: put to the vote, its roll opened again, and the vote made void.

Whoever presides puts the question. The roll is worked out then and frozen: who comes in later is
on it only if the roll is opened again before the close, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    Actor,
    Advice,
    Entry,
    Event,
    Meeting,
    Office,
    OnOpenRecord,
    Refused,
    Stamp,
    command,
    replace,
)
from server.meeting.declared import (
    entry_of,
    latest_vote,
    require_declared_here,
    require_no_effect,
    require_not_moved_on,
    voided,
)
from server.meeting.profile import Majority
from server.meeting.putting import Asked, question
from server.meeting.roll import as_known, excluded
from server.meeting.seats import substitution_of
from server.meeting.takes_part import people, split
from server.meeting.votes import Counts, Question, Reopening, Vote, Way
from server.meeting.why import refusal

_STORED = N_(
    "Votes were cast by members’ own devices, which say that they are stored. Make the vote void "
    "and say why, and put the question again."
)
"""Why what a vote by device rests on is not undone: the vote would be lost without a word."""


class QuestionPut(OnOpenRecord, frozen=True):
    """The question was put, with the roll of those who may vote on it."""

    of_the_agenda: ClassVar[bool] = True
    title: ClassVar[str] = N_("Question put")
    fixed: ClassVar[str] = N_("A question that was put is not struck out: make the vote void.")
    question: Question

    def told(self, heard: Meeting, stamp: Stamp) -> Event:
        """With the reasons on the roll as those outside know them."""
        return replace(self, question=as_known(heard, self.question, stamp.happened_at))

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        vote = Vote(stamp.id, self.question, stamp.happened_at)
        entered = super().apply(meeting, stamp)
        return replace(entered, votes=entered.votes.with_(vote))

    @property
    def words(self) -> str:
        return self.question.text

    def require_undoable(self, meeting: Meeting, entry: Entry) -> None:
        vote = meeting.votes.find(entry.id)
        if vote is not None and vote.by_device:
            raise Refused(_STORED)


class RollReopened(OnOpenRecord, frozen=True):
    """Somebody was put on the roll of a vote before its close, for a reason."""

    of_the_agenda: ClassVar[bool] = True
    title: ClassVar[str] = N_("Roll opened again")
    fixed: ClassVar[str] = N_("A roll that was opened again is not struck out: make the vote void.")
    vote: str
    person: str
    reason: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        vote = meeting.votes.find(self.vote)
        if vote is None:
            return meeting
        added = (*vote.added, Reopening(self.person, stamp.happened_at, self.reason))
        votes = meeting.votes.change(self.vote, added=added)
        return super().apply(replace(meeting, votes=votes), stamp)

    def require_undoable(self, meeting: Meeting, entry: Entry) -> None:
        vote = meeting.votes.find(self.vote)
        if vote is not None and self.person in vote.by_device:
            raise Refused(_STORED)


class VoteVoided(OnOpenRecord, frozen=True):
    """A vote was made void before the meeting moved on. What was counted is kept.

    `declared`: its result was on the record already, where it now reads that it is void.
    """

    of_the_agenda: ClassVar[bool] = True
    title: ClassVar[str] = N_("Vote made void")
    final: ClassVar[str] = N_("A void vote stays void: put the question again.")
    fixed: ClassVar[str] = N_("A void vote stays void: put the question again.")
    vote: str
    reason: str
    declared: bool = False
    first: Counts = Counts()

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        vote = meeting.votes.find(self.vote)
        if vote is None:
            return meeting
        void = replace(vote, void=self.reason)
        return super().apply(voided(meeting, void, stamp), stamp)


@command(Office.CLERK)
def put_question(
    meeting: Meeting,
    actor: Actor,
    way: Way = Way.HANDS,
    motion: str = "",
    text: str = "",
    item: str = "",
    majority: Majority | None = None,
    appointment: bool = False,
    named_by: str = "",
    items: str = "",
    override: str = "",
) -> Iterator[Event]:
    """Put the motion before the meeting, or a question in these words, by hands, names or paper.

    `named_by` are those who demanded a named vote, and `items` further items that the question
    concerns; both are parted by commas.
    """
    if way is Way.AFFIRMATION:
        raise Refused(N_("To agree without dissent is one step: record it as that."))
    asked = Asked(motion, text, item, Advice(override))
    asked.way, asked.majority, asked.appointment = way, majority or "", appointment
    asked.named_by, asked.items = people(meeting, named_by), split(meeting, items)
    if asked.named_by and way is not Way.NAMED:
        raise Refused(N_("A named vote was demanded: it is taken by names."))
    put = question(meeting, actor, asked)
    yield QuestionPut(put.item, put)


@command(Office.CLERK)
def reopen_roll(
    meeting: Meeting, actor: Actor, person: str, reason: str, vote: str = ""
) -> Iterator[Event]:
    """Put a member on the roll who has come in since the question was put."""
    found, member = meeting.vote(vote), meeting.member(person)
    if not found.open:
        raise Refused(N_("The vote was closed at {time}."), time=found.closed_at or found.put_at)
    if actor.at < found.put_at:
        raise Refused(
            N_("The question was put at {time}: state a time after that."), time=found.put_at
        )
    if not reason:
        raise Refused(N_("Say why the roll is opened again: the minutes give the reason."))
    if member.id in found.roll:
        raise Refused(N_("{name} is on the roll already."), name=member.name)
    shared = substitution_of(meeting, member.id)
    for other in (shared.member, shared.substitute) if shared else ():
        if other in found.roll:
            raise Refused(
                N_("{other} is on the roll for the same seat, and one seat has one voice."),
                other=meeting.name_of(other),
            )
    why = excluded(meeting, member, found.question.about, actor.at)
    if why is not None:
        raise refusal(meeting, why, member.name)
    yield RollReopened(found.item, found.id, member.id, reason)


@command(Office.CLERK)
def void_vote(meeting: Meeting, actor: Actor, reason: str, vote: str = "") -> Iterator[Event]:
    """Make a vote void, before the meeting moves on, so that it can be taken again."""
    found = meeting.vote(vote or latest_vote(meeting))
    if found.void:
        raise Refused(N_("That vote is void already."))
    if not reason:
        raise Refused(N_("Say why the vote is void: the minutes give the reason."))
    if found.pending and actor.at < found.put_at:
        raise Refused(
            N_("The question was put at {time}: state a time after that."), time=found.put_at
        )
    if not found.pending:
        require_declared_here(meeting, found)
        require_not_moved_on(meeting, found, actor.at)
        require_no_effect(meeting, found)
    told = entry_of(meeting, found.id) is not None
    yield VoteVoided(found.item, found.id, reason, told, found.totals)
