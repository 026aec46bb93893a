"""What the check found stands above the draft, for the clerk alone, and leads to its place."""

from __future__ import annotations

from playwright.async_api import expect

from tests.pages.conftest import Visits
from tests.serve import Town


async def sat(council: Town, *notes: str) -> None:
    """A meeting of one item under which these notes stand, not closed yet."""
    await council.do("open_meeting")
    await council.do("take_item", item="1")
    for text in notes:
        await council.do("record_note", text=text)


async def test_a_finding_leads_the_clerk_to_its_entry(council: Town, visits: Visits) -> None:
    await sat(council, "Members asked about the the drains.")
    clerk = await visits.open(council.door(council.links.clerk))
    draft = f"{council.url}/meetings/{council.key}/note"
    await clerk.goto(draft)
    await expect(clerk.locator(".app-findings")).to_have_count(0)
    await council.do("close_meeting")
    await clerk.goto(draft)
    found = clerk.get_by_role("region", name="to look at before it is published")
    way = found.get_by_role("link", name="Under item 1 a word stands twice: “the the”.")
    await way.click()
    (entry,) = council.running.live.meeting.item("1").record
    await expect(clerk.locator(f"#entry-{entry.id}")).to_be_in_viewport()


async def test_the_chair_reads_the_draft_without_what_the_check_found(
    council: Town, visits: Visits
) -> None:
    await sat(council, "Members asked about the the drains.")
    await council.do("close_meeting")
    chair = await visits.open(council.door(council.links.chair))
    await chair.goto(f"{council.url}/meetings/{council.key}/note")
    await expect(chair.locator(".app-note")).to_be_visible()
    await expect(chair.locator(".app-findings")).to_have_count(0)
