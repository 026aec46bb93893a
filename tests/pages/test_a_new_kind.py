"""A kind of business of a council's own has its form on the page of the office that it is for."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.business.test_a_new_kind import petitions
from tests.live.conftest import CONVENED
from tests.serve import town

__all__ = ["petitions"]


@pytest.mark.usefixtures("petitions")
async def test_the_chair_receives_a_petition_by_a_form_that_nobody_wired(
    tmp_path: Path, browser: Browser
) -> None:
    async with town(tmp_path / "data", CONVENED) as council:
        await council.do("open_meeting")
        await council.do("take_item", item="2")
        petition = await council.do("hand_in_petition", text="Save it", petitioner="Jo Bloggs")
        context = await browser.new_context()
        page = await context.new_page()
        await page.goto(council.door(council.links.chair))
        await page.get_by_label("Petition").fill(petition.entry)
        await page.locator("#slip-receive_petition button[type=submit]").click()
        await expect(page.locator("#sent")).to_contain_text("Stored")
        assert council.running.live.meeting.entry(petition.entry).version == 1
        await page.get_by_label("Petition").fill(petition.entry)
        await page.locator("#slip-receive_petition button[type=submit]").click()
        await page.get_by_text("The petition has been received already.").first.wait_for()
        await page.goto(council.door(council.links.public))
        assert "Save it" in await page.inner_text("main")
        await context.close()
