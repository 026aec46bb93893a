"""What was done to an agenda last, and to which of its items."""

from __future__ import annotations

from collections.abc import Sequence

from server.council.change import Change, Changed
from server.council.fold import standing
from server.council.history import MOST_NAMES, Act
from server.council.plan import Plan
from server.council.planned import ItemMoved, ItemRemoved, ItemsAdded, ItemSet
from server.words import N_


def last_acts(changes: Sequence[Changed], most: int) -> list[Act]:
    """The last acts that stand and can be taken back, the newest first, each with the titles of
    its items as they were called then."""
    acts: dict[str, Act] = {}
    plan = Plan()
    for each in standing(changes):
        if each.change.undoable:
            act = acts.get(each.stamp.command)
            acts[each.stamp.command] = _with(act, each, _titles(each.change, plan))
        plan = each.change.apply(plan)
    return list(reversed(acts.values()))[:most]


def _with(act: Act | None, changed: Changed, titles: list[str]) -> Act:
    if act is not None:
        titles = [*act.names, *(title for title in titles if title not in act.names)]
        changed = act.changed
    more = (act.more if act is not None else 0) + max(0, len(titles) - MOST_NAMES)
    return Act(_said(changed.change), changed, tuple(titles[:MOST_NAMES]), more)


def _said(change: Change) -> str:
    if isinstance(change, ItemsAdded) and change.instead:
        return N_("Agenda replaced")
    if isinstance(change, ItemsAdded) and len(change.items) == 1:
        return N_("Item added")
    return change.title


def _titles(change: Change, plan: Plan) -> list[str]:
    """What the items are called that a change of this plan is about."""
    match change:
        case ItemsAdded(items=items):
            return [each.item.title for each in items]
        case ItemSet(item=item):
            return [item.item.title]
        case ItemMoved(ref=ref) | ItemRemoved(ref=ref):
            found = plan.item(ref)
            return [found.item.title] if found is not None else []
    return []
