"""The table of a crowd: its rows, each judged from what was measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from server.bench.crowd import answering, coming, paging, pushing, several, unread
from server.bench.crowd.asked import Asked
from server.bench.crowd.judged import Judged, unmeasured
from server.bench.crowd.took import Took


def rows(asked: Asked, took: Took) -> Iterator[Judged]:
    """What was asked for, in the order of the promises."""
    judges: dict[str, Callable[[Asked, Took], Iterator[Judged]]] = {
        "push": pushing.pushed,
        "memory": coming.memory,
        "connect": coming.came,
        "acknowledge": answering.answered,
        "return": coming.came_back,
        "pages": paging.asked_for_pages,
        "unread": unread.unread,
        "processes": several.several,
    }
    for name, judge in judges.items():
        if name in took.failed:
            yield unmeasured(f"Followers: {name}", took.failed[name])
        elif name in asked.rows:
            yield from judge(asked, took)
