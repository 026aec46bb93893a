"""The standard decisions that are offered for the item in hand."""

from __future__ import annotations

from collections.abc import Iterator

from server.meeting.agenda import AgendaItem
from server.meeting.finality import plain
from server.meeting.meeting import Meeting

RECOMMENDED = "{recommendation}"


def offered(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    """What may be decided in words of the body's own, as outcome and words.

    What the item's record tells as decided already is not offered again, nor in public a
    recommendation of a report that is exempt.
    """
    item = meeting.in_hand
    if item is None:
        return ()
    known = {plain(words) for words in _decided(item)}
    found = tuple(_worded(meeting, item))
    return tuple((outcome, words) for outcome, words in found if plain(words) not in known)


def _worded(meeting: Meeting, item: AgendaItem) -> Iterator[tuple[str, str]]:
    told = item.recommendations if meeting.private or not item.report_exempt else ()
    for phrase in meeting.profile.phrases:
        if told or RECOMMENDED not in phrase.text:
            words = phrase.text.replace("{body}", meeting.body)
            yield phrase.outcome.value, words.replace(RECOMMENDED, "\n\n".join(told))


def _decided(item: AgendaItem) -> Iterator[str]:
    for entry in item.record:
        if entry.matter.concludes and entry.struck is None:
            yield entry.matter.words
