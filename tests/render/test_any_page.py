"""Whatever has happened in a meeting can be drawn for everybody and written as a note."""

from __future__ import annotations

from hypothesis import settings

from server.meeting.record import Audience
from server.minutes import write
from server.render.panels import Artist
from tests.any_story import AnyStory
from tests.any_values import SECRET
from tests.conftest import ENGLISH


class AnyPage(AnyStory):
    """At the end of any story its pages and its draft note are drawn."""

    def teardown(self) -> None:
        super().teardown()
        for audience in Audience:
            drawing = Artist(audience, ENGLISH).draw(self.sides)
            html = "".join(panel.html for panel in drawing.panels)
            assert SECRET not in html or audience in (Audience.CHAIR, Audience.CLERK)
        assert write(self.meeting, ENGLISH)["md"]


TestAnyPage = AnyPage.TestCase
TestAnyPage.settings = settings(max_examples=20, stateful_step_count=30)
