"""The check before publishing: what in the record would not stand up, each with its place.

Nothing here changes a record or forbids anything: the clerk may publish in spite of a finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from server.meeting.sides import Sides
from server.minutes.checking.attendance import of_attendance, of_interests
from server.minutes.checking.business import of_items
from server.minutes.checking.finding import Finding
from server.minutes.checking.votes import of_motions, of_votes
from server.minutes.checking.words import leaked, of_words

__all__ = ["Finding", "check"]


def check(sides: Sides) -> tuple[Finding, ...]:
    """Everything to look at before the draft is published: about the meeting first, then item by
    item. Each of the findings tells of private business if the record does: they are the clerk's.
    """
    inside = sides.inside
    place = {item.number: number for number, item in enumerate(inside.items)}
    return tuple(sorted(_found(sides), key=lambda finding: place.get(finding.item, -1)))


def _found(sides: Sides) -> Iterator[Finding]:
    inside = sides.inside
    yield from of_attendance(inside)
    yield from of_interests(inside)
    yield from of_items(inside)
    yield from of_motions(inside)
    yield from of_votes(inside)
    yield from of_words(inside)
    yield from leaked(inside, sides.outside)
