"""The member's page on a phone: what is done there with one thumb, or by keys alone."""

from __future__ import annotations

import re

import aiohttp
import pytest
from msgspec.structs import replace
from playwright.async_api import Page, expect

from server.live.inside import seat_of
from server.live.order import Order
from server.live.signed_in import SignedIn
from server.meeting.agenda import Link
from server.meeting.command import Office
from server.meeting.record import Audience
from tests.conftest import ENGLISH
from tests.pages.axe import barriers
from tests.pages.conftest import Visits
from tests.pages.visiting import NARROW
from tests.pages.visitors import MEETING
from tests.serve import Town, post

THUMB = 44  # CSS pixels
TOUCHED = "#seat :is(button, summary, a), .app-thumb a, .app-ahead a"
SMALL = """([touched, least]) => [...document.querySelectorAll(touched)]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < least - 0.01)
  .map((each) => each.textContent.trim())"""
COVERED = """() => {
  const own = document.activeElement.getBoundingClientRect();
  const bar = document.querySelector(".app-thumb").getBoundingClientRect();
  const strip = document.getElementById("strip").getBoundingClientRect();
  const above = strip.top === 0 ? strip.bottom : 0; // further up the page it stands in its place
  const passes = document.activeElement.matches("[tabindex='-1'], .app-thumb a, #strip a, body");
  return (own.bottom > bar.top + 1 || own.top < above - 1) && !passes;
}"""


async def voting(council: Town) -> None:
    """Item 2 is in hand, and a named vote on it is open."""
    for person in ("chair", "shah", "owen", "ruiz"):
        await council.do("record_present", person=person)
    await council.do("open_meeting")
    await council.do("take_item", item="2")
    await council.do("put_question", way="named", text="That it be granted.")


@pytest.fixture
async def phone(council: Town, visits: Visits) -> Page:
    """Owen's page on a phone, while a named vote is open."""
    await voting(council)
    page = await visits.open(council.door(council.links.members["Cllr Owen"]))
    await NARROW.fit(page)
    return page


async def test_a_conference_is_joined_only_where_there_is_one(
    council: Town, visits: Visits
) -> None:
    page = await visits.open(council.door(council.links.members["Cllr Owen"]))
    ways = page.locator("#ahead a")
    for join, offered in ((Link("Join", "https://meet.example/secret"), 1), (None, 0)):
        agenda = replace(MEETING, join=join, dial_in=())
        given = {"agenda": agenda, "what": "How to take part."}
        order = Order(Office.SERVER, "revise_agenda", given, f"revised-{offered}")
        await council.running.live.handle(order)
        await page.reload()
        await expect(ways.filter(has_text="Send apologies")).to_have_count(1)
        await expect(ways.filter(has_text="Join the conference")).to_have_count(offered)


def own_vote(council: Town) -> str:
    vote = council.running.live.meeting.votes.latest
    assert vote is not None
    return str(vote.cast.get("owen", ""))


async def test_a_vote_takes_two_touches_and_tells_at_once_that_it_is_stored(
    council: Town, phone: Page
) -> None:
    against = phone.locator("#seat summary", has_text="Against")
    await against.click()
    assert own_vote(council) == ""
    await phone.get_by_role("button", name="Cast my vote: against").click()
    await expect(phone.locator("#ballot")).to_contain_text("Your vote is stored: against, at ")
    assert own_vote(council) == "against"
    await expect(phone.locator("#seat")).to_be_focused()
    await expect(phone.locator("#announce")).to_contain_text("Your vote is stored: against, at ")


async def test_what_was_opened_stays_open_when_something_else_of_the_seat_changes(
    council: Town, phone: Page
) -> None:
    choice = phone.locator("#seat details.app-cast--for")
    await choice.locator("summary").click()
    await choice.locator("button").focus()
    await council.do("give_floor", person="owen", kind="point_of_order")
    await expect(phone.locator("#own-floor")).to_be_visible()
    await expect(choice).to_have_attribute("open", "")
    await expect(choice.locator("button")).to_be_focused()


async def test_by_keys_alone_a_vote_is_cast_and_nothing_that_has_the_focus_is_covered(
    council: Town, phone: Page
) -> None:
    await phone.locator(".app-cast--abstain summary").focus()
    for key in ("Enter", "Tab"):
        await phone.keyboard.press(key)
        assert not await phone.evaluate(COVERED)
    await phone.keyboard.press("Enter")
    await expect(phone.locator("#ballot")).to_contain_text("Your vote is stored: abstained, at ")
    await council.do("close_vote", gap=True)
    await council.do("give_floor", person="owen")
    await expect(phone.locator("#own-floor")).to_be_visible()
    for key in 25 * ["Tab"] + 25 * ["Shift+Tab"]:
        await phone.keyboard.press(key)
        assert not await phone.evaluate(COVERED)


