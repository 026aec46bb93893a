"""The plan of a meeting: its agenda in preparation, before anybody but the officers sees it.

It becomes a meeting when it is published. Until the meeting opens it can be changed and published
again; what was published is the meeting's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from server.council.register import Body
from server.meeting_file.form import (
    MOST_PEOPLE,
    MOST_SHORT,
    Id,
    Text,
    Title,
    Words,
    WrittenItem,
    WrittenJoin,
    WrittenLink,
    WrittenPerson,
    WrittenSubItem,
)


class Arrangements(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """When and where a body meets, and who comes besides those who have seats.

    `starts_at` is as the clock on the wall shows it. `rehearsal`: it is no real meeting.
    """

    body: Id
    starts_at: datetime
    place: Title
    title: Words = ""
    attend: Text = ""
    watch: WrittenLink | None = None
    join: WrittenJoin | None = None
    rehearsal: bool = False
    people: Annotated[tuple[WrittenPerson, ...], Meta(max_length=MOST_PEOPLE)] = ()


class PlanItem(msgspec.Struct, frozen=True):
    """An item of the agenda to be. `ref` names it whatever its number becomes; `under` is the ref
    of the item above it, empty for none."""

    ref: str
    item: WrittenSubItem
    under: str = ""


class Plan(msgspec.Struct, frozen=True, eq=False):
    """A plan, whole. `key`: the meeting that it became, once it is published. `dropped`: why it
    came to nothing."""

    id: str = ""
    arrangements: Arrangements | None = None
    items: tuple[PlanItem, ...] = ()
    key: str = ""
    dropped: bool = False

    def item(self, ref: str) -> PlanItem | None:
        """The item with this ref, if it is there."""
        return next((item for item in self.items if item.ref == ref), None)

    @property
    def tops(self) -> list[PlanItem]:
        """The items that stand under none."""
        return [item for item in self.items if not item.under]

    def beneath(self, ref: str) -> list[PlanItem]:
        """The items under this one."""
        return [item for item in self.items if item.under == ref]

    @property
    def numbered(self) -> list[tuple[str, PlanItem]]:
        """Every item in its order with the number that it will have."""
        found: list[tuple[str, PlanItem]] = []
        for n, top in enumerate(self.tops, start=1):
            number = top.item.number or str(n)
            found.append((number, top))
            for m, sub in enumerate(self.beneath(top.ref), start=1):
                found.append((sub.item.number or f"{number}.{m}", sub))
        return found

    def written(self) -> tuple[WrittenItem, ...]:
        """The agenda as a meeting file would have it."""
        return tuple(
            WrittenItem(
                **msgspec.structs.asdict(top.item),
                items=tuple(sub.item for sub in self.beneath(top.ref)),
            )
            for top in self.tops
        )

    def ref_at(self, path: tuple[str | int, ...]) -> str:
        """The item that a fault's path leads to: ("items", 3, "items", 0, …); empty for none."""
        match path:
            case ("items", int(n), "items", int(m), *_):
                return self.beneath(self.tops[n].ref)[m].ref
            case ("items", int(n), *_):
                return self.tops[n].ref
        return ""

    def takes(self, under: str) -> bool:
        """Whether one more item can stand there: an item under another has none of its own."""
        above = self.item(under)
        return above is not None and not above.under and len(self.beneath(under)) < MOST_SHORT


def flattened(items: Iterable[WrittenItem], refs: Iterable[str]) -> list[PlanItem]:
    """Items as a meeting file has them, as a plan has them: each with a ref of its own."""
    names = iter(refs)
    found: list[PlanItem] = []
    for item in items:
        ref = next(names)
        found.append(PlanItem(ref, alone(item)))
        found.extend(PlanItem(next(names), alone(sub), ref) for sub in item.items)
    return found


def alone(item: WrittenSubItem) -> WrittenSubItem:
    """The item without those beneath it."""
    fields = {field: getattr(item, field) for field in WrittenSubItem.__struct_fields__}
    return WrittenSubItem(**fields)


def title_of(arrangements: Arrangements, body: Body | None) -> str:
    """What the meeting is called."""
    return arrangements.title or (body.name if body else arrangements.body)
