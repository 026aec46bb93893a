"""Who was summoned reads the exempt papers before the meeting, on a page of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.async_api import Browser

from server.live.order import Order
from server.meeting.agenda import Access, Link
from server.meeting.command import Office
from server.meeting.convened import MeetingConvened
from server.meeting.profile import InterestKind, Requires
from server.meeting.summons import NOTHING
from server.pages.papers.told import ahead_of
from tests.pages.axe import barriers_at
from tests.pages.conftest import WINDOW
from tests.pages.visitors import MEETING, Street, street
from tests.serve import town

OFFER, TENDER = "https://council.example/offer.pdf", "https://council.example/tender.pdf"
MARK = "Not open to the public: for members of this meeting only. Do not pass on."
NOT_FOR_YOU = "You have declared an interest: its papers are not for you."
PRIVATE = ("Mill Wharf", "The bidder offers £9.", "That the wharf be sold.", "Tender", TENDER)
SIZES = ((1366, 768), (768, 1024), (390, 844))


def agenda() -> MeetingConvened:
    """A meeting with an exempt appendix and a closed item."""
    first, second, third = MEETING.items
    pecuniary = InterestKind("pecuniary", "Pecuniary interest", Requires.LEAVE)
    return replace(
        MEETING,
        profile=replace(MEETING.profile, interest_kinds=(pecuniary,)),
        items=(
            first,
            replace(second, papers=(Link("Offer", OFFER, True),)),
            replace(
                third,
                access=Access.CONFIDENTIAL,
                private_title="Mill Wharf",
                summary="The bidder offers £9.",
                recommendations=("That the wharf be sold.",),
                papers=(Link("Tender", TENDER),),
            ),
        ),
    )


class Papers:
    """The pages as each visitor has them."""

    def __init__(self, here: Street) -> None:
        self.here = here

    async def page(self, visitor: str, office: str, end: str = "/papers") -> str:
        """A page, or the status with which it was refused."""
        url = f"{self.here.town.url}/meetings/{self.here.town.key}/{office}{end}"
        who = self.here.visitors[visitor]
        async with (
            self.here.browser() as browser,
            browser.get(url, headers=who.headers, allow_redirects=False) as answer,
        ):
            if answer.status != 200:
                return str(answer.status)
            assert answer.headers["Cache-Control"] == "private, no-store"
            return await answer.text()

    async def send(self, item: str) -> None:
        """Cllr Owen, who is the member, sends a declaration."""
        given: dict[str, object] = {"person": "owen", "kind": "pecuniary", "item": item}
        order = Order(Office.MEMBER, "declare_interest", given, f"sent-{item}", "owen")
        await self.here.town.running.live.handle(order)


@pytest.fixture
async def own(tmp_path: Path) -> AsyncIterator[Papers]:
    async with street(tmp_path / "ahead") as here:
        order = Order(
            Office.SERVER, "revise_agenda", {"agenda": agenda(), "what": "Papers."}, "revised"
        )
        await here.town.running.live.handle(order)
        yield Papers(here)


@pytest.mark.parametrize("office", ["member", "chair", "officer"])
async def test_whom_the_summons_calls_reads_it_whole_and_marked(own: Papers, office: str) -> None:
    page = await own.page(office, office)
    assert all(words in page for words in (MARK, *PRIVATE, "Offer", OFFER))
    assert "confidential (s.100A(2))" in page
    assert NOT_FOR_YOU not in page
    assert "<script" not in page
    assert f'href="/meetings/planning/{office}/papers' in await own.page(office, office, "")


async def test_it_is_for_nobody_else(own: Papers) -> None:
    inside = {"member", "chair", "officer"}
    for office in inside:
        for visitor in set(own.here.visitors) - {office}:
            page = await own.page(visitor, office)
            assert page in ("403", "303"), (visitor, office)
    assert await own.page("clerk", "clerk") == "404"


async def test_of_an_interest_there_is_the_open_title_and_why_alone(own: Papers) -> None:
    await own.send("3")
    page = await own.page("member", "member")
    assert NOT_FOR_YOU in page
    assert "Offer" in page
    assert not any(words in page for words in PRIVATE)
    others = await own.page("chair", "chair")
    assert all(words in others for words in PRIVATE)


async def test_who_may_read_nothing_has_no_mark_and_is_told_why(own: Papers) -> None:
    await own.send("all")
    page = await own.page("member", "member")
    assert page.count(NOT_FOR_YOU) == 2
    assert MARK not in page
    assert not any(words in page for words in (*PRIVATE, OFFER))


async def test_while_they_are_out_for_an_interest_the_rest_is_still_theirs(own: Papers) -> None:
    do = own.here.town.do
    for person in ("chair", "shah", "owen", "ruiz"):
        await do("record_present", person=person)
    await do("open_meeting")
    await do("declare_interest", person="owen", kind="pecuniary", item="3")
    await do("exclude_public", ground="confidential", items="3")
    await do("take_item", item="3")
    await do("record_note", text="The bidder is bankrupt.")
    assert "You are outside the meeting" in await own.page("member", "member", "")
    page = await own.page("member", "member")
    assert "Offer" in page
    assert not any(words in page for words in (*PRIVATE, "bankrupt"))
    assert "bankrupt" not in await own.page("chair", "chair")


async def test_once_it_is_closed_the_page_says_so_and_nothing_more(own: Papers) -> None:
    do = own.here.town.do
    for person in ("chair", "shah", "owen"):
        await do("record_present", person=person)
    await do("open_meeting")
    await do("close_meeting", override="It is late.")
    page = await own.page("member", "member")
    assert "The meeting is over, or is not held" in page
    assert not any(words in page for words in (MARK, *PRIVATE, OFFER))
    assert "/member/papers" not in await own.page("member", "member", "")


async def test_there_is_no_way_to_it_where_nothing_is_kept_back(tmp_path: Path) -> None:
    async with street(tmp_path / "open") as here:
        papers = Papers(here)
        assert "/member/papers" not in await papers.page("member", "member", "")
        assert "nothing for you on this agenda" in await papers.page("member", "member")


async def test_in_a_rehearsal_that_is_kept_apart_nobody_reads_anything_ahead(own: Papers) -> None:
    running = own.here.town.running
    assert ahead_of(running, "owen").readable
    running.live.stream = "rehearsal/planning"
    assert running.apart
    assert ahead_of(running, "owen") == NOTHING


async def test_it_is_read_at_any_width_by_anybody(browser: Browser, tmp_path: Path) -> None:
    async with town(tmp_path / "town", agenda()) as here:
        await here.do("declare_interest", person="owen", kind="pecuniary", item="2")
        made = await browser.new_context(**WINDOW)
        page = await made.new_page()
        await page.goto(here.links.members["Cllr Owen"])
        await page.wait_for_url("**/member")
        await page.get_by_role("link", name="Your papers, those not published too").click()
        await page.wait_for_url("**/member/papers**")
        headings = await page.get_by_role("heading", level=2).all_inner_texts()
        assert headings == ["3 Any other business", "Not for you"]
        assert await barriers_at(page, SIZES) == []
        await made.close()