async def test_what_is_required_now_is_seen_from_wherever_the_page_is_read(
    council: Town, phone: Page
) -> None:
    strip = phone.locator("#strip-news")
    middle = phone.locator(".app-thumb a[href='#seat']")
    await expect(phone).to_have_title(re.compile("^Vote now – Planning Committee"))
    await expect(middle).to_have_text("Vote now", use_inner_text=True)
    await phone.locator("#more").evaluate("part => part.scrollIntoView()")
    await expect(strip).to_contain_text("Vote now")
    await expect(strip).to_be_in_viewport(ratio=1)
    await strip.get_by_role("link").click()
    await expect(phone.locator("#ballot-heading")).to_be_in_viewport()
    await expect(strip).to_be_hidden()

    await council.do("close_vote", gap=True)
    await expect(phone).to_have_title(re.compile("^Member – "))
    await expect(middle).to_have_text("Vote and speak", use_inner_text=True)
    await phone.locator("#more").evaluate("part => part.scrollIntoView()")
    await council.do("give_floor", person="owen")
    await expect(strip).to_contain_text("You have the floor")
    await expect(strip.locator("time")).to_have_text(re.compile(r"^\d:\d\d$"))
    await phone.set_viewport_size({"width": 1366, "height": 600})
    await phone.locator("footer").scroll_into_view_if_needed()
    await expect(strip).to_be_in_viewport(ratio=1)
    await council.do("end_speech")
    await expect(strip).to_be_hidden()


async def test_everything_at_the_seat_is_large_enough_for_a_thumb_and_bars_nobody(
    council: Town, phone: Page
) -> None:
    assert await phone.evaluate(SMALL, [TOUCHED, THUMB]) == []
    assert await barriers(phone) == []


async def test_a_member_votes_by_a_plain_form_as_well(council: Town) -> None:
    await voting(council)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as owen:
        async with owen.get(council.door(council.links.members["Cllr Owen"])) as entered:
            assert entered.ok
        do = f"{council.url}/meetings/{council.key}/member/do/cast_vote"
        assert await post(owen, do, choice="for") == 303
        async with owen.get(f"{council.url}/meetings/{council.key}/member") as response:
            assert "Your vote is stored: for, at " in await response.text()


async def test_whoever_presides_votes_from_the_chairs_page(council: Town, visits: Visits) -> None:
    await voting(council)
    await council.do("record_departure", person="chair")
    await council.do("take_chair", person="shah")
    page = await visits.open(council.door(council.links.members["Cllr Shah"]))
    await page.wait_for_url("**/chair")
    await page.locator("#seat summary", has_text="For").first.click()
    await page.get_by_role("button", name="Cast my vote: for").click()
    await expect(page.locator("#seat")).to_contain_text("Your vote is stored: for, at ")


def test_who_comes_to_the_chair_by_the_link_of_the_office_is_nobody_and_has_no_seat() -> None:
    by_office = SignedIn("planning", Office.CHAIR, "")
    assert seat_of(by_office, Audience.CHAIR, ENGLISH) is None
    assert seat_of(replace(by_office, person="amin"), Audience.CHAIR, ENGLISH) is not None


@pytest.mark.parametrize("office", [Office.CLERK, Office.OFFICER])
def test_clerks_and_officers_have_no_seat(office: Office) -> None:
    assert seat_of(SignedIn("planning", office, "hughes"), Audience.MEMBER, ENGLISH) is None


async def test_of_a_sensitive_interest_the_nature_is_not_kept_in_the_browser_either(
    phone: Page,
) -> None:
    await phone.locator("[data-slip=declare_interest] summary").click()
    form = phone.locator("#slip-declare_interest")
    nature = form.locator("[name=nature]")
    await nature.fill("My illness")
    kept = "Object.values(localStorage).some((text) => text.includes('illness'))"
    await phone.wait_for_function(kept)
    await form.get_by_label("It is sensitive").check()
    await expect(nature).to_be_disabled()
    await expect(nature).to_have_value("")
    await phone.wait_for_function(f"!({kept})")
