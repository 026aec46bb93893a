"""Which papers each meeting tells of, to everybody and to those inside, and what is read ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from aiohttp import web

from server.live.meetings import Running
from server.meeting.agenda import AgendaItem
from server.meeting.summons import NOTHING, Ahead, ahead, summons_of

Items = tuple[AgendaItem, ...]


class Told:
    """Which papers each meeting has, kept for as long as its agenda is the same."""

    def __init__(self) -> None:
        self._public: dict[str, tuple[Items, frozenset[str]]] = {}
        self._all: dict[str, tuple[Items, frozenset[str]]] = {}

    def everybody(self, running: Running) -> frozenset[str]:
        """The addresses of the papers of which everybody is told: not of closed items."""
        outside = running.live.outside
        return _kept(self._public, outside.key, outside.items, _published)

    def anybody(self, running: Running) -> frozenset[str]:
        """The addresses of all papers, exempt ones too."""
        inside = running.live.meeting
        return _kept(self._all, inside.key, inside.items, addresses)


TOLD: web.AppKey[Told] = web.AppKey("told of papers", Told)


def addresses(items: Iterable[AgendaItem]) -> Iterator[str]:
    """The addresses of the papers of items."""
    return (paper.url for item in items for paper in item.papers)


def ahead_of(following: Running, person: str) -> Ahead:
    """What this person may read ahead of this meeting now: of a rehearsal that is kept apart
    nothing, for the interests that members have in the meeting itself are not known there."""
    summons = summons_of(following.live.recorded)
    if summons is None or following.apart:
        return NOTHING
    return ahead(summons, following.live.sides, person)


def _published(items: Items) -> Iterator[str]:
    for item in items:
        if not item.closed:
            yield from (paper.url for paper in item.papers if not paper.exempt)


def _kept(
    known: dict[str, tuple[Items, frozenset[str]]],
    key: str,
    items: Items,
    of: Callable[[Items], Iterable[str]],
) -> frozenset[str]:
    found = known.get(key)
    if found is None or found[0] is not items:
        known[key] = found = (items, frozenset(of(items)))
    return found[1]
