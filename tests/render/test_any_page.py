"""Whatever has happened in a meeting can be drawn for everybody and written as a note."""

from __future__ import annotations

from hypothesis import settings
from hypothesis.stateful import invariant

from server.meeting.record import Audience
from server.minutes import write
from server.render.layout.numbers import Counting
from server.render.panel import same
from server.render.panels import Artist
from tests.any_story import AnyStory
from tests.any_values import SECRET
from tests.conftest import ENGLISH

FOLLOWED = (Audience.CLERK, Audience.PUBLIC)


class AnyPage(AnyStory):
    """Any story is drawn as it goes on; at its end everybody's page and the draft note are too."""

    def __init__(self) -> None:
        super().__init__()
        self.counting = Counting()
        self.artists = {each: Artist(each, ENGLISH) for each in FOLLOWED}

    @invariant()
    def drawn_as_it_goes_on(self) -> None:
        """Who is here is counted on from before, and comes to what counting anew comes to."""
        for artist in self.artists.values():
            artist.draw(self.sides)
        assert same(self.counting.of(self.meeting), Counting().of(self.meeting))

    def teardown(self) -> None:
        super().teardown()
        for audience in Audience:
            drawing = Artist(audience, ENGLISH).draw(self.sides)
            assert audience not in FOLLOWED or self.artists[audience].draw(self.sides) == drawing
            html = "".join(panel.html for panel in drawing.panels)
            assert SECRET not in html or audience in (Audience.CHAIR, Audience.CLERK)
        assert write(self.meeting, ENGLISH)["md"]


TestAnyPage = AnyPage.TestCase
TestAnyPage.settings = settings(max_examples=20, stateful_step_count=30)
