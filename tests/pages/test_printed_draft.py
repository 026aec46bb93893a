"""The draft on paper: the document alone, with the place to sign."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from playwright.async_api import expect

from tests.conftest import CONVENED
from tests.pages.conftest import Visits
from tests.serve import town

RESOLVING = replace(
    CONVENED, profile=replace(CONVENED.profile, document="minutes", house_style="resolved")
)
AROUND = (".app-header", ".app-before", ".app-footer", ".app-note-files", ".app-note__go")


async def test_the_draft_is_printed_alone_and_with_a_place_to_sign(
    tmp_path: Path, visits: Visits
) -> None:
    async with town(tmp_path / "data", RESOLVING) as council:
        await council.do("open_meeting")
        await council.do("take_item", item="1")
        await council.do("record_decision", text="That the report be noted.")
        await council.do("close_meeting")
        clerk = await visits.open(council.door(council.links.clerk))
        await clerk.goto(f"{council.url}/meetings/{council.key}/note")
        await expect(clerk.get_by_text("RESOLVED – That the report be noted.")).to_be_visible()
        await expect(clerk.locator(".app-note__go").first).to_be_visible()
        await clerk.emulate_media(media="print")
        for around in AROUND:
            await expect(clerk.locator(around).first).to_be_hidden()
        await expect(clerk.locator(".app-note__signed").get_by_text("Signed")).to_be_visible()
        await clerk.context.close()
