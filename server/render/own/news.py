"""The few words that matter most to a member now, which follow them wherever they read."""

from __future__ import annotations

import msgspec

from server.render.own.due import Due
from server.render.own.speaking import Speaking


class News(msgspec.Struct, frozen=True):
    """What matters most: leave, vote, floor or return; empty where nothing presses. `item` is to
    be left."""

    what: str = ""
    item: str = ""


def news(due: Due, floor: Speaking) -> News:
    """What matters most of these."""
    must = next((each for each in due.leaving if each.out is None), None)
    if must is not None:
        return News("leave", must.item)
    if due.ballot is not None and due.ballot.waits:
        return News("vote")
    if floor.turn is not None and floor.turn.floor:
        return News("floor")
    return News("return") if due.returning and not due.leaving else News()
