"""What the public reads once a meeting is closed, and of items that were never taken."""

from __future__ import annotations

import re

from msgspec.structs import replace

from server.meeting.agenda import Access
from server.meeting.record import Audience
from server.render.panels import Artist
from tests.conftest import CONVENED, ENGLISH, PROFILE, Story, sitting

CLOSED = tuple(
    replace(item, access=Access.EXEMPT, paragraphs=("3",)) if item.number == "5" else item
    for item in CONVENED.items
)


def read(sat: Story, panel: str) -> str:
    """The words of one of the public's panels, in one line."""
    drawn = Artist(Audience.PUBLIC, ENGLISH).draw(sat.sides)
    html = next(each.html for each in drawn.panels if each.id == panel)
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def closed(**changes: object) -> Story:
    """The meeting closed after its second item."""
    sat = sitting(**changes)
    sat.do("take_item", item="2")
    sat.do("close_meeting")
    return sat


def test_it_has_ended_and_what_comes_next_is_told() -> None:
    assert read(closed(), "now") == (
        "The meeting has ended The council will publish the minutes of this meeting."
    )


def test_what_is_published_is_called_as_the_body_calls_it() -> None:
    assert "publish the note of" in read(closed(profile=replace(PROFILE, document="note")), "now")


def test_there_is_nothing_to_watch_any_more() -> None:
    assert "How to watch: Watch" in read(sitting(), "status")
    for watch in (CONVENED.watch, None):
        assert "watch" not in read(closed(watch=watch), "status").lower()


def test_an_item_that_was_not_reached_is_not_about_to_be_taken_in_private() -> None:
    assert "Exempt Likely to be taken in private: exempt under" in read(
        sitting(items=CLOSED), "agenda-item-5"
    )
    told = read(closed(items=CLOSED), "agenda-item-5")
    assert told == "5 Any other business Not reached It was likely to be taken in private."


def test_an_item_that_was_put_aside_before_it_was_taken_was_not_taken_in_private() -> None:
    deferred, withdrawn = sitting(items=CLOSED), sitting(items=CLOSED)
    deferred.do("defer_item", item="5", to="the next meeting")
    withdrawn.do("withdraw_item", item="5", reason="It is settled.")
    for sat in (deferred, withdrawn):
        told = read(sat, "agenda-item-5")
        assert "It was likely to be taken in private." in told
        assert "Taken in private" not in told


def test_an_item_of_which_a_part_was_taken_was_reached() -> None:
    sat = sitting()
    assert read(sat, "agenda-item-4").endswith("To come")
    sat.do("take_item", item="4.1")
    assert read(sat, "agenda-item-4").endswith("Under way")
    sat.do("take_item", item="5")
    assert read(sat, "agenda-item-4").endswith("Considered in part")
    sat.do("close_meeting")
    assert read(sat, "agenda-item-4").endswith("Considered in part")
    assert "Item 4.2, Reserves" in read(sat, "status")
    assert "Item 4," not in read(sat, "status")
