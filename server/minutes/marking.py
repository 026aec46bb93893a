"""The mark on the full note: that it may not be published, and by what rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from server.meeting.agenda import Access, AgendaItem
from server.meeting.exclusion import Exclusion, Ground
from server.meeting.meeting import Meeting
from server.render.language import Voice
from server.words import N_, Said


def has_private_business(meeting: Meeting) -> bool:
    """Whether a meeting, as it is inside, has something that its public note does not tell."""
    return bool(meeting.exclusions or meeting.sealed)


def marked(meeting: Meeting, voice: Voice) -> str:
    """What stands on every page of the full note of this meeting."""
    what = voice.listed(_information(meeting, voice))
    return voice.say(Said(N_("RESTRICTED: contains {what}. Not for publication."), what=what))


def listed_paragraphs(paragraphs: Iterable[str], schedule: str, voice: Voice) -> str:
    """“paragraphs 3 and 5 of Part 1 of Schedule 12A to the Local Government Act 1972”."""
    numbers = list(paragraphs)
    sentence = voice.ngettext(
        "paragraph {numbers} of {schedule}", "paragraphs {numbers} of {schedule}", len(numbers)
    )
    return sentence.format(numbers=voice.listed(numbers), schedule=schedule)


def ground_of(item: AgendaItem, exclusion: Exclusion) -> Ground:
    """On what ground an item is private while this exclusion lasts."""
    return Ground.CONFIDENTIAL if item.access is Access.CONFIDENTIAL else exclusion.ground


def _information(meeting: Meeting, voice: Voice) -> Iterator[str]:
    rules, grounds = meeting.profile.private, _grounds(meeting)
    if Ground.EXEMPT in grounds:
        numbers = _paragraphs(meeting)
        if numbers:
            under = listed_paragraphs(numbers, rules.schedule or rules.section, voice)
            yield voice.say(Said(N_("exempt information under {paragraphs}"), paragraphs=under))
        elif rules.schedule:
            yield voice.gettext("exempt information")
        else:
            yield _by_rule(voice, voice.gettext("private business"), rules.section)
    if Ground.CONFIDENTIAL in grounds:
        yield _by_rule(voice, voice.gettext("confidential information"), rules.confidential)
    if Ground.OWN_RULES in grounds or not grounds:
        yield _by_rule(voice, voice.gettext("private business"), rules.own_rules)


def _by_rule(voice: Voice, what: str, rule: str) -> str:
    return f"{what} ({voice.gettext(rule)})" if rule else what


def _grounds(meeting: Meeting) -> set[Ground]:
    found = {exclusion.ground for exclusion in meeting.exclusions}
    for item in meeting.items:
        if item.access is Access.CONFIDENTIAL and _holds_something(item):
            found.add(Ground.CONFIDENTIAL)
        elif item.access is Access.EXEMPT and item.paragraphs and _holds_something(item):
            found.add(Ground.EXEMPT)
    return found


def _paragraphs(meeting: Meeting) -> tuple[str, ...]:
    """The paragraphs under which something is exempt, in the order of the schedule."""
    named = {n for exclusion in meeting.exclusions for n in exclusion.paragraphs}
    named |= {
        n
        for item in meeting.items
        if item.access is Access.EXEMPT and _holds_something(item)
        for n in item.paragraphs
    }
    known = [paragraph.number for paragraph in meeting.profile.private.paragraphs]
    return (*(n for n in known if n in named), *sorted(named - set(known)))


def _holds_something(item: AgendaItem) -> bool:
    return bool(item.private_title) or any(entry.private for entry in item.record)
