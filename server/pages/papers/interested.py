"""The papers that an interest keeps from somebody, in whichever meeting they declared it.

One file may be the exempt paper of two meetings. Who must leave the one for what it tells of reads
it by way of the other neither; what some meeting has published is everybody’s all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aiohttp import web
from msgspec.structs import replace

from server.live.meetings import Running
from server.meeting.agenda import AgendaItem
from server.meeting.summons import Ahead, kept_from, summons_of
from server.pages.doors.seat import REGISTERED, Seat, seat_of
from server.pages.papers.told import TOLD, addresses, ahead_of
from server.pages.site import SITE


def own_ahead(request: web.Request, following: Running, person: str) -> Ahead:
    """What this person may read ahead of this meeting, without the papers that an interest of
    theirs keeps from them in another."""
    found = ahead_of(following, person)
    kept = kept_back(request, following, person, addresses(found.readable))
    return Ahead(tuple(_without(kept, found.readable)), found.kept_back) if kept else found


def kept_back(
    request: web.Request, following: Running, person: str, wanted: Iterable[str]
) -> frozenset[str]:
    """Which of these papers some meeting keeps from whoever this person of `following` is."""
    seat, asked = seat_of(following.live.meeting, person), frozenset(wanted)
    if seat is None or not asked:
        return frozenset()
    told = request.app[TOLD]
    having = [each for each in request.app[SITE].meetings if asked & told.anybody(each)]
    return asked & {url for each in having for url in _kept_in(each, seat)}


def _kept_in(meeting: Running, seat: Seat) -> Iterator[str]:
    summons = summons_of(meeting.live.recorded)
    if summons is None:
        return
    for each in meeting.live.meeting.people:
        if each.name == seat.name and _may_be(seat_of(meeting.live.meeting, each.id), seat):
            yield from kept_from(summons, meeting.live.sides, each.id)


def _may_be(there: Seat | None, seat: Seat) -> bool:
    """Whether these may be one person. Only the register tells two of one name apart: a group can
    be left, and a post changes, and the interest is the same."""
    if there is None or there.council != seat.council:
        return False
    registered = there.marks.startswith(REGISTERED) and seat.marks.startswith(REGISTERED)
    return not registered or there.marks == seat.marks


def _without(kept: frozenset[str], items: Iterable[AgendaItem]) -> Iterator[AgendaItem]:
    for item in items:
        papers = tuple(paper for paper in item.papers if paper.url not in kept)
        yield item if len(papers) == len(item.papers) else replace(item, papers=papers)
