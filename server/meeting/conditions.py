"""The conditions under which a question is put: sitting, chair, quorum and connections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from server.meeting.advice import Advice
from server.meeting.bars import barring
from server.meeting.command import Actor
from server.meeting.faults import What
from server.meeting.interests import Part
from server.meeting.meeting import Meeting
from server.meeting.people import Person
from server.meeting.presence import Mode
from server.meeting.presiding import due_to_preside, presiding, taking
from server.meeting.quorum import Quorum, matter_quorum, spell_of
from server.meeting.refused import Refused
from server.meeting.sitting import Phase
from server.meeting.takes_part import require_no_bar
from server.meeting.votes import Question, Vote
from server.words import N_

BY_RULE = N_("The chair presides if present, else the vice-chair")
QUORATE = N_("No business without a quorum")
BELOW = N_("An interest in part of an item")
STREAMED = N_("The meeting is broadcast")
HALF = N_("Rules are suspended only while half of the whole membership is present")


def require_sitting(meeting: Meeting) -> None:
    """Refuse to open a vote when the meeting does not sit any more, at whatever time it is said
    to have been: what was left out then is recorded as a decision, not as a vote that runs."""
    if meeting.sitting.phase is Phase.CLOSED:
        raise Refused(
            N_(
                "The meeting is closed, so no vote can be taken. If one was taken and not "
                "recorded, record what was decided, with its time and how it was decided."
            )
        )
    if meeting.sitting.phase is Phase.ADJOURNED:
        raise Refused(N_("The meeting is adjourned. Resume it first, then put the question."))


def require_chair(meeting: Meeting, actor: Actor, about: Sequence[str], advice: Advice) -> Person:
    """Whoever presides, and may. Raises Refused; Advised if somebody else is to by rule."""
    chair = presiding(meeting, actor.at)
    if chair is None:
        raise Refused(
            N_(
                "Nobody is in the chair, and a question is put by whoever presides (LGA 1972 "
                "Sch 12 para 5). Record first who takes the chair."
            )
        )
    require_no_bar(meeting, chair, about, Part.PRESIDE)
    due, taken = due_to_preside(meeting), taking(meeting)
    asked_to = (
        taken is not None and taken.reason == "other" and not meeting.profile.presiding_by_law
    )
    if due is not None and due.id != chair.id and not asked_to:
        against_presiding(
            meeting,
            advice,
            N_("{due} is here and presides by rule, and {name} is in the chair ({source})."),
            due=due.name,
            name=chair.name,
        )
    return chair


def against_presiding(meeting: Meeting, advice: Advice, sentence: str, **values: object) -> None:
    """What stands against somebody presiding: the law for a council, else the body's own rule."""
    values["source"] = meeting.profile.presiding_source or meeting.profile.name
    if meeting.profile.presiding_by_law:
        raise Refused(sentence, **values)
    advice.against(BY_RULE, sentence, **values)


def require_quorum(meeting: Meeting, actor: Actor, about: Sequence[str], advice: Advice) -> Quorum:
    """The quorum for everything that the question is about. Raises Advised without one."""
    figures = matter_quorum(meeting, about, actor.at)
    if not figures.quorate:
        sentence = N_(
            "For this item {needed} members are needed and {present} count: what is decided "
            "without a quorum has no force ({source}). Adjourn until there is one."
        )
        values = {
            "needed": figures.needed,
            "present": figures.present,
            "source": meeting.profile.quorum.source or meeting.profile.name,
        }
        if meeting.profile.quorum.by_law:
            raise Refused(sentence, **values)
        advice.against(QUORATE, sentence, **values)
    return figures


def with_lowest_quorum(meeting: Meeting, vote: Vote, closed: datetime) -> Question:
    """The question with the quorum at the close, if it was lost while the vote was open."""
    then = matter_quorum(meeting, vote.question.about, closed)
    return replace(vote.question, present=min(vote.question.present, then.present))


def require_connected(meeting: Meeting, may: Sequence[str], at: datetime, advice: Advice) -> None:
    """Refuse a vote of remote members while the conference is lost; advise while the stream is."""
    lost = {fault.what: fault for fault in meeting.faults if fault.until is None}
    remote = [id for id in may if _remote(meeting, id, at)]
    conference = lost.get(What.CONFERENCE)
    if conference is not None and remote:
        raise Refused(
            N_(
                "The video conference is recorded as lost since {time}, and members take part by "
                "it: who cannot hear and be heard is not present. Restore it, or adjourn."
            ),
            time=conference.since,
        )
    stream = lost.get(What.STREAM)
    if stream is not None:
        advice.against(
            STREAMED,
            N_("The live stream is recorded as lost since {time}. Adjourn until it is restored."),
            time=stream.since,
        )


def advise_on_interests(
    meeting: Meeting, about: Sequence[str], may: Sequence[str], advice: Advice
) -> None:
    """Advise where somebody who would vote has an interest in an item under this one."""
    beneath = [item.number for item in meeting.items if meeting.is_beneath(item, about)]
    for id in may:
        interest = barring(meeting, id, beneath, Part.VOTE)
        if interest is not None:
            advice.against(
                BELOW,
                N_(
                    "{name} has an interest in item {number}, which is under this one, and would "
                    "vote. If the question concerns that item too, say so, and they are barred."
                ),
                name=meeting.name_of(id),
                number=interest.item,
            )


def _remote(meeting: Meeting, id: str, at: datetime) -> bool:
    person = meeting.find_person(id)
    spell = spell_of(meeting, person, at) if person else None
    return spell is not None and spell.mode is Mode.REMOTE
