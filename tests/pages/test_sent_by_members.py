"""What members send to the clerk, by the forms of their page and at the clerk's console."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path

import aiohttp
import pytest
from msgspec.structs import replace
from playwright.async_api import expect

from server.live.order import Order
from server.meeting.command import Office
from server.meeting.offers import Offer, Standing
from server.meeting.people import Capacity, Person
from server.meeting.profile import LimitRule, SubstituteRule, VotingRule
from tests import conftest
from tests.debated import CONDITIONS, GRANT
from tests.pages.conftest import Visits
from tests.pages.typist import RECORD, Typist
from tests.serve import Town, post, town

FORMS = {
    *("move_motion", "move_amendment", "move_procedural", "record_own_vote", "declare_interest"),
    *("record_apologies", "expect_late", "name_substitute"),
}
YOUNG = Person("young", "Cllr Fay Young", Capacity.SUBSTITUTE, group="Plaid Cymru")
PROFILE = replace(
    conftest.PROFILE,
    substitutes=SubstituteRule(allowed=True),
    limit=LimitRule(minutes=60),
    voting=VotingRule(own_vote=True),
)
CONVENED = replace(conftest.CONVENED, profile=PROFILE, people=(*conftest.CAST, YOUNG))


@pytest.fixture
async def chamber(tmp_path: Path) -> AsyncIterator[Town]:
    """Item 3 in hand; all who vote are here."""
    async with town(tmp_path / "data", CONVENED) as running:
        for person in conftest.VOTERS:
            await running.do("record_present", person=person)
        await running.do("open_meeting")
        await running.do("take_item", item="3")
        yield running


async def sends(here: Town, person: str, command: str, **given: object) -> None:
    """A member sends something from their own device."""
    order = Order(Office.MEMBER, command, given, f"{person}-{command}", person)
    await here.running.live.handle(order)


def sent(here: Town) -> tuple[Offer, ...]:
    return here.running.live.meeting.offers.sent


async def entered(here: Town, browser: aiohttp.ClientSession, link: str) -> None:
    assert await post(browser, here.door(link)) == 303


async def page(here: Town, browser: aiohttp.ClientSession, address: str) -> str:
    async with browser.get(f"{here.url}/meetings/{here.key}/{address}") as answer:
        return await answer.text()


async def asked(
    here: Town, browser: aiohttp.ClientSession, command: str, **fields: str
) -> tuple[int, str]:
    """What is answered to a form of the member's page."""
    own = {"Origin": here.url}
    address = f"{here.url}/meetings/{here.key}/member/do/{command}"
    async with browser.post(address, data=fields, headers=own, allow_redirects=False) as answer:
        return answer.status, unescape(await answer.text())


def forms(html: str) -> set[str]:
    """The forms of a member's page."""
    return set(re.findall(r'data-slip="(\w+)" data-label', html))


def fold(html: str, command: str) -> str:
    found = re.search(rf'<details[^>]*data-slip="{command}".*?</details>', html, re.DOTALL)
    return found[0] if found is not None else ""


# Without the script


async def test_a_member_has_a_form_for_what_they_may_send(chamber: Town) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        await entered(chamber, browser, chamber.links.members["Cllr Carys Owen"])
        html = await page(chamber, browser, "member")
        assert forms(html) >= FORMS
        status, _ = await asked(chamber, browser, "move_motion", text=GRANT)
        assert status == 303
        assert [(o.person, o.command) for o in sent(chamber)] == [("owen", "move_motion")]
        status, _ = await asked(chamber, browser, "declare_interest", kind="affected", item="5")
        assert status == 303


async def test_a_refused_form_stands_open_with_its_words_and_the_reason(chamber: Town) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        await entered(chamber, browser, chamber.links.members["Cllr Carys Owen"])
        status, html = await asked(
            chamber, browser, "declare_interest", item="5", nature="A field", sensitive="true"
        )
        assert status == 422
        top = html[: html.index("<h1")]
        assert "<title>Error: Member" in top
        assert "govuk-error-summary" in top
        assert '<a href="#slip-declare_interest">Choose which kind of interest it is.</a>' in top
        form = fold(html, "declare_interest")
        assert "Choose which kind of interest it is." in form
        assert re.match(r"<details[^>]* open>", form)
        assert 'value="A field"' in form
        assert '<option value="5" selected>' in form
        assert "open>" not in fold(html, "move_motion").split("<summary")[0]
        assert sent(chamber) == ()


