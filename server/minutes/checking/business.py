"""Items that say too little: no record, no decision, an action nobody has, minutes not agreed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from server.meeting.agenda import AgendaItem, Purpose, Standing
from server.meeting.exclusion import Ground
from server.meeting.meeting import Meeting
from server.meeting.record import Entry
from server.meeting.sitting import Phase
from server.minutes.checking.finding import Finding
from server.minutes.private import considered_in_private
from server.words import N_, Said

_NOBODY = frozenset(
    (
        "",
        "?",
        "??",
        "all",
        "anybody",
        "anyone",
        "n/a",
        "nobody",
        "someone",
        "somebody",
        "tba",
        "tbc",
    )
)
_TYPED_ACTION = re.compile(r"^\W*(?:action|gweithred)(?:\s+point)?\s*[:–-]", re.I | re.M)
_STILL_OPEN = (Standing.IN_HAND, Standing.TAKEN)


def of_items(meeting: Meeting) -> Iterator[Finding]:
    """What is wrong with the items."""
    closed = meeting.sitting.phase is Phase.CLOSED
    for item in meeting.items:
        record = [entry for entry in item.record if entry.struck is None]
        yield from _conclusion(meeting, item, record)
        yield from _twice(item, record)
        if item.minutes_of is not None:
            yield from _earlier_minutes(meeting, item, record)
        if item.declarations and item.standing in _STILL_OPEN:
            yield from _declarations(meeting, item)
        if closed and item.standing is Standing.PENDING and not _beneath_reached(meeting, item):
            said = Said(
                N_("Item {item} was not reached, and nothing says what becomes of it."),
                item=item.number,
            )
            yield Finding("not-reached", said, item.number)
        for entry in record:
            yield from _entry(item, entry)
    yield from _private(meeting)


def _conclusion(meeting: Meeting, item: AgendaItem, record: list[Entry]) -> Iterator[Finding]:
    """An item that was taken has a record, and one for decision a decision."""
    if item.standing not in _STILL_OPEN:
        return
    beneath = meeting.children(item.number)
    if not record and all(child.standing is Standing.PENDING for child in beneath):
        said = Said(N_("Nothing is recorded under item {item}, which was taken."), item=item.number)
        yield Finding("item-without-record", said, item.number)
    under = [entry for child in beneath for entry in child.record if entry.struck is None]
    decided = any(entry.matter.concludes for entry in (*record, *under))
    if item.purpose is Purpose.DECISION and not decided:
        said = Said(
            N_("Item {item} was for decision, and no decision is recorded."), item=item.number
        )
        yield Finding("item-without-decision", said, item.number)


def _beneath_reached(meeting: Meeting, item: AgendaItem) -> bool:
    """Whether the item above it was left too, or one below it was taken: then that says enough."""
    above = meeting.find_item(item.parent) if item.parent else None
    if above is not None and above.standing is not Standing.TAKEN:
        return True
    return any(child.standing is not Standing.PENDING for child in meeting.children(item.number))


def _twice(item: AgendaItem, record: list[Entry]) -> Iterator[Finding]:
    """The same words stand twice under an item."""
    seen: set[tuple[str, str]] = set()
    for entry in record:
        words = " ".join(entry.matter.words.split()).casefold()
        key = (entry.matter.name, words)
        if len(words) > 10 and key in seen and entry.matter.name in _TYPED:
            said = Said(N_("The same words stand twice under item {item}."), item=item.number)
            yield Finding("recorded-twice", said, item.number, entry.id)
        seen.add(key)


_TYPED = frozenset(("NoteRecorded", "DecisionRecorded", "ActionRecorded"))


# The minutes of the last meeting, and the declarations


def _earlier_minutes(meeting: Meeting, item: AgendaItem, record: list[Entry]) -> Iterator[Finding]:
    of, number = item.minutes_of, item.number
    if of is not None and of >= meeting.date:
        said = Said(
            N_("Item {item} brings the minutes of {of}, which is not before this meeting."),
            item=number,
            of=of,
        )
        yield Finding("minutes-of-later-day", said, number)
    if item.standing not in _STILL_OPEN:
        return
    agreed = [e for e in record if e.matter.name == "PreviousMinutesAgreed"]
    asked = [e for e in record if e.matter.name == "MinutesCorrectionAsked"]
    if not agreed and not any(e.matter.concludes for e in record):
        said = Said(
            N_("Whether the minutes under item {item} were agreed is not recorded."), item=number
        )
        yield Finding("minutes-not-agreed", said, number)
    subject = any(getattr(e.matter, "subject_to_corrections", False) for e in agreed)
    if agreed and asked and not subject and meeting.profile.document == "minutes":
        said = Said(
            N_("Corrections to the minutes were asked for, and they were agreed without them."),
        )
        yield Finding("minutes-agreed-without-corrections", said, number, agreed[0].id)


def _declarations(meeting: Meeting, item: AgendaItem) -> Iterator[Finding]:
    if not meeting.interests.declared and not meeting.interests.none_declared:
        said = Said(
            N_("Under item {item} neither an interest nor that there were none is recorded."),
            item=item.number,
        )
        yield Finding("declarations-unrecorded", said, item.number)


# Actions, decisions


def _entry(item: AgendaItem, entry: Entry) -> Iterator[Finding]:
    matter, number = entry.matter, item.number
    if matter.name == "ActionRecorded":
        who = str(getattr(matter, "who", "")).strip().casefold()
        if who in _NOBODY:
            said = Said(N_("An action under item {item} has nobody to do it."), item=number)
            yield Finding("action-without-owner", said, number, entry.id)
    elif matter.name == "NoteRecorded" and _TYPED_ACTION.search(matter.words):
        said = Said(
            N_("A note under item {item} reads as an action, and stands on no list of actions."),
            item=number,
        )
        yield Finding("action-in-a-note", said, number, entry.id)
    elif matter.name == "DecisionRecorded" and getattr(matter, "inquorate", False):
        said = Said(N_("There was no quorum for a decision under item {item}."), item=number)
        yield Finding("decision-without-quorum", said, number, entry.id)


# Private business


def _private(meeting: Meeting) -> Iterator[Finding]:
    for exclusion in meeting.exclusions:
        if (
            exclusion.ground is Ground.EXEMPT
            and meeting.profile.private.paragraphs
            and not _paragraphs(meeting, exclusion.items, exclusion.paragraphs)
        ):
            said = Said(
                N_("The press and public were excluded, and no paragraph is given for {items}."),
                items=", ".join(exclusion.items),
            )
            yield Finding("exclusion-without-paragraph", said, event=exclusion.by)
    for item in meeting.items:
        if not considered_in_private(meeting, item) or not meeting.profile.private.summary:
            continue
        names = {entry.matter.name for entry in item.record if entry.struck is None}
        if not names & {"SummaryReleased", "DecisionReleased"}:
            said = Said(
                N_("Item {item} was taken in private, and there is no summary of it. ({rule})"),
                item=item.number,
                rule=meeting.profile.private.summary,
            )
            yield Finding("private-without-summary", said, item.number)


def _paragraphs(meeting: Meeting, numbers: tuple[str, ...], given: tuple[str, ...]) -> bool:
    """Whether the exclusion, or each of its items, says what kind of information is exempt."""
    items = [item for n in numbers if (item := meeting.find_item(n)) is not None]
    return bool(given) or (bool(items) and all(item.paragraphs for item in items))
