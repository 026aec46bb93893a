"""A panel as it is planned: its place, its template and what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar, cast

import msgspec

from server.words import Said

T = TypeVar("T")


class Panel(msgspec.Struct, frozen=True, eq=False):
    """One piece of page. `id` is the element's; `slot` the place of the page where it stands."""

    id: str
    slot: str
    template: str
    given: dict[str, object]
    tag: str = "div"
    classes: str = ""

    def same_as(self, other: Panel) -> bool:
        """Whether the other would be drawn just like this one."""
        return (
            self.slot == other.slot
            and self.classes == other.classes
            and self.template == other.template
            and self.tag == other.tag
            and same(self.given, other.given)
        )


class Kept:
    """What was planned for a page before, kept for as long as it would be planned the same."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[tuple[object, ...], tuple[object, ...]]] = {}

    def of(
        self, name: str, made_of: tuple[object, ...], plan: Callable[[], Iterable[T]]
    ) -> tuple[T, ...]:
        """What `plan` gives; asked again only if something that it is made of has changed."""
        known = self._known.get(name)
        if known is None or not same(known[0], made_of):
            known = self._known[name] = made_of, tuple(plan())
        return cast(tuple[T, ...], known[1])


def same(before: object, now: object) -> bool:
    """Whether two inputs are the same: the same object, or plain values that are equal.

    State is never changed in place, so that the same object means the same drawing.
    """
    if before is now:
        return True
    if isinstance(before, dict) and isinstance(now, dict):
        if before.keys() != now.keys():
            return False
        for key, value in before.items():  # a loop, for it runs for every panel of a page
            other = now[key]
            if value is not other and not same(value, other):
                return False
        return True
    if isinstance(before, tuple) and isinstance(now, tuple):
        return len(before) == len(now) and all(map(same, before, now))
    if isinstance(before, Said) and isinstance(now, Said):
        return before.sentence == now.sentence and same(before.values, now.values)
    return (
        isinstance(now, str | int | bool | datetime) and type(before) is type(now) and before == now
    )