async def test_papers_open_beside_the_meeting_and_a_body_of_no_council_stands_at_the_top(
    tmp_path: Path,
) -> None:
    async with (
        town(tmp_path / "data", replace(CONVENED, council="")) as running,
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser,
    ):
        await entered(running, browser, running.links.members["Cllr Carys Owen"])
        html = await page(running, browser, "member")
        assert re.search(r'3\.pdf" target="_blank" rel="noopener">Report<span[^>]*> \(opens', html)
        assert "Planning Committee" in html[: html.index("</header>")].split("<body")[1]
        assert "_blank" not in await page(running, browser, "")


async def test_an_amendment_begins_with_the_motion_as_it_reads(chamber: Town) -> None:
    await chamber.do("move_motion", text=GRANT, mover="shah", seconder="amin")
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        await entered(chamber, browser, chamber.links.members["Cllr Carys Owen"])
        form = fold(unescape(await page(chamber, browser, "member")), "move_amendment")
        assert f">\n{GRANT}</textarea>" in form
        assert 'name="version" value="0"' in form
        await chamber.do("alter_motion", text=f"{GRANT} Now.", consent=True)
        status, html = await asked(chamber, browser, "move_amendment", text=CONDITIONS, version="0")
        assert status == 422
        assert "The motion has been changed since" in html
        form = fold(html, "move_amendment")
        assert f">\n{CONDITIONS}</textarea>" in form
        assert 'name="version" value="1"' in form  # it has been read as it is now


async def test_an_officer_of_the_list_has_no_such_forms(chamber: Town) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        await entered(chamber, browser, chamber.links.officers["Gwen Hughes"])
        html = await page(chamber, browser, "officer")
        assert "Land at Mill Lane" in html
        assert forms(html) == set()
        assert "/do/" not in html


async def test_the_clerks_forms_are_filled_with_what_was_sent(chamber: Town) -> None:
    await sends(chamber, "owen", "move_motion", text=GRANT)
    id = sent(chamber)[0].id
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        await entered(chamber, browser, chamber.links.clerk)
        html = unescape(await page(chamber, browser, f"clerk?entry={id}"))
        assert html.count(f'<input type="hidden" name="offer" value="{id}" data-entry>') == 2
        assert f"data-words>{GRANT}</textarea>" in html


# At the console


async def test_the_clerk_records_changes_and_puts_aside_by_keys(
    chamber: Town, visits: Visits
) -> None:
    clerk = Typist(await visits.open(chamber.door(chamber.links.clerk)))
    if await clerk.page.locator("main button").count() == 1:
        await clerk.page.click("main button")
    await clerk.sit_down()
    offers = clerk.page.locator(".app-offer")
    await sends(chamber, "owen", "move_motion", text=GRANT)
    await sends(chamber, "ruiz", "declare_interest", kind="affected", item="5", nature="A field")
    await expect(offers).to_have_count(2)
    await offers.first.get_by_role("link", name="Change the words").click()
    box = clerk.page.locator("#slip-take_up_offer-text")
    await expect(box).to_have_value(GRANT)
    await expect(clerk.page.locator("#slip-take_up_offer [data-quote]")).to_contain_text("Owen")
    await box.fill(CONDITIONS)
    await clerk.press(RECORD)
    await expect(clerk.page.locator("[data-slot=motion]")).to_contain_text(CONDITIONS)
    await expect(offers).to_have_count(1)
    await offers.first.get_by_role("link", name="Put aside").click()
    await clerk.type("Say it at the item")
    await clerk.press(RECORD)
    await expect(offers).to_have_count(0)
    assert sent(chamber)[1].answer == "Say it at the item"
    await sends(chamber, "shah", "second_motion")
    await expect(offers).to_have_count(1)
    await clerk.press("=")
    await expect(clerk.page.locator("[data-slot=motion]")).to_contain_text("seconded by")
    assert {o.standing for o in sent(chamber)} == {Standing.TAKEN_UP, Standing.PUT_ASIDE}


