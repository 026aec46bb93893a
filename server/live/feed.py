"""A feed: what one audience of one meeting sees in one language, and what of it changed.

A feed has no numbers and keeps no history: whoever comes (back) says what they hold, and is
given what differs. So it works after a restart and against another process.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

import msgspec

from server.meeting.meeting import Meeting
from server.meeting.record import Audience
from server.meeting.sides import Sides
from server.render.language import Voice
from server.render.layout import LISTS
from server.render.panels import Artist, Drawing

MOST_PAST = 32  # drawings that a feed still knows by their root digests


class Update(msgspec.Struct, frozen=True, omit_defaults=True):
    """What changed: panels to set by id, the order of a slot where it changed, and the new root.

    It carries state and no steps, so that it may come twice without harm. One that was missed is
    noticed by nobody but those who come back and say which root they hold.
    """

    root: str
    set: dict[str, str]
    order: dict[str, list[str]] = {}

    def followed_by(self, later: Update) -> Update:
        """Both as one."""
        return Update(later.root, {**self.set, **later.set}, {**self.order, **later.order})


class Held(msgspec.Struct, frozen=True):
    """What somebody holds: the digests of their panels, and which stand in each place."""

    digests: Mapping[str, str]
    order: Mapping[str, list[str]] = {}


class Feed:
    """The newest drawing of one audience in one language.

    Of the last few drawings it knows what they held, so that whoever has only just missed a change
    need not say it. Whoever holds anything else says what.
    """

    def __init__(self, audience: Audience, voice: Voice, sides: Sides) -> None:
        self.audience = audience
        self.voice = voice
        self._artist = Artist(audience, voice)
        self.drawing = self._artist.draw(sides)
        self._past: OrderedDict[str, Held] = OrderedDict()

    @property
    def seen(self) -> Meeting:
        """The meeting as this audience sees it in the newest drawing."""
        return self._artist.seen

    def show(self, sides: Sides) -> Update | None:
        """Draw the meeting; what differs from the last drawing, or None if nothing does."""
        before, self.drawing = self.drawing, self._artist.draw(sides)
        if self.drawing.root == before.root:
            return None
        held = Held(before.digests, self._order(before))
        self._past.pop(before.root, None)
        self._past[before.root] = held
        if len(self._past) > MOST_PAST:
            self._past.popitem(last=False)
        return _difference(held, self._order(), self.drawing)

    def knows(self, root: str) -> bool:
        """Whether it is known what somebody holds whose drawing has this root digest."""
        return root in self._past

    def since(self, root: str, hold: Mapping[str, str]) -> Update | None:
        """What somebody lacks of the last drawing who holds these panels; None if nothing.

        Who joins with this misses nothing, for the next update starts from the same drawing.
        """
        if root == self.drawing.root:
            return None
        held = Held(hold) if hold else self._past.get(root, Held({}))
        return _difference(held, self._order(), self.drawing)

    def _order(self, drawing: Drawing | None = None) -> dict[str, list[str]]:
        """The panels in each place; a list that has none any more is told as empty."""
        order: dict[str, list[str]] = {slot: [] for slot in LISTS[self.audience]}
        for panel in (drawing or self.drawing).panels:
            order.setdefault(panel.slot, []).append(panel.id)
        return order


def _difference(held: Held, now: Mapping[str, list[str]], drawing: Drawing) -> Update:
    changed = {p.id: p.html for p in drawing.panels if held.digests.get(p.id) != p.digest}
    moved = {slot: ids for slot, ids in now.items() if held.order.get(slot) != ids}
    return Update(drawing.root, changed, moved)
