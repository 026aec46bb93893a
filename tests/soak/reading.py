"""Reading what was recorded, event by event, as somebody would who knows nothing of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from server.meeting.event import Recorded

STRUCK_BUT_HAPPENED = ("ItemsTakenTogether",)
"""Kinds of which nothing is taken back when their entry is struck out."""


class Reading:
    """Reads each event by a method of its name, if there is one: `_VoteCast(stamp, event)`.

    Whenever something is taken back or struck out, all is read again without it.
    """

    def __init__(self, recorded: Iterable[Recorded] = ()) -> None:
        self._all: list[Recorded] = []
        self._begin()
        self.read(recorded)

    def read(self, recorded: Iterable[Recorded]) -> None:
        """Read what was recorded since."""
        new = list(recorded)
        self._all += new
        if any(type(event).__name__ in ("Undone", "EntryStruck") for _, event in new):
            self._begin()
            new = list(_left(not_undone(self._all)))
        for each in new:
            self._step(each)

    def _begin(self) -> None:
        """Forget all that was read."""
        raise NotImplementedError(f"{type(self).__name__} must say how it begins anew.")

    def _step(self, recorded: Recorded) -> None:
        read = getattr(self, f"_{type(recorded.event).__name__}", None)
        if read is not None:
            read(recorded.stamp, recorded.event)


def not_undone(recorded: Sequence[Recorded]) -> list[Recorded]:
    """All but what was undone."""
    happened: list[tuple[str, Any]] = [(type(e).__name__, e) for _, e in recorded]
    undone = {(e.actor, e.command) for name, e in happened if name == "Undone"}
    return [r for r in recorded if (r.stamp.actor, r.stamp.command) not in undone]


def _left(kept: Sequence[Recorded]) -> Iterator[Recorded]:
    """All but those of which the entry was struck out."""
    happened: list[tuple[str, Any]] = [(type(e).__name__, e) for _, e in kept]
    struck = {e.entry for name, e in happened if name == "EntryStruck"}
    for recorded in kept:
        stays = type(recorded.event).__name__ in STRUCK_BUT_HAPPENED
        if stays or recorded.stamp.id not in struck:
            yield recorded
