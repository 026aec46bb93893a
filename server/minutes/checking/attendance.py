"""Attendance that leaves a question open: who was there, whether enough, who had to leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from server.meeting.agenda import AgendaItem
from server.meeting.interests import Interest
from server.meeting.meeting import Meeting
from server.meeting.presiding import presiding
from server.meeting.quorum import here, inquorate
from server.meeting.sitting import Phase
from server.minutes.checking.finding import Finding
from server.words import N_, Said


def of_attendance(meeting: Meeting) -> Iterator[Finding]:
    """What is wrong with the attendance and the sitting."""
    if meeting.sitting.phase is not Phase.CLOSED:
        yield Finding("not-closed", Said(N_("The meeting has not been closed.")))
    unknown = [
        person.name
        for person in meeting.callable
        if meeting.presence.of(person.id).answer is None and not _replaced(meeting, person.id)
    ]
    if unknown:
        said = Said(N_("No attendance is recorded of {names}."), names=", ".join(unknown))
        yield Finding("attendance-unrecorded", said)
    opened = meeting.sitting.opened_at
    if opened is not None and not any(presiding(meeting, at) for at in _beginnings(meeting)):
        yield Finding("nobody-presided", Said(N_("The record does not say who presided.")))
    for span in inquorate(meeting):
        sentence = (
            N_("The meeting sat without a quorum from {since} until {until}.")
            if span.until
            else N_("The meeting sat without a quorum from {since} until its close.")
        )
        yield Finding("without-quorum", Said(sentence, since=span.since, until=span.until))


def _beginnings(meeting: Meeting) -> Iterator[datetime]:
    """When the meeting was opened, and when each item was taken."""
    if meeting.sitting.opened_at is not None:
        yield meeting.sitting.opened_at
    for item in meeting.items:
        yield from (span.since for span in item.spans)


def _replaced(meeting: Meeting, id: str) -> bool:
    """Whether either of a member and the substitute came, so that of the other nothing is said."""
    return any(
        id in (each.member, each.substitute)
        and any(meeting.presence.of(other).spells for other in (each.member, each.substitute))
        for each in meeting.substitutions
    )


# Interests


def of_interests(meeting: Meeting) -> Iterator[Finding]:
    """What is wrong with the interests that were declared."""
    for interest in meeting.interests.declared:
        if not (interest.nature.strip() or interest.sensitive):
            said = Said(
                N_("{name} declared an interest, and its nature is not recorded."),
                name=meeting.name_of(interest.person),
            )
            yield Finding("interest-without-nature", said, interest.item, interest.id)
        yield from _stayed(meeting, interest)
        yield from _did_not_return(meeting, interest)


def _stayed(meeting: Meeting, interest: Interest) -> Iterator[Finding]:
    """Whether they stayed for an item for which they must leave."""
    person = meeting.find_person(interest.person)
    if person is None or not interest.must_leave:
        return
    for item in meeting.items:
        ends = [span.until for span in item.spans if span.until is not None]
        if not ends or interest not in meeting.bearing(item) or _went_out(item, interest):
            continue
        if any(here(meeting, person, span.since) for span in item.spans) and here(
            meeting, person, ends[-1]
        ):
            said = Said(
                N_("{name} had to leave for item {item}, and the record does not say so."),
                name=person.name,
                item=item.number,
            )
            yield Finding("interested-stayed", said, item.number, interest.id)


def _went_out(item: AgendaItem, interest: Interest) -> bool:
    """Whether they were out because of it at some time of this item."""
    return any(
        absence.since <= (span.until or absence.since)
        and (absence.until is None or span.since <= absence.until)
        for absence in interest.absences
        for span in item.spans
    )


def _did_not_return(meeting: Meeting, interest: Interest) -> Iterator[Finding]:
    """Whether other items were taken while they were still out, and nothing says where they are."""
    left = interest.left_at
    if left is None or not interest.out:
        return
    spells = meeting.presence.of(interest.person).spells
    if any(spell.until is not None and spell.until > left for spell in spells):
        return
    later = [
        item
        for item in meeting.items
        if interest not in meeting.bearing(item) and any(s.since > left for s in item.spans)
    ]
    if later:
        said = Said(
            N_("{name} left because of an interest, and the record does not say what came then."),
            name=meeting.name_of(interest.person),
        )
        yield Finding("left-and-not-returned", said, interest.item, interest.id)
