"""Officers send files with an item’s form, which loses nothing, and works without a script."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser

from server.meeting_file.form import WrittenLink, WrittenSubItem
from server.pages.agendas import item_papers, receiving
from tests.pages.axe import barriers_at
from tests.pages.conftest import WINDOW
from tests.pages.officer import Officer, Page, office
from tests.papers.files import BAD, GOOD, PDF

LARGE = PDF + b"\0" * (33 * 1024 * 1024)
OTHER = PDF + b"%other\n"
WORDS = {"title": "Playground", "summary": "The fence is rotten."}
SIZES = ((1366, 768), (768, 1024), (390, 844), (320, 640))
File = tuple[str, str, bytes]


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Officer]:
    async with office(tmp_path) as officer:
        yield officer


@pytest_asyncio.fixture
async def plan(desk: Officer) -> str:
    """The address of an agenda without items."""
    begin = {"body": "parish", "day": "2027-05-12", "time": "19:30", "place": "Village Hall"}
    return (await desk.post("/agendas/new", {**begin, "begin": "nothing"})).path


async def send(
    desk: Officer, path: str, files: Iterable[File], fields: dict[str, str], **more: str
) -> Page:
    """Send the form as a browser does: the fields behind the files too."""
    form = aiohttp.FormData(quote_fields=False)
    for name, value in fields.items():
        form.add_field(name, value)
    for name, called, content in files:
        form.add_field(name, io.BytesIO(content), filename=called)
    for name, value in more.items():
        form.add_field(name, value)
    async with desk.browser.post(path, data=form) as answer:
        return Page(answer.status, str(answer.url.relative()), await answer.read())


def items(desk: Officer, plan: str) -> tuple[WrittenSubItem, ...]:
    found = desk.council.plan(plan.rpartition("/")[2])
    assert found is not None
    return tuple(item.item for item in found.state.items)


def ref(desk: Officer, plan: str) -> str:
    found = desk.council.plan(plan.rpartition("/")[2])
    assert found is not None
    return found.state.items[0].ref


def plan_key(desk: Officer, plan: str) -> str:
    found = desk.council.plan(plan.rpartition("/")[2])
    assert found is not None
    return found.state.key


def filled(page: Page) -> dict[str, str]:
    """What the form of a page holds, and would send again."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", page.html):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and ("checkbox" not in tag or " checked" in tag) and 'type="file"' not in tag:
            found[name[1]] = value[1] if value else ""
    for name_, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', page.html):
        found[name_] = text
    return found


async def test_files_become_papers_of_the_item_each_as_it_was_marked(
    desk: Officer, plan: str
) -> None:
    page = await send(
        desk,
        f"{plan}/items/new",
        [
            ("files", "Plan of the playground.pdf", PDF),
            ("files", "Figures.XLSX", GOOD["xlsx"]),
            ("exempt_files", "Quotations.pdf", OTHER),
            ("files", "", b""),
        ],
        {**WORDS, "paper-title-1": "Photo", "paper-url-1": "https://a.example/1.jpg"},
    )
    assert page.path == plan
    (item,) = items(desk, plan)
    assert [(p.title, p.url.rpartition("/")[2], p.exempt) for p in item.papers] == [
        ("Photo", "1.jpg", False),
        ("Plan of the playground", "Plan-of-the-playground.pdf", False),
        ("Figures", "Figures.xlsx", False),
        ("Quotations", "Quotations.pdf", True),
    ]
    form = await desk.get(f"{plan}/items/{ref(desk, plan)}")
    assert f"PDF, {len(PDF)} bytes" in form.text
    for paper in item.papers[1:]:
        assert f'href="{paper.url}"' in form.html
    saved = await desk.post(f"{plan}/items/{ref(desk, plan)}", filled(form))
    assert saved.path == plan
    assert items(desk, plan) == (item,)


async def test_a_file_that_is_too_large_is_refused_and_all_else_is_kept(
    desk: Officer, plan: str
) -> None:
    page = await send(
        desk,
        f"{plan}/items/new",
        [("files", "Scan.pdf", LARGE), ("files", "Plan.pdf", PDF)],
        WORDS,
        private_title="After the files",
    )
    assert page.status == 422
    assert "“Scan.pdf” is larger than 32 MB. Make it smaller, or link to it." in page.text
    assert items(desk, plan) == ()
    kept = filled(page)
    assert (kept["title"], kept["summary"]) == (WORDS["title"], WORDS["summary"])
    assert kept["private_title"] == "After the files"
    assert (kept["paper-title-1"], "paper-url-2" in kept) == ("Plan", True)
    assert (await desk.post(f"{plan}/items/new", kept)).path == plan  # as the page stands
    assert [paper.title for paper in items(desk, plan)[0].papers] == ["Plan"]
    assert len(list(desk.server.site.papers)) == 1


