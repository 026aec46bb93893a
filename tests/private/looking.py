"""All that can be seen of a meeting from outside without a server, so that two can be compared."""

from __future__ import annotations

import msgspec

from server.meeting.agenda import AgendaItem
from server.meeting.audience import Sight
from server.meeting.reasons import reasons
from server.meeting.record import Audience
from server.meeting.sides import Sides
from server.meeting.summons import ahead, summons_of
from server.minutes import FORMATS, page, write
from server.render.layout import Layout
from server.render.panels import Artist
from tests.conftest import ENGLISH
from tests.private.convened import CANARIES
from tests.private.world import World

OUTSIDE = tuple(audience for audience in Audience if audience is not Audience.CLERK)


class Looks:
    """One who follows a meeting: what they saw is kept until the next look, as on a server."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._sights = {audience: Sight(audience) for audience in OUTSIDE}
        self._artist = Artist(Audience.PUBLIC, ENGLISH)

    def meeting(self) -> dict[str, bytes]:
        """The meeting as it is known outside and as everybody but the clerk may see it."""
        sides = self.world.sides
        seen = {"outside": sides.outside}
        for audience, sight in self._sights.items():
            if audience is Audience.PUBLIC or sides.inside.private is None:
                seen[audience.value] = sight.of(sides)
        return {name: msgspec.json.encode(each) for name, each in seen.items()}

    def drawing(self) -> dict[str, object]:
        """The public panels, with their ids and order, and the reasons that are given."""
        drawn = self._artist.draw(self.world.sides)
        told = [
            (why.about, ENGLISH.say(why.said), why.rule, why.at)
            for why in reasons(Sight(Audience.PUBLIC).of(self.world.sides))
        ]
        return {"panels": [(p.id, p.slot, p.html) for p in drawn.panels], "why": told}

    def ahead(self) -> dict[str, object]:
        """What each reads ahead of the meeting, by their own interests: which items, of whose words
        none may be anything but the summons's."""
        return {
            f"{person.id}, by {self._own(person.id)}": self._ahead(person.id)
            for person in self.world.outside.invited
        }

    def _ahead(self, person: str) -> object:
        summons = summons_of(self.world.recorded)
        assert summons is not None
        said = {item.number: item for item in summons.items}
        told = ahead(summons, self.world.sides, person)
        for item in told.readable:
            first = said[item.number].on_agenda()
            assert item.record == item.spans == ()
            assert set(item.papers) <= set(first.papers)
            assert _words(item) == _words(first), f"{item.number} is not as it was summoned"
        return [i.number for i in told.readable], [msgspec.json.encode(i) for i in told.kept_back]

    def _own(self, person: str) -> list[str]:
        """What asks this person to leave: recorded of them, or sent by them and waiting."""
        declared = {
            i.id: f"{i.item}/{i.kind}/{i.dispensation}"
            for side in self.world.sides
            for i in side.interests.declared
            if i.person == person
        }
        sent = [
            f"{offer.given.get('item')}/{offer.given.get('kind')} sent"
            for offer in self.world.inside.offers.waiting
            if offer.person == person and offer.command == "declare_interest"
        ]
        return sorted({*declared.values(), *sent})

    def everything(self) -> list[object]:
        """All of it."""
        return [self.meeting(), self.drawing(), self.planned(), self.note()]

    def planned(self) -> list[tuple[str, str]]:
        """Which panels there are for the public."""
        seen = self._artist.seen
        return [(p.id, p.slot) for p in Layout(Audience.PUBLIC).of(seen)]

    def note(self) -> dict[str, object]:
        """The public note in every format, and as a page."""
        outside = Sides(self.world.outside, self.world.outside).outside
        files: dict[str, object] = dict(write(outside, ENGLISH))
        assert set(files) == set(FORMATS)
        return {**files, "page": str(page(outside, ENGLISH, clerk=False))}


def differences(
    first: Looks, second: Looks, *, drawing: bool = True, note: bool = False
) -> list[str]:
    """What is not the same in both, or has a canary, by name; empty if nothing differs."""
    one, other = first.world, second.world
    found: list[str] = []

    def same(name: str, left: object, right: object) -> None:
        if left != right:
            found.append(f"{name}: {_where(left, right)}")

    same("named releases", one.told, other.told)
    same("what was heard, and when", one.heard, other.heard)
    left, right = first.ahead(), second.ahead()
    for name in left.keys() & right.keys():  # an interest of their own may be private in one alone
        same(f"read ahead by {name}", left[name], right[name])
    for looked, wanted in {"meeting": True, "drawing": drawing, "note": note}.items():
        if not wanted:
            continue
        left, right = getattr(first, looked)(), getattr(second, looked)()
        same(f"{looked}: names", list(left), list(right))
        for name, value in left.items():
            same(name, value, right[name])
            if any(canary in str(value) for canary in CANARIES):
                found.append(f"{name} has a canary")
    return found


def _words(item: AgendaItem) -> tuple[object, ...]:
    return item.title, item.private_title, item.summary, item.recommendations, item.presenters


def _where(left: object, right: object) -> str:
    """The first place at which two values differ, with what stands around it."""
    one = left.decode("utf-8", "replace") if isinstance(left, bytes) else str(left)
    other = right.decode("utf-8", "replace") if isinstance(right, bytes) else str(right)
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    around = slice(max(0, at - 120), at + 160)
    return f"\n  {one[around]}\n  {other[around]}"
