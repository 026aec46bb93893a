"""The rules that bind a meeting: in words, the same for everybody, beside the standard ones."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec.structs import replace
from playwright.async_api import expect

from server import places
from server.meeting.profile import QuorumRule, VotingRule
from server.meeting_file.folder import load_meeting_file
from server.pages.rules import standards
from tests.live.conftest import CONVENED
from tests.pages.axe import barriers_at
from tests.pages.conftest import Visits
from tests.pages.wired import browsing
from tests.serve import Town, town

WELSH = standards()["Principal council in Wales"]
OWN = replace(
    WELSH, voting=replace(WELSH.voting, casting_vote=False, casting_source="Standing order 9")
)


async def read(town: Town, link: str = "", query: str = "") -> str:
    async with (
        browsing(town, link) as browser,
        browser.get(f"/meetings/{town.key}/rules{query}") as answer,
    ):
        assert answer.status == 200
        return await answer.text()


def words(html: str) -> str:
    """What is read on the page, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


async def test_a_rule_that_differs_is_told_beside_the_standard_one(tmp_path: Path) -> None:
    async with town(tmp_path, replace(CONVENED, profile=OWN)) as council:
        told = words(await read(council))
    assert "One of these rules differs from the standard rules for “Principal council in" in told
    lost = "Nobody has a casting vote: on a tie the question is lost."
    below = "By law it cannot be so: this rule is below what the law gives."
    assert f"{lost} {below} Source: Standing order 9 Differs The standard rule: On a tie" in told
    assert told.count("Differs ") == 1
    assert "Voting (1 differs)" in told


async def test_the_quorum_is_told_in_the_numbers_of_this_body(tmp_path: Path) -> None:
    async with town(tmp_path, replace(CONVENED, profile=WELSH)) as council:
        told = words(await read(council))
    assert "rounded up: 1 of 4. This is law" in told
    assert "They are the standard rules for “Principal council in Wales”." in told


async def test_seats_that_are_vacant_count_in(tmp_path: Path) -> None:
    profile = replace(WELSH, quorum=QuorumRule(denominator=2))
    async with town(tmp_path, replace(CONVENED, profile=profile, vacancies=3)) as council:
        assert "rounded up: 4 of 7. This is" in words(await read(council))


async def test_rules_with_a_name_of_their_own_are_compared_with_none(council: Town) -> None:
    told = words(await read(council))
    assert "There are no standard rules for this kind of body" in told
    assert "iffers" not in told


async def test_the_page_is_the_same_for_everybody(tmp_path: Path) -> None:
    async with town(tmp_path, CONVENED) as council:
        links = ("", council.links.clerk, *council.links.members.values())
        assert len({await read(council, link) for link in links}) == 1


async def test_it_is_asked_for_again_only_when_it_has_changed(council: Town) -> None:
    path = f"/meetings/{council.key}/rules"
    async with browsing(council) as browser, browser.get(path) as answer:
        held = {"If-None-Match": answer.headers["ETag"]}
        assert answer.headers["Cache-Control"] == "public, no-cache"
        async with browser.get(path, headers=held) as again:
            assert again.status == 304


async def test_the_words_of_a_rule_are_words_and_no_markup(tmp_path: Path) -> None:
    voting = VotingRule(casting_source="<script>alert(1)</script>")
    profile = replace(WELSH, voting=voting)
    async with town(tmp_path, replace(CONVENED, profile=profile)) as council:
        html = await read(council)
    assert "<script>" not in html
    assert "Source: &lt;script&gt;alert(1)" in html


async def test_the_way_to_the_rules_is_on_the_pages_of_the_public_and_the_clerk(
    council: Town, visits: Visits
) -> None:
    page = await visits.open(council.door(council.links.public))
    await page.get_by_role("link", name="The rules of this meeting").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("The rules of this meeting")
    await page.get_by_role("link", name="The meeting", exact=True).click()
    await expect(page).to_have_url(re.compile(f"/meetings/{council.key}\\?lang=en$"))
    async with (
        browsing(council, council.links.clerk) as clerk,
        clerk.get(f"/meetings/{council.key}/clerk") as answer,
    ):
        assert f'href="/meetings/{council.key}/rules"' in await answer.text()


async def test_nothing_on_it_stands_in_anybodys_way(tmp_path: Path, visits: Visits) -> None:
    example = places.config() / "example_meeting.toml"
    convened = load_meeting_file(example, places.config() / "profiles")
    async with town(tmp_path, convened) as parish:
        page = await visits.open(f"{parish.url}/meetings/{parish.key}/rules")
        assert await barriers_at(page, ((1366, 768), (768, 768), (320, 768))) == []
