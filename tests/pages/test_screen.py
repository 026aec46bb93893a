"""The big screen and the lower third: what the public sees, large, and nothing to press."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, ViewportSize, expect

from server.meeting.record import Audience
from tests.conftest import CONVENED
from tests.pages.axe import barriers
from tests.pages.conftest import Visits
from tests.pages.wired import browsing
from tests.serve import Town, town

SCREEN = "/meetings/planning/screen"
SHORT = "That permission be granted."
LONG = "That permission be granted subject to the conditions in the report. " * 20
WINDOWS = [(1920, 1080), (1280, 720), (390, 844)]


async def speaking(council: Town) -> None:
    """The meeting at item 3, with Owen on the floor."""
    for person in ("amin", "shah", "owen", "ruiz"):
        await council.do("record_present", person=person)
    await council.do("open_meeting")
    await council.do("take_item", item="3")
    await council.do("give_floor", person="owen")


async def sizes(page: Page) -> dict[str, float]:
    """The size of the letters, in pixels, of what must be read from afar."""
    return dict(
        await page.evaluate(
            """() => Object.fromEntries(
              [".app-now__title", ".app-speaking__name", ".app-countdown", ".app-prose"].map(
                (each) => [each, document.querySelector(each) &&
                  parseFloat(getComputedStyle(document.querySelector(each)).fontSize)]))"""
        )
    )


async def overflows(page: Page) -> bool:
    """Whether something does not fit, or can be scrolled."""
    return bool(
        await page.evaluate(
            """() => [document.documentElement, document.getElementById("business")].some(
              (each) => each.scrollHeight > each.clientHeight
                || each.scrollWidth > each.clientWidth)"""
        )
    )


async def test_it_is_the_same_for_everybody_and_shows_panels_of_the_public_feed_alone(
    tmp_path: Path,
) -> None:
    async with town(tmp_path, CONVENED) as council:
        await speaking(council)
        told = []
        for link in ("", council.links.clerk, next(iter(council.links.members.values()))):
            async with browsing(council, link) as page, page.get(SCREEN) as answer:
                told.append(await answer.read())
                assert answer.headers["Cache-Control"] == "public, no-cache"
                assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert told[0] == told[1] == told[2]
        html = told[0].decode()
        feed = council.running.show.up_to_date(Audience.PUBLIC, "en")
        shown = dict(re.findall(r'<\w+ id="([\w-]+)"[^>]* data-panel="([^"]+)"', html))
        assert set(shown) >= {"now", "speaking", "vote", "motion", "presiding"}
        assert shown.items() <= feed.drawing.digests.items()
        assert "<form" not in html
        assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in html
        for secret in ("meet.example", "7946"):
            assert secret not in html


async def test_what_matters_is_read_at_ten_metres_and_on_a_speakers_phone(
    tmp_path: Path, visits: Visits
) -> None:
    async with town(tmp_path, CONVENED) as council:
        page = await visits.open(council.url + SCREEN)
        await expect(page.get_by_text("the meeting has not opened")).to_be_visible()
        await speaking(council)
        await council.do("move_motion", mover="owen", text=SHORT)
        await expect(page.get_by_text(SHORT)).to_be_visible()
        await expect(page.locator(".app-countdown")).to_have_text(re.compile(r"^\d+:\d\d$"))
        for width, height in WINDOWS:
            await page.set_viewport_size(ViewportSize(width=width, height=height))
            await expect(page.get_by_text("Cllr Carys Owen", exact=True)).to_be_visible()
            assert not await overflows(page)
            # Three hundredths of the width: letters of 3 cm on a screen of a metre and a half.
            assert min((await sizes(page)).values()) >= max(0.03 * width, 20)
        assert await page.locator("a:visible, button:visible, summary:visible").count() == 0
        assert await page.evaluate("getComputedStyle(document.body).cursor") == "none"
        assert await barriers(page) == []
        await page.goto(f"{council.url}{SCREEN}?dark=1")
        assert await barriers(page) == []


async def test_long_words_get_smaller_and_what_is_left_out_is_told(
    tmp_path: Path, visits: Visits
) -> None:
    async with town(tmp_path, CONVENED) as council:
        await speaking(council)
        await council.do("end_speech")
        await council.do("move_motion", mover="owen", text=LONG)
        page = await visits.open(council.url + SCREEN)
        await page.set_viewport_size({"width": 1920, "height": 1080})
        more = page.get_by_text("There is more")
        await expect(more).to_be_hidden()
        assert not await overflows(page)
        assert (await sizes(page))[".app-prose"] < 0.03 * 1920
        await council.do("withdraw_motion")
        await council.do("move_motion", mover="owen", text=LONG * 5)
        await expect(more).to_be_visible()


async def test_the_vote_and_its_result_follow_by_themselves(tmp_path: Path, visits: Visits) -> None:
    async with town(tmp_path, CONVENED) as council:
        await speaking(council)
        await council.do("move_motion", mover="owen", text=SHORT)
        await council.do("second_motion", seconder="shah")
        screen = await visits.open(council.url + SCREEN)
        overlay = await visits.open(f"{council.url}{SCREEN}?overlay=1")
        await council.do("put_question", way="named")
        await council.do("cast_vote", person="owen", choice="for")
        for page in (screen, overlay):
            await expect(page.locator("[data-total=for]")).to_have_text("1")
        for person, choice in (("amin", "for"), ("shah", "against"), ("ruiz", "for")):
            await council.do("cast_vote", person=person, choice=choice)
        await council.do("close_vote")
        for page in (screen, overlay):
            await expect(page.get_by_role("heading", name="Carried")).to_be_visible()
            await expect(
                page.get_by_text("The motion was carried: 3 for, 1 against")
            ).to_be_visible()
            assert not await overflows(page)


async def test_in_a_vote_the_words_stand_once_and_the_overlay_leaves_two_thirds_free(
    tmp_path: Path, visits: Visits
) -> None:
    async with town(tmp_path, CONVENED) as council:
        await speaking(council)
        await council.do("move_motion", mover="owen", seconder="shah", text=SHORT)
        await council.do(
            "move_amendment", mover="ruiz", seconder="amin", text="That it be refused."
        )
        await council.do("put_question", way="named")
        screen = await visits.open(council.url + SCREEN)
        overlay = await visits.open(f"{council.url}{SCREEN}?overlay=1")
        await expect(
            screen.get_by_text("That it be refused.").locator("visible=true")
        ).to_have_count(1)
        for page in (screen, overlay):
            await expect(page.get_by_role("heading", name="Voting now")).to_be_visible()
        for size in ((1280, 720), (1920, 1080)):
            await overlay.set_viewport_size(ViewportSize(width=size[0], height=size[1]))
            place = await overlay.locator("main").bounding_box()
            assert place is not None
            assert place["y"] > 0.7 * size[1]


async def test_in_private_what_comes_next_and_who_presides_stay_in_view(
    tmp_path: Path, visits: Visits
) -> None:
    async with town(tmp_path, CONVENED) as council:
        await speaking(council)
        await council.do("take_item", item="4")
        given = {"mover": "owen", "seconder": "shah", "items": "4,4.1,4.2", "paragraphs": "3,5"}
        await council.do("move_exclusion", **given)
        await council.do("agree_without_dissent")
        page = await visits.open(council.url + SCREEN)
        for width, height in WINDOWS[:2]:
            await page.set_viewport_size(ViewportSize(width=width, height=height))
            for words in ("legal privilege", "Next in public", "In the chair"):
                place = await page.get_by_text(words).first.bounding_box()
                assert place is not None
                assert place["y"] + place["height"] <= height


async def test_the_overlay_is_transparent_and_has_item_speaker_and_clock_alone(
    tmp_path: Path, visits: Visits
) -> None:
    async with town(tmp_path, CONVENED) as council:
        await speaking(council)
        await council.do("move_motion", mover="owen", text=SHORT)
        page = await visits.open(f"{council.url}{SCREEN}?overlay=1")
        await expect(page.get_by_role("heading", name="Land at Mill Lane")).to_be_visible()
        await expect(page.get_by_text("Cllr Carys Owen", exact=True)).to_be_visible()
        await expect(page.get_by_text(SHORT)).to_be_hidden()
        clear = "rgba(0, 0, 0, 0)"
        for element in ("documentElement", "body"):
            style = f"getComputedStyle(document.{element}).backgroundColor"
            assert await page.evaluate(style) == clear
        place = await page.locator("main").bounding_box()
        assert place is not None
        assert place["y"] > 768 / 2
        await council.do("exclude_public", ground="own_rules")
        await expect(page.get_by_role("heading", name="The meeting is in private")).to_be_visible()
        assert (await page.inner_text("main")).strip() == "The meeting is in private"


async def test_cut_off_the_screen_says_so_and_the_overlay_says_nothing(
    tmp_path: Path, visits: Visits
) -> None:
    visits.forgiven = "ERR_INTERNET_DISCONNECTED|WebSocket"
    async with town(tmp_path, CONVENED) as council:
        await speaking(council)
        screen = await visits.open(council.url + SCREEN)
        overlay = await visits.open(f"{council.url}{SCREEN}?overlay=1")
        await expect(overlay.get_by_text("Land at Mill Lane")).to_be_visible()
        for page in (screen, overlay):
            await page.clock.install()
        await visits.context.set_offline(offline=True)
        for page in (screen, overlay):
            await expect(page.locator("#connection")).to_be_hidden()  # a moment is no word worth
            await page.clock.fast_forward(5000)
        await expect(overlay.get_by_text("Land at Mill Lane")).to_be_hidden()
        await expect(screen.locator("#connection")).to_contain_text("You are offline.")
        await expect(screen.locator("#connection")).to_be_visible()
        await expect(screen.get_by_text("Land at Mill Lane")).to_be_visible()


@pytest.mark.parametrize("asked", ["", "?dark=1", "?overlay=1"])
async def test_without_scripts_it_is_whole(tmp_path: Path, visits: Visits, asked: str) -> None:
    async with town(tmp_path, CONVENED) as council:
        await speaking(council)
        assert visits.context.browser is not None
        context = await visits.context.browser.new_context(java_script_enabled=False)
        page = await context.new_page()
        await page.goto(council.url + SCREEN + asked)
        await expect(page.get_by_text("Cllr Carys Owen", exact=True)).to_be_visible()
        await context.close()
