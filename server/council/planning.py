"""What may be done to an agenda in preparation: each decided on the plan as it is at that moment.

Two officers may work on one agenda. Whoever comes second is told, and loses no word; whatever
somebody else added meanwhile is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from server.council.change import Change, Changed
from server.council.fold import standing
from server.council.plan import Arrangements, Plan, PlanItem
from server.council.planned import (
    ArrangementsSet,
    ItemMoved,
    ItemRemoved,
    ItemsAdded,
    ItemSet,
    ItemsNumbered,
    PlanDropped,
)
from server.meeting.refused import Refused
from server.meeting_file.form import MOST_ITEMS, WrittenItem, WrittenSubItem
from server.words import N_

ARRANGEMENTS = "arrangements"


class ChangedMeanwhile(Refused):
    """Somebody else has changed the same since the form was opened."""


class RemovedMeanwhile(Refused):
    """Somebody else has removed what the form was about."""


def mark_of(kept: object) -> str:
    """What tells one wording of something from another, for the form that it is changed with."""
    return hashlib.sha256(msgspec.json.encode(kept)).hexdigest()[:16]


def add(plan: Plan, items: Sequence[PlanItem], after: str = "") -> list[Change]:
    """Add items at the end, or after the one that is named. Raises Refused."""
    new = {item.ref for item in items if not item.under}
    for item in items:
        if item.under and item.under not in new and not plan.takes(item.under):
            raise Refused(N_("The item that this was to stand under takes no more, or is gone."))
    _require_room(len(plan.items) + len(items))
    return [ItemsAdded(tuple(items), after)]


def put_instead(plan: Plan, items: Sequence[PlanItem], seen: str) -> list[Change]:
    """Put these in place of the whole agenda, as it was when it was looked at. Raises Refused."""
    if seen != mark_of(plan.items):
        raise ChangedMeanwhile(
            N_(
                "Somebody has changed the agenda since you looked. See whether it may still be "
                "replaced, then use these items again."
            )
        )
    _require_room(len(items))
    return [ItemsAdded(tuple(items), instead=True)]


def reword(plan: Plan, ref: str, item: WrittenSubItem, seen: str) -> list[Change]:
    """Change the words of an item, as they were when its form was opened. Raises Refused."""
    found = plan.item(ref)
    if found is None:
        raise RemovedMeanwhile(
            N_(
                "Somebody else has removed this item since you opened it. Your words are below: "
                "save them as a new item, or leave them."
            )
        )
    if item == found.item:
        return []
    if seen != mark_of(found.item):
        raise ChangedMeanwhile(
            N_(
                "Somebody else has changed this item since you opened it. Your words are below, "
                "and what it says now stands beside them: change what is to be, and save it again."
            )
        )
    return [ItemSet(PlanItem(found.ref, item, found.under))]


def arrange(plan: Plan, arrangements: Arrangements, seen: str) -> list[Change]:
    """Change the arrangements, as they were when their form was opened. Raises Refused."""
    if arrangements == plan.arrangements:
        return []
    if seen != mark_of(plan.arrangements):
        raise ChangedMeanwhile(
            N_(
                "Somebody else has changed the arrangements since you opened them. Your words are "
                "below. Go back to see what they are now, or save yours in their place."
            )
        )
    return [ArrangementsSet(arrangements)]


def remove(plan: Plan, ref: str) -> list[Change]:
    """Remove an item, with those under it."""
    return [ItemRemoved(ref)] if plan.item(ref) is not None else []


def move(plan: Plan, ref: str, where: str) -> list[Change]:
    """Move an item "up" or "down" among those beside it, "in" under the one above, or "out"."""
    item = plan.item(ref)
    if item is None:
        return []
    refs = [each.ref for each in (plan.beneath(item.under) if item.under else plan.tops)]
    place = refs.index(ref)
    if where == "up" and place > 0:
        return [ItemMoved(ref, refs[place - 1], item.under)]
    if where == "down" and place + 1 < len(refs):
        after = refs[place + 2] if place + 2 < len(refs) else _next_top(plan, item)
        return [ItemMoved(ref, after, item.under)]
    if where == "in" and not item.under and place > 0 and plan.takes(refs[place - 1]):
        after = refs[place + 1] if place + 1 < len(refs) else ""
        return [] if plan.beneath(ref) else [ItemMoved(ref, after, refs[place - 1])]
    if where == "out" and item.under:
        return [ItemMoved(ref, _next_top(plan, item), "")]
    return []


def drop(plan: Plan, *, convened: bool) -> list[Change]:
    """Discard the agenda, unless it is a meeting. Raises Refused."""
    if convened:
        raise Refused(N_("This agenda is published: cancel the meeting instead."))
    return [] if plan.dropped else [PlanDropped()]


def require_nothing_built_on(changes: Sequence[Changed], act: str) -> None:
    """Refuse to take an act back while something that was done later is about the same items."""
    stands = standing(changes)
    places = [n for n, each in enumerate(stands) if each.stamp.command == act]
    if not places:
        return
    about = {ref for n in places for ref in _about(stands[n].change)}
    for each in stands[places[-1] + 1 :]:
        if about & _about(each.change):
            raise Refused(
                N_(
                    "Something that was done later is about the same: take that back first, or "
                    "change it to what is right."
                )
            )


def counted(items: Iterable[WrittenItem]) -> tuple[WrittenItem, ...]:
    """The items without the numbers that they would have anyway, so that they go on being counted
    when their order changes. Other numbers are the council's own, and stay."""
    found = []
    for n, item in enumerate(items, start=1):
        number = item.number or str(n)
        subs = tuple(
            replace(sub, number="") if sub.number == f"{number}.{m}" else sub
            for m, sub in enumerate(item.items, start=1)
        )
        found.append(replace(item, number="" if number == str(n) else item.number, items=subs))
    return tuple(found)


def _about(change: Change) -> set[str]:
    """What a change is about, by the refs of its items."""
    match change:
        case ItemsAdded(items=items):
            return {item.ref for item in items} | {item.under for item in items if item.under}
        case ItemSet(item=item):
            return {item.ref}
        case ItemMoved(ref=ref, under=under):
            return {ref, under} - {""}
        case ItemRemoved(ref=ref):
            return {ref}
        case ItemsNumbered(numbers=numbers):
            return {ref for ref, _ in numbers}
        case ArrangementsSet():
            return {ARRANGEMENTS}
    return set()


def _require_room(count: int) -> None:
    if count > MOST_ITEMS:
        raise Refused(N_("An agenda has at most {most} items."), most=MOST_ITEMS)


def _next_top(plan: Plan, item: PlanItem) -> str:
    """The item after the one that this stands under; of one that stands under none, no item."""
    tops = [each.ref for each in plan.tops]
    place = tops.index(item.under) + 1 if item.under else len(tops)
    return tops[place] if place < len(tops) else ""
