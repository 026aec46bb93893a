"""The meetings in lists: today, coming and past."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from server.pages.calendar.listed import UNFIXED, Listed, Row, by_time, is_open
from server.render.standing import Day, State


class Groups(NamedTuple):
    """The meetings by when they are: `today` those in session first, `past` the latest first."""

    today: list[Row]
    coming: list[Row]
    past: list[Row]


def listed(meetings: Iterable[Listed], today: date) -> Groups:
    """Every meeting by when it is. One that sits today and goes on on another day stands under
    both; one whose day has gone by is past, whatever was recorded of it."""
    groups = Groups([], [], [])
    for meeting in meetings:
        now, ahead = _on(meeting, today), _ahead(meeting, today)
        if now is not None:
            groups.today.append(Row(meeting, now))
        if ahead is not None:
            groups.coming.append(Row(meeting, ahead))
        if now is None and ahead is None:
            groups.past.append(Row(meeting, meeting.stands.days[-1]))
    groups.today.sort(key=lambda row: (not is_open(row), by_time(row)))
    groups.coming.sort(key=by_time)
    groups.past.sort(key=by_time, reverse=True)
    return groups


def _on(meeting: Listed, today: date) -> Day | None:
    """Its day that is today; of one in session that is its latest, past midnight too."""
    stands = meeting.stands
    now = next((day for day in stands.days if day.on == today), None)
    return stands.days[-1] if now is None and stands.state is State.OPEN else now


def _ahead(meeting: Listed, today: date) -> Day | None:
    """Its day that is still to come, if there is one."""
    stands = meeting.stands
    if stands.state in (State.OPEN, State.CLOSED):
        return None
    if stands.state is State.ADJOURNED and stands.when is None:
        return UNFIXED
    return stands.days[-1] if stands.days[-1].on > today else None