async def test_while_words_are_changed_the_key_does_not_record_them_as_they_were_sent(
    chamber: Town, visits: Visits
) -> None:
    await sends(chamber, "owen", "move_motion", text=GRANT)
    clerk = Typist(await visits.open(chamber.door(chamber.links.clerk)))
    await clerk.sit_down()
    offer = clerk.page.locator(".app-offer")
    record = offer.get_by_role("button", name="Record")
    await offer.get_by_role("link", name="Change the words").click()
    await expect(record).to_have_attribute("aria-disabled", "true")
    await clerk.box("take_up_offer").fill(CONDITIONS)
    await clerk.leave_the_box()
    await clerk.press("=")
    await expect(clerk.told("take_up_offer")).to_contain_text("These words are being changed")
    await expect(clerk.box("take_up_offer")).to_have_value(CONDITIONS)
    assert sent(chamber)[0].standing is Standing.WAITING
    await clerk.press(RECORD)
    await expect(clerk.page.locator("[data-slot=motion]")).to_contain_text(CONDITIONS)


async def test_the_box_of_the_clerk_stays_where_it_is_however_much_goes_on(
    chamber: Town, visits: Visits
) -> None:
    clerk = Typist(await visits.open(chamber.door(chamber.links.clerk)))
    await clerk.sit_down()
    box, bar = clerk.page.locator("#composer"), clerk.page.locator("#keybar")
    before = await box.bounding_box()
    keys = await bar.bounding_box()
    assert before is not None
    assert keys is not None
    assert before["y"] + before["height"] <= keys["y"]
    await chamber.do("move_motion", text=GRANT * 8, mover="shah", seconder="amin")
    for person in conftest.VOTERS:
        await sends(chamber, person, "ask_to_speak")
        await sends(
            chamber, person, "declare_interest", kind="affected", item="5", nature="A field"
        )
    await chamber.do("declare_interest", person="ruiz", kind="pecuniary", item="3")
    await chamber.do("put_question", way="named")
    await chamber.do("record_fault", what="stream")
    await expect(clerk.page.locator("[data-vote][data-open]")).to_be_visible()
    await expect(clerk.page.locator(".app-offer")).to_have_count(4)
    assert await box.bounding_box() == before
    record = await clerk.page.locator("#record").bounding_box()
    assert record is not None
    assert record["height"] >= 60


async def test_a_refused_record_can_be_given_with_a_reason(chamber: Town, visits: Visits) -> None:
    await sends(chamber, "owen", "move_motion", text=GRANT)
    await chamber.do("move_motion", text=GRANT, mover="shah", seconder="amin")
    await chamber.do("put_question")
    await chamber.do("record_counts", in_favour=4, against=0)
    await chamber.do("close_vote")
    clerk = Typist(await visits.open(chamber.door(chamber.links.clerk)))
    if await clerk.page.locator("main button").count() == 1:
        await clerk.page.click("main button")
    await clerk.sit_down()
    await clerk.press("=")
    slip = clerk.page.locator("#slip-take_up_offer")
    await expect(slip.locator(".app-slip__problem")).to_contain_text("decision is not revisited")
    await expect(slip.locator("[data-words]")).to_have_value(GRANT)
    await slip.locator("[name=override]").fill("The count was doubted")
    await clerk.press(RECORD)
    await expect(clerk.page.locator("[data-slot=motion]")).to_contain_text("Cllr Carys Owen")


# On a member's phone


async def test_the_amendment_follows_the_motion_until_it_is_written(
    chamber: Town, visits: Visits
) -> None:
    own = await visits.open(chamber.door(chamber.links.members["Cllr Carys Owen"]))
    if await own.locator("main button").count() == 1:
        await own.click("main button")
    await expect(own.locator("#connection")).to_have_attribute("data-state", "live")
    form = own.locator("[data-slip=move_amendment]")
    await expect(form).to_be_hidden()
    await chamber.do("move_motion", text=GRANT, mover="shah", seconder="amin")
    await form.locator("summary").click()
    box = form.locator("textarea")
    await expect(box).to_have_value(GRANT)
    await chamber.do("alter_motion", text=f"{GRANT} Now.", consent=True)
    await expect(box).to_have_value(f"{GRANT} Now.")
    await box.fill(CONDITIONS)
    await chamber.do("alter_motion", text=GRANT, consent=True)
    await expect(own.locator("[data-slot=motion] [data-motion]")).to_have_attribute(
        "data-motion-version", "2"
    )
    await expect(box).to_have_value(CONDITIONS)
    await form.locator("button[type=submit]").click()
    await expect(own.locator("body")).to_contain_text("The motion has been changed since")
    await expect(box).to_have_value(CONDITIONS)
    await form.locator("button[type=submit]").click()
    await expect(own.locator("#seat")).to_contain_text(CONDITIONS)
    assert [o.command for o in sent(chamber)] == ["move_amendment"]