@pytest.mark.parametrize("name", BAD)
async def test_what_is_not_taken_is_told_by_its_name_and_not_kept(
    desk: Officer, plan: str, name: str
) -> None:
    page = await send(desk, f"{plan}/items/new", [("files", name, BAD[name])], WORDS)
    assert page.status == 422
    assert f"“{name}”" in page.text
    assert filled(page)["title"] == WORDS["title"]
    assert list(desk.server.site.papers) == []


async def test_a_name_that_turns_the_writing_round_is_shown_as_what_it_is(
    desk: Officer, plan: str
) -> None:
    files = [("files", "annual\u202efdp.exe", BAD["Report.pdf"])]
    page = await send(desk, f"{plan}/items/new", files, WORDS)
    assert "“annualfdp.exe” is of no kind that is taken" in page.text
    assert "\u202e" not in page.html
    await send(desk, f"{plan}/items/new", [("files", "annual\u202efdp.exe", PDF)], WORDS)
    assert items(desk, plan)[0].papers[0].url.endswith("/annualfdp.pdf")


async def test_a_file_is_not_lost_where_something_else_is_wrong(desk: Officer, plan: str) -> None:
    path = f"{plan}/items/new"
    page = await send(desk, path, [("exempt_files", "Plan.pdf", PDF)], {"minutes": "ten"})
    assert page.status == 422
    kept = {**filled(page), "title": "Playground", "minutes": "10"}
    await desk.post(path, kept)
    (paper,) = items(desk, plan)[0].papers
    assert (paper.title, paper.exempt) == ("Plan", True)


async def test_what_looks_confidential_is_published_only_once_that_is_confirmed(
    desk: Officer, plan: str
) -> None:
    path = f"{plan}/items/new"
    page = await send(desk, path, [("files", "Confidential plan.pdf", PDF)], WORDS)
    assert page.status == 422
    assert "“Confidential” stands in its title or file name" in page.text
    assert items(desk, plan) == ()
    kept = filled(page)
    assert "confirm" not in kept
    more = [("files", "Call 07700 900123.pdf", OTHER)]
    page = await send(desk, path, more, {**kept, "confirm": "on"})
    assert page.status == 422  # that was confirmed of another set of papers
    assert "a telephone number" in page.text
    assert (await desk.post(path, {**filled(page), "confirm": "on"})).path == plan
    assert len(items(desk, plan)[0].papers) == 2
    form = await desk.get(f"{plan}/items/{ref(desk, plan)}")
    again = await desk.post(f"{plan}/items/{ref(desk, plan)}", {**filled(form), "summary": "New"})
    assert again.path == plan  # what was public before is not asked about again


async def test_nobody_is_asked_about_what_is_not_published(desk: Officer, plan: str) -> None:
    path = f"{plan}/items/new"
    await send(desk, path, [("exempt_files", "Confidential.pdf", PDF)], WORDS)
    closed = {"title": "Tender", "access": "exempt", "paragraphs": "3"}
    await send(desk, path, [("files", "Exempt tender.pdf", OTHER)], closed)
    assert [len(item.papers) for item in items(desk, plan)] == [1, 1]


async def test_a_file_that_is_exempt_elsewhere_is_asked_about(desk: Officer, plan: str) -> None:
    path = f"{plan}/items/new"
    await send(desk, path, [("exempt_files", "Tender.pdf", PDF)], WORDS)
    page = await send(desk, path, [("files", "Annex.pdf", PDF)], WORDS)
    assert "“Annex” is to be published, and the same file is exempt somewhere else." in page.text
    assert len(items(desk, plan)) == 1


