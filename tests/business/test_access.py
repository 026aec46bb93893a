"""Access: an item is closed to the press and public, or taken in public after all."""

from __future__ import annotations

from msgspec.structs import replace

from server.meeting.agenda import Access, Link
from tests.conftest import CONVENED, at_item, sitting

PAPERS = (Link("Report", "https://council.example/4.pdf"), Link("Bids", "/bids.pdf", exempt=True))
EXEMPT = tuple(
    replace(
        item,
        access=Access.EXEMPT,
        paragraphs=("3",),
        private_title="The Mill sale",
        summary="Three bids.",
        recommendations=("That the highest bid be accepted.",),
        papers=PAPERS,
    )
    if item.number == "4"
    else item
    for item in CONVENED.items
)


def test_of_a_closed_item_the_public_knows_the_open_title_and_the_ground() -> None:
    sat = sitting(items=EXEMPT)
    item = sat.outside.item("4")
    assert (item.title, item.access, item.paragraphs) == ("Budget", Access.EXEMPT, ("3",))
    for word in ("Mill sale", "Three bids", "highest bid", "4.pdf", "bids.pdf"):
        assert word not in repr(sat.outside)


def test_an_exempt_appendix_leaves_its_item_open() -> None:
    items = tuple(replace(i, access=Access.OPEN) if i.closed else i for i in EXEMPT)
    sat = sitting(items=items)
    assert sat.outside.item("4").papers == PAPERS[:1]
    assert sat.outside.item("4").summary == "Three bids."


def test_an_item_is_opened_with_a_reason_and_its_report_if_so_determined() -> None:
    sat = sitting(items=EXEMPT)
    assert "Say why" in sat.refused("open_item", item="4", reason="")
    sat.do("open_item", item="4", reason="The sale is public knowledge.")
    assert sat.outside.item("4").summary == ""
    sat.do("open_item", item="4", reason="The report may be read.", report=True)
    assert sat.outside.item("4").summary == "Three bids."
    assert sat.outside.item("4").papers == PAPERS[:1]
    sat.do("take_item", item="4")


def test_what_is_confidential_is_not_opened() -> None:
    items = tuple(replace(i, access=Access.CONFIDENTIAL) if i.closed else i for i in EXEMPT)
    sentence = sitting(items=items).refused("open_item", item="4", reason="It is late.")
    assert sentence == "Item 4 is confidential, and no resolution can open it (s.100A(2))."


def test_an_item_under_which_something_is_private_stays_closed() -> None:
    sat = sitting(items=EXEMPT)
    sat.do("record_note", text="The bidder rang.", item="4")
    assert "stays private" in sat.refused("open_item", item="4", reason="It is late.")


def test_an_item_that_is_still_to_come_may_be_closed() -> None:
    sat = sitting()
    assert "no paragraph 9" in sat.refused("close_item", item="5", paragraphs="9")
    sat.do("close_item", item="5", paragraphs="3")
    assert sat.outside.item("5").closed
    assert "closed already" in sat.refused("close_item", item="5")
    assert "closed to the press" in sat.refused("take_item", item="5")


def test_an_item_that_was_begun_in_public_is_not_closed_afterwards() -> None:
    assert "begun in public" in at_item("3").refused("close_item", item="3")


def test_an_open_item_needs_no_opening() -> None:
    assert sitting().refused("open_item", item="3", reason="Why not?") == "Item 3 is open."


def test_what_the_agenda_said_of_an_item_that_is_closed_is_withdrawn() -> None:
    sat = sitting()
    assert sat.outside.item("3").recommendations
    sat.do("close_item", item="3", paragraphs="3")
    item = sat.outside.item("3")
    assert (item.recommendations, item.presenters, item.papers) == ((), (), ())
    assert sat.item("3").recommendations, "inside it is still to be read"


def test_what_stands_beneath_a_closed_item_is_closed_with_it() -> None:
    sat = sitting()
    sat.do("close_item", item="4")
    for side in sat.sides:
        assert side.item("4.1").closed


def test_the_recommendations_of_a_report_that_stays_exempt_are_not_moved_in_public() -> None:
    sat = sitting(items=EXEMPT)
    sat.do("open_item", item="4", reason="The sale is public knowledge.")
    sat.do("take_item", item="4")
    assert "would be published" in sat.refused("move_recommendations", mover="amin")
    sat.do("open_item", item="4", reason="The report may be read.", report=True)
    sat.do("move_recommendations", mover="amin")
