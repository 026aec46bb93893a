"""Release: what the public is told of private business, in words that disclose nothing.

A decision may be released, and where the open minutes give no fair record of what was done, the
proper officer writes a summary without disclosing exempt information (LGA 1972 s.100C(2)).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    ALWAYS,
    N_,
    Actor,
    Event,
    Meeting,
    Office,
    OnOpenRecord,
    Refused,
    command,
)


class DecisionReleased(OnOpenRecord, frozen=True):
    """A decision that was taken in private, as the public is told it."""

    title: ClassVar[str] = N_("Decision released")
    of_the_agenda: ClassVar[bool] = True
    concludes: ClassVar[bool] = True
    text: str


class SummaryReleased(OnOpenRecord, frozen=True):
    """A summary of private business, written so that it discloses nothing."""

    title: ClassVar[str] = N_("Public summary")
    of_the_agenda: ClassVar[bool] = True
    text: str


@command(Office.CLERK, phases=ALWAYS, in_public=True)
def release_decision(meeting: Meeting, actor: Actor, item: str, text: str) -> Iterator[Event]:
    """Tell the public what was decided in private under an item, in these words."""
    _require_private(meeting, actor, item)
    if not text:
        raise Refused(N_("Write the decision as the public is to read it."))
    yield DecisionReleased(item, text)


@command(Office.CLERK, phases=ALWAYS, in_public=True)
def release_summary(meeting: Meeting, actor: Actor, item: str, text: str) -> Iterator[Event]:
    """Give the public a summary of what was done in private under an item."""
    _require_private(meeting, actor, item)
    if not text:
        raise Refused(N_("Write the summary as the public is to read it."))
    yield SummaryReleased(item, text)


def _require_private(meeting: Meeting, actor: Actor, number: str) -> None:
    item = meeting.item(number)
    covered = {n for exclusion in meeting.exclusions for n in exclusion.items}
    if item.number not in covered:
        raise Refused(
            N_("Item {number} was not taken in private: record what was decided."), number=number
        )
