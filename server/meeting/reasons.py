"""All reasons that a meeting can give by now: of its quorum, its chair, its votes and its bars."""

from __future__ import annotations

from collections.abc import Iterator

from server.meeting.bars import given_before_known
from server.meeting.meeting import Meeting
from server.meeting.presiding import chair_of, presiding, taking
from server.meeting.quorum import inquorate, item_quorum, quorum, shortfalls
from server.meeting.sitting import Phase
from server.meeting.why import Why, why_quorum, why_result
from server.words import N_, Said


def reasons(meeting: Meeting) -> Iterator[Why]:
    """Each reason with what it is about: `quorum`, `chair`, `item:9`, or `vote:` and its id."""
    yield from _of_quorum(meeting)
    yield from _of_items(meeting)
    yield from _of_chair(meeting)
    yield from _of_votes(meeting)


def _of_quorum(meeting: Meeting) -> Iterator[Why]:
    figures, rule = quorum(meeting), meeting.profile.quorum.source
    yield Why("quorum", why_quorum(meeting, figures), rule)
    yield Why(
        "quorum", Said(N_("Counting towards it now: {present}."), present=figures.present), rule
    )
    for span in inquorate(meeting):
        sentence = (
            N_("The meeting sat without a quorum from {since} until {until}.")
            if span.until
            else N_("The meeting has sat without a quorum since {since}.")
        )
        yield Why("quorum", Said(sentence, since=span.since, until=span.until), rule, span.since)


def _of_items(meeting: Meeting) -> Iterator[Why]:
    rule = meeting.profile.quorum.source
    sentence = N_(
        "Item {number} will be without a quorum if {names} leave: {present} would count, and "
        "{needed} are needed."
    )
    for item, figures in shortfalls(meeting):
        names = ", ".join(meeting.name_of(person) for person in figures.barred)
        said = Said(
            sentence,
            number=item.number,
            names=names,
            present=figures.present,
            needed=figures.needed,
        )
        yield Why(f"item:{item.number}", said, rule)
    for item in meeting.all_in_hand:
        figures = item_quorum(meeting, item)
        said = Said(
            N_("For item {number}: {present} count towards the quorum, and {needed} are needed."),
            number=item.number,
            present=figures.present,
            needed=figures.needed,
        )
        yield Why(f"item:{item.number}", said, rule)


def _of_chair(meeting: Meeting) -> Iterator[Why]:
    if meeting.sitting.phase is not Phase.OPEN:
        return
    rule, now, taken = meeting.profile.presiding_source, presiding(meeting), taking(meeting)
    if now is None:
        yield Why("chair", Said(N_("Nobody is in the chair.")), rule)
    elif taken is not None:
        said = Said(N_("{name} took the chair at {time}."), name=now.name, time=taken.since)
        yield Why("chair", said, rule, taken.since)
    elif now == chair_of(meeting):
        yield Why("chair", Said(N_("{name} is the chair, and is present."), name=now.name), rule)


def _of_votes(meeting: Meeting) -> Iterator[Why]:
    for vote in meeting.votes.taken:
        if vote.unheard:
            said = Said(N_("The vote was completed in private."))
            yield Why(f"vote:{vote.id}", said)
        else:
            yield from why_result(meeting, vote)
    for vote, interest in given_before_known(meeting):
        kind = meeting.profile.interest_kind(interest.kind)
        said = Said(
            N_(
                "{name} was on the roll of this vote before their interest became apparent, at "
                "{time}. The vote stands as it was given; take advice."
            ),
            name=meeting.name_of(interest.person),
            time=interest.apparent_at,
        )
        yield Why(f"vote:{vote.id}", said, kind.source if kind else "", interest.apparent_at)
