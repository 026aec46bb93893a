"""Votes and motions that do not add up: sums, those who took part, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator

from server.meeting.bars import barring, given_before_known
from server.meeting.interests import Part
from server.meeting.meeting import Meeting
from server.meeting.motions import Motion, MotionKind, MotionStanding
from server.meeting.presiding import presiding
from server.meeting.quorum import here
from server.meeting.votes import Vote, Way, reckoned
from server.minutes.checking.finding import Finding
from server.words import N_, Said


def of_votes(meeting: Meeting) -> Iterator[Finding]:
    """What is wrong with the votes."""
    for vote in meeting.votes.taken:
        if vote.unheard:
            continue
        if vote.void:
            yield from _not_put_again(meeting, vote)
            continue
        yield from _unfinished(vote)
        yield from _sums(vote)
        yield from _roll(meeting, vote)
        yield from _conduct(meeting, vote)
    for vote, interest in given_before_known(meeting):
        said = Said(
            N_("{name} was on the roll of a vote under item {item}, and an interest bars them."),
            name=meeting.name_of(interest.person),
            item=vote.item,
        )
        yield Finding("vote-of-interested", said, vote.item, vote.id)


def _not_put_again(meeting: Meeting, vote: Vote) -> Iterator[Finding]:
    """A void vote decides nothing: the same question stands until it is put again, or withdrawn."""
    motion = meeting.motions.find(vote.question.motion) if vote.question.motion else None
    if motion is not None and not motion.open:
        return
    later = (v for v in meeting.votes.taken if v.put_at > vote.put_at and not v.void)
    same = (vote.question.motion, vote.question.text)
    if all((v.question.motion, v.question.text) != same for v in later):
        said = Said(
            N_("A vote under item {item} was made void and not taken again."), item=vote.item
        )
        yield Finding("void-vote", said, vote.item, vote.id)


def _unfinished(vote: Vote) -> Iterator[Finding]:
    if vote.open:
        said = Said(N_("The vote under item {item} was put and never closed."), item=vote.item)
        yield Finding("open-vote", said, vote.item, vote.id)
    elif vote.tied:
        said = Said(N_("The vote under item {item} is tied and not decided."), item=vote.item)
        yield Finding("tied-vote", said, vote.item, vote.id)


def _sums(vote: Vote) -> Iterator[Finding]:
    if vote.way is not Way.AFFIRMATION and vote.totals.cast > len(vote.roll):
        said = Said(
            N_("Under item {item} {cast} votes were counted, and {roll} members could vote."),
            item=vote.item,
            cast=vote.totals.cast,
            roll=len(vote.roll),
        )
        yield Finding("too-many-votes", said, vote.item, vote.id)
    by_the_count = vote.way is not Way.AFFIRMATION and vote.casting is None and not vote.lot
    if by_the_count and vote.result is not None and vote.result is not vote.reckoned():
        said = Said(N_("The result under item {item} is not what the count gives."), item=vote.item)
        yield Finding("result-not-of-count", said, vote.item, vote.id)
    if vote.casting is not None and reckoned(
        vote.question.majority, vote.totals, vote.question.membership
    ):
        said = Said(
            N_("Under item {item} a casting vote was given, and the votes were not equal."),
            item=vote.item,
        )
        yield Finding("needless-casting-vote", said, vote.item, vote.id)


def _roll(meeting: Meeting, vote: Vote) -> Iterator[Finding]:
    """Who was on the roll although the record, as it now stands, has them away."""
    for id in vote.question.roll:
        person = meeting.find_person(id)
        if person is None or not here(meeting, person, vote.put_at):
            said = Said(
                N_("{name} was on the roll of a vote under item {item}, and was not present then."),
                name=meeting.name_of(id),
                item=vote.item,
            )
            yield Finding("voter-away", said, vote.item, vote.id)


def _conduct(meeting: Meeting, vote: Vote) -> Iterator[Finding]:
    if presiding(meeting, vote.put_at) is None:
        said = Said(
            N_("Nobody was in the chair when the question under item {item} was put."),
            item=vote.item,
        )
        yield Finding("vote-without-chair", said, vote.item, vote.id)
    if vote.question.present < vote.question.needed:
        said = Said(
            N_("There was no quorum for a vote under item {item}: {present} of {needed} needed."),
            item=vote.item,
            present=vote.question.present,
            needed=vote.question.needed,
        )
        yield Finding("vote-without-quorum", said, vote.item, vote.id)


# Motions

_WITHOUT_OUTCOME = {
    False: N_("The motion under item {item} has no outcome: put it, or record its withdrawal."),
    True: N_("The amendment under item {item} has no outcome: put it, or record its withdrawal."),
}
_AWAY = {
    "mover-away": N_("{name} moved a motion under item {item}, and was not present then."),
    "seconder-away": N_("{name} seconded a motion under item {item}, and was not present then."),
}
_INTERESTED = {
    "mover-interested": N_("{name} moved a motion under item {item}, and an interest bars them."),
    "seconder-interested": N_(
        "{name} seconded a motion under item {item}, and an interest bars them."
    ),
}


def of_motions(meeting: Meeting) -> Iterator[Finding]:
    """What is wrong with the motions."""
    for motion in meeting.motions.moved:
        if motion.standing is MotionStanding.MOVED:
            amendment = motion.kind is MotionKind.AMENDMENT
            rule = "amendment-without-outcome" if amendment else "motion-without-outcome"
            said = Said(_WITHOUT_OUTCOME[amendment], item=motion.item)
            yield Finding(rule, said, motion.item, motion.id)
        yield from _by(meeting, motion, motion.mover, Part.MOVE, "mover")
        yield from _by(meeting, motion, motion.seconder, Part.SECOND, "seconder")


def _by(meeting: Meeting, motion: Motion, id: str, part: Part, word: str) -> Iterator[Finding]:
    """Whether who moved or seconded it was there, and might."""
    person = meeting.find_person(id) if id else None
    if person is None or motion.moved_at is None:
        return
    values = {"name": person.name, "item": motion.item}
    interest = barring(meeting, id, motion.about or (motion.item,), part)
    if not here(meeting, person, motion.moved_at):
        rule = f"{word}-away"
        yield Finding(rule, Said(_AWAY[rule], **values), motion.item, motion.id)
    elif interest is not None and motion.kind in (MotionKind.SUBSTANTIVE, MotionKind.AMENDMENT):
        rule = f"{word}-interested"
        yield Finding(rule, Said(_INTERESTED[rule], **values), motion.item, motion.id)
