"""Panels: the pieces of a page that are drawn again when what they show has changed.

A panel holds nothing that depends on the clock, no token, and nothing that is typed into.
"""

from __future__ import annotations

import msgspec
from markupsafe import Markup, escape

from server.digest import short_digest
from server.meeting.audience import Sight
from server.meeting.meeting import NOWHERE
from server.meeting.record import Audience
from server.meeting.sides import Sides
from server.render.house import House, Houses
from server.render.language import Voice
from server.render.layout import Layout
from server.render.panel import Panel
from server.render.templates import draw


class Drawn(msgspec.Struct, frozen=True):
    """A panel as it was drawn: its HTML with its own element around it, and a short digest."""

    id: str
    slot: str
    html: str
    digest: str


class Drawing(msgspec.Struct, frozen=True):
    """All panels of one audience in one language, in the order of the page."""

    panels: tuple[Drawn, ...]
    root: str

    def slot(self, name: str) -> Markup:
        """The panels that stand in this place of the page."""
        html = "\n".join(panel.html for panel in self.panels if panel.slot == name)
        return Markup(html)  # noqa: S704  # drawn by autoescaping templates

    @property
    def digests(self) -> dict[str, str]:
        """The short digest of each panel."""
        return {panel.id: panel.digest for panel in self.panels}


class Artist:
    """Draws one meeting for one audience in one language, and draws nothing twice.

    `seen` is the meeting as the audience sees it in the newest drawing.
    """

    def __init__(self, audience: Audience, voice: Voice) -> None:
        self.audience = audience
        self.voice = voice
        self._sight = Sight(audience)
        self._houses = Houses()
        self._layout = Layout(audience)
        self._known: dict[str, tuple[Panel, Drawn]] = {}
        self.seen = NOWHERE

    def draw(self, sides: Sides) -> Drawing:
        """The drawing of this meeting; a panel made of the same objects is taken over."""
        seen = self.seen = self._sight.of(sides)
        house = self._houses.of(seen)
        planned = self._layout.of(seen)
        known = {panel.id: self._drawn(panel, house) for panel in planned}
        self._known = {panel.id: (panel, known[panel.id]) for panel in planned}
        drawn = tuple(known.values())
        root = short_digest("\n".join(f"{panel.id} {panel.digest}" for panel in drawn))
        return Drawing(drawn, root)

    def _drawn(self, panel: Panel, house: House) -> Drawn:
        before = self._known.get(panel.id)
        if before is not None and (before[0] is panel or before[0].same_as(panel)):
            return before[1]
        name = f"panels/{panel.template}.html"
        given = {**panel.given, "house": house, "audience": self.audience.value}
        inner = str(draw(self.voice, name, **given)).strip()
        digest = short_digest(inner + panel.classes)
        classes = f' class="{escape(panel.classes)}"' if panel.classes else ""
        html = f'<{panel.tag} id="{panel.id}"{classes} data-panel="{digest}">{inner}</{panel.tag}>'
        return Drawn(panel.id, panel.slot, html, digest)
