"""The running order: items are moved with all beneath them, and their numbers stay."""

from __future__ import annotations

from collections.abc import Iterable

from server.meeting.agenda import AgendaItem


def family(items: Iterable[AgendaItem], number: str) -> frozenset[str]:
    """An item and all items beneath it, by their numbers."""
    found = {number}
    for item in items:  # a sub-item stands after the item above it
        if item.parent in found:
            found.add(item.number)
    return frozenset(found)


def moved(
    items: tuple[AgendaItem, ...],
    order: tuple[str, ...],
    numbers: tuple[str, ...],
    before: str,
    after: str,
) -> tuple[str, ...]:
    """The order after these items were moved before one item or after another.

    If that item is not there, the order stays.
    """
    moving = [n for number in numbers for n in order if n in family(items, number)]
    moving = list(dict.fromkeys(moving))
    rest = [n for n in order if n not in moving]
    places = [rest.index(n) for n in family(items, before or after) if n in rest]
    if not places:
        return order
    place = min(places) if before else max(places) + 1
    return (*rest[:place], *moving, *rest[place:])
