"""A feed: what one audience of one meeting sees in one language, and what of it changed.

A feed has no numbers and keeps no history: whoever comes (back) says what they hold, and is
given what differs. So it works after a restart and against another process.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from server.meeting.meeting import Meeting
from server.meeting.record import Audience
from server.meeting.sides import Sides
from server.render.language import Voice
from server.render.layout import LISTS
from server.render.panels import Artist, Drawing


class Update(msgspec.Struct, frozen=True, omit_defaults=True):
    """What changed: panels to set by id, the order of a slot where it changed, and the new root.

    It carries state and no steps: an update may be missed or come twice without harm.
    """

    root: str
    set: dict[str, str]
    order: dict[str, list[str]] = {}

    def followed_by(self, later: Update) -> Update:
        """Both as one."""
        return Update(later.root, {**self.set, **later.set}, {**self.order, **later.order})


class Feed:
    """The newest drawing of one audience in one language."""

    def __init__(self, audience: Audience, voice: Voice, sides: Sides) -> None:
        self.audience = audience
        self.voice = voice
        self._artist = Artist(audience, voice)
        self.drawing = self._artist.draw(sides)

    @property
    def seen(self) -> Meeting:
        """The meeting as this audience sees it in the newest drawing."""
        return self._artist.seen

    def show(self, sides: Sides) -> Update | None:
        """Draw the meeting; what differs from the last drawing, or None if nothing does."""
        before, self.drawing = self.drawing, self._artist.draw(sides)
        if self.drawing.root == before.root:
            return None
        return _difference(before.digests, self._order(before), self._order(), self.drawing)

    def since(self, root: str, hold: Mapping[str, str]) -> Update | None:
        """What somebody lacks of the last drawing who holds these panels; None if nothing.

        Who joins with this misses nothing, for the next update starts from the same drawing.
        """
        if root == self.drawing.root:
            return None
        return _difference(hold, {}, self._order(), self.drawing)

    def _order(self, drawing: Drawing | None = None) -> dict[str, list[str]]:
        """The panels in each place; a list that has none any more is told as empty."""
        order: dict[str, list[str]] = {slot: [] for slot in LISTS[self.audience]}
        for panel in (drawing or self.drawing).panels:
            order.setdefault(panel.slot, []).append(panel.id)
        return order


def _difference(
    hold: Mapping[str, str],
    order: Mapping[str, list[str]],
    now: Mapping[str, list[str]],
    drawing: Drawing,
) -> Update:
    changed = {p.id: p.html for p in drawing.panels if hold.get(p.id) != p.digest}
    moved = {slot: ids for slot, ids in now.items() if order.get(slot) != ids}
    return Update(drawing.root, changed, moved)