async def test_papers_are_removed_marked_and_renamed(desk: Officer, plan: str) -> None:
    files = [("files", "One.pdf", PDF), ("files", "Two.pdf", OTHER)]
    await send(desk, f"{plan}/items/new", files, WORDS)
    path = f"{plan}/items/{ref(desk, plan)}"
    change = {"paper-remove-1": "on", "paper-title-2": "The second", "paper-exempt-2": "on"}
    await desk.post(path, {**filled(await desk.get(path)), **change})
    (paper,) = items(desk, plan)[0].papers
    assert (paper.title, paper.exempt) == ("The second", True)
    assert len(list(desk.server.site.papers)) == 2  # nothing is deleted


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "Give the whole address of this paper"),
        ("javascript:alert(1)", "Give the whole address of this paper"),
        (f"/papers/{'a' * 64}/../x.pdf", "Give the whole address of this paper"),
        (f"/papers/{'a' * 64}/x.pdf", "This file is not here any more."),
    ],
)
async def test_an_address_leads_to_a_file_that_is_here_or_to_another_site(
    desk: Officer, plan: str, url: str, sentence: str
) -> None:
    rows = {"paper-title-1": "Plan", "paper-url-1": url}
    page = await desk.post(f"{plan}/items/new", {**WORDS, **rows})
    assert page.status == 422
    assert sentence in page.text


async def test_an_agenda_has_not_more_than_so_much_in_all(
    desk: Officer, plan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(item_papers, "MOST_OF_AN_AGENDA", len(PDF) + 10)
    path = f"{plan}/items/new"
    assert (await send(desk, path, [("files", "One.pdf", PDF)], WORDS)).path == plan
    page = await send(desk, path, [("files", "Two.pdf", OTHER)], WORDS)
    assert "The files of an agenda may have" in page.text
    assert (await send(desk, path, [("files", "One again.pdf", PDF)], WORDS)).path == plan


async def test_more_files_than_are_taken_at_a_time_are_told(
    desk: Officer, plan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "MOST_FILES", 1)
    files = [("files", "One.pdf", PDF), ("files", "Two.pdf", OTHER)]
    page = await send(desk, f"{plan}/items/new", files, WORDS)
    assert "Send at most 1 files at a time." in page.text
    assert filled(page)["paper-title-1"] == "One"


async def test_nothing_of_a_stranger_is_kept(desk: Officer, plan: str) -> None:
    url = str(desk.browser._base_url)
    async with aiohttp.ClientSession(url, headers={"Origin": url.rstrip("/")}) as stranger:
        form = aiohttp.FormData()
        form.add_field("files", PDF, filename="Plan.pdf")
        async with stranger.post(f"{plan}/items/new", data=form, allow_redirects=False) as answer:
            assert answer.status == 303
            assert answer.headers["Location"].startswith("/sign-in")
    assert list(desk.server.site.papers) == []


async def test_a_published_agenda_has_the_paper_and_not_the_exempt_one(
    desk: Officer, plan: str
) -> None:
    files = [("files", "Plan.pdf", PDF), ("exempt_files", "Tender.pdf", OTHER)]
    await send(desk, f"{plan}/items/new", files, WORDS)
    await desk.post(f"{plan}/publish")
    key = plan_key(desk, plan)
    assert f"Plan (PDF, {len(PDF)} bytes)" in (await desk.get(f"/meetings/{key}")).text
    open_, exempt = items(desk, plan)[0].papers
    url = str(desk.browser._base_url)
    async with aiohttp.ClientSession(url) as stranger:
        for paper, status in ((open_, 200), (exempt, 404)):
            assert isinstance(paper, WrittenLink)
            async with stranger.get(paper.url) as answer:
                assert answer.status == status


async def test_the_form_is_for_everybody_at_every_size(
    desk: Officer, plan: str, browser: Browser
) -> None:
    files = [("files", "Plan of the playground.pdf", PDF), ("exempt_files", "Tender.pdf", OTHER)]
    link = {"paper-title-1": "Photo", "paper-url-1": "https://a.example/1.jpg"}
    await send(desk, f"{plan}/items/new", files, {**WORDS, **link})
    url = str(desk.browser._base_url).rstrip("/")
    context = await browser.new_context(**WINDOW)
    await context.add_cookies(
        [{"name": c.key, "value": c.value, "url": url} for c in desk.browser.cookie_jar]
    )
    try:
        page = await context.new_page()
        await page.goto(f"{url}{plan}/items/{ref(desk, plan)}")
        await page.set_input_files(
            "#files", {"name": "Confidential.pdf", "mimeType": "", "buffer": PDF + b"%c\n"}
        )
        assert await barriers_at(page, SIZES) == []
        await page.get_by_role("button", name="Save the item").click()  # at the narrowest
        await page.get_by_label("I have looked at them").wait_for()
        assert await barriers_at(page, SIZES) == []
        await page.get_by_label("I have looked at them").check()
        await page.get_by_role("button", name="Save the item").click()
        await page.wait_for_url(f"{url}{plan}#*")
        assert len(items(desk, plan)[0].papers) == 4
    finally:
        await context.close()
