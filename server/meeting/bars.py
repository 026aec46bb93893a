"""Bars: the interests that bind. A bar is tied to the matter, wherever and whenever it is taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from server.meeting.interests import Interest, Part

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting
    from server.meeting.votes import Vote


def barring(
    meeting: Meeting,
    person: str,
    numbers: Iterable[str],
    part: Part,
) -> Interest | None:
    """The interest that bars this person from a part in what concerns any of these items.

    An interest in an item binds on everything under it (Localism Act 2011 s.31), and from when
    it is known: also on what is recorded late.
    """
    for number in numbers:
        item = meeting.find_item(number)
        if item is None:
            continue
        for interest in meeting.bearing(item):
            if interest.person == person and interest.bars(part):
                return interest
    return None


def given_before_known(meeting: Meeting) -> Iterator[tuple[Vote, Interest]]:
    """The votes that a member may have given before an interest became apparent that bars them.

    They stand as they were given, and are flagged: whether they were lawful is not ours to say.
    """
    for vote in meeting.votes.taken:
        for person in vote.roll:
            interest = barring(meeting, person, vote.question.about, Part.VOTE)
            if interest is not None and not vote.void:
                yield vote, interest
