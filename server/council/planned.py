"""The changes of a plan."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from server.council.change import Change
from server.council.plan import Arrangements, Plan, PlanItem
from server.words import N_


class PlanBegun(Change, frozen=True):
    """A plan was begun, with the items that it was begun from."""

    title: ClassVar[str] = N_("Agenda begun")
    undoable: ClassVar[bool] = False
    id: str
    arrangements: Arrangements
    items: tuple[PlanItem, ...] = ()

    def apply(self, state: Plan) -> Plan:
        return Plan(self.id, self.arrangements, self.items)


class ArrangementsSet(Change, frozen=True):
    """The time, the place, or what else is arranged was changed."""

    title: ClassVar[str] = N_("Arrangements changed")
    arrangements: Arrangements

    def apply(self, state: Plan) -> Plan:
        return replace(state, arrangements=self.arrangements)


class ItemsAdded(Change, frozen=True):
    """Items were added, after the one that is named, at the end of all, or in place of all."""

    title: ClassVar[str] = N_("Items added")
    items: tuple[PlanItem, ...]
    after: str = ""
    instead: bool = False

    def apply(self, state: Plan) -> Plan:
        if self.instead:
            return replace(state, items=_sound(self.items))
        known = {item.ref for item in self.items}
        kept = [item for item in state.items if item.ref not in known]
        place = _after(kept, self.after)
        return replace(state, items=_sound((*kept[:place], *self.items, *kept[place:])))


class ItemSet(Change, frozen=True):
    """The words of an item were changed."""

    title: ClassVar[str] = N_("Item changed")
    item: PlanItem

    def apply(self, state: Plan) -> Plan:
        items = tuple(self.item if i.ref == self.item.ref else i for i in state.items)
        return replace(state, items=items)


class ItemMoved(Change, frozen=True):
    """An item was moved, with those under it, to stand before another or at the end, or to stand
    under another item, or no longer so."""

    title: ClassVar[str] = N_("Item moved")
    ref: str
    before: str = ""
    under: str = ""

    def apply(self, state: Plan) -> Plan:
        moved = [i for i in state.items if self.ref in (i.ref, i.under)]
        if not moved:
            return state
        moved[0] = replace(moved[0], under=self.under)
        rest = [i for i in state.items if self.ref not in (i.ref, i.under)]
        place = next((n for n, i in enumerate(rest) if i.ref == self.before), len(rest))
        return replace(state, items=_sound((*rest[:place], *moved, *rest[place:])))


class ItemRemoved(Change, frozen=True):
    """An item was removed, with those under it."""

    title: ClassVar[str] = N_("Item removed")
    ref: str

    def apply(self, state: Plan) -> Plan:
        items = tuple(i for i in state.items if self.ref not in (i.ref, i.under))
        return replace(state, items=items)


class ItemsNumbered(Change, frozen=True):
    """Items were numbered again: what is written as the number of each, by its ref; empty for one
    that is counted."""

    title: ClassVar[str] = N_("Items numbered again")
    numbers: tuple[tuple[str, str], ...]

    def apply(self, state: Plan) -> Plan:
        new = dict(self.numbers)
        items = tuple(
            replace(each, item=replace(each.item, number=new[each.ref]))
            if each.ref in new
            else each
            for each in state.items
        )
        return replace(state, items=items)


class PlanPublished(Change, frozen=True):
    """The plan was published: it is a meeting now."""

    title: ClassVar[str] = N_("Agenda published")
    undoable: ClassVar[bool] = False
    key: str

    def apply(self, state: Plan) -> Plan:
        return replace(state, key=self.key, dropped=False)


class PlanDropped(Change, frozen=True):
    """The plan came to nothing."""

    title: ClassVar[str] = N_("Agenda discarded")

    def apply(self, state: Plan) -> Plan:
        return replace(state, dropped=True)


def _sound(items: tuple[PlanItem, ...]) -> tuple[PlanItem, ...]:
    """The items, of which none is lost: one whose item above is gone, or stands under another
    itself, stands by itself."""
    tops = {item.ref for item in items if not item.under}
    return tuple(
        item if not item.under or item.under in tops else replace(item, under="") for item in items
    )


def _after(items: list[PlanItem], ref: str) -> int:
    """Where what comes after this item stands: after those under it too."""
    places = [n for n, i in enumerate(items) if ref and ref in (i.ref, i.under)]
    return max(places) + 1 if places else len(items)
