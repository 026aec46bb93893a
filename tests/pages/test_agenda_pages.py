"""What the pages of an agenda tell the clerk: its numbers, its changes, and how it will look."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from msgspec.structs import replace

from server import places
from server.council.clear_days import clear_days
from server.council.plan import Plan
from server.council.planned import ItemSet
from server.live.answering import wishes
from server.live.cast import cast_of
from server.meeting.agenda import Access
from server.meeting.profile import PublicationRule
from server.pages.agendas.notice import notice_of
from server.render.language import voice
from tests.pages.officer import Officer, Page, office

DAY = date.today() + timedelta(days=20)  # noqa: DTZ011  # far enough from any midnight
BEGIN = {"body": "parish", "day": DAY.isoformat(), "time": "19:30", "place": "Village Hall"}
PASTED = """\
1. Apologies for absence
2. Declarations of interest
3. Playground fence
RECOMMENDED that the lower quotation be accepted.
4. Staffing matter (EXEMPT)
"""


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Officer]:
    async with office(tmp_path) as officer:
        yield officer


async def begun(desk: Officer, *titles: str, numbers: tuple[str, ...] = ()) -> str:
    path = (await desk.post("/agendas/new", {**BEGIN, "begin": "nothing"})).path
    for n, title in enumerate(titles):
        number = numbers[n] if numbers else ""
        await desk.post(f"{path}/items/new", title=title, number=number)
    return path


async def pasted(desk: Officer) -> str:
    path = await begun(desk)
    await desk.post(f"{path}/paste", text=PASTED, do="take")
    return path


def plan(desk: Officer, path: str) -> Plan:
    found = desk.council.plan(path.removeprefix("/agendas/"))
    assert found is not None
    return found.state


def refs(desk: Officer, path: str) -> dict[str, str]:
    return {item.item.title: item.ref for item in plan(desk, path).items}


def numbers(desk: Officer, path: str) -> list[str]:
    return [f"{number} {item.item.title}" for number, item in plan(desk, path).numbered]


# Numbers


async def test_items_that_were_moved_are_numbered_again_and_that_is_taken_back(
    desk: Officer,
) -> None:
    path = await begun(desk, "A", "B", "C", numbers=("101/26", "102/26", "103/26"))
    assert "not in order" not in (await desk.get(path)).text
    page = await desk.post(f"{path}/items/{refs(desk, path)['C']}/up")
    assert "The numbers are not in order." in page.text
    assert "Number the items again: 101/26, 102/26, 103/26…" in page.text
    page = await desk.post(f"{path}/number-again")
    assert numbers(desk, path) == ["101/26 A", "102/26 C", "103/26 B"]
    assert "not in order" not in page.text
    last = page.html.split("Last changes")[1]
    act = last.split('name="act" value="')[1].split('"')[0]
    await desk.post(f"{path}/take-back", act=act)
    assert numbers(desk, path) == ["101/26 A", "103/26 C", "102/26 B"]


async def test_numbers_that_are_in_order_are_left(desk: Officer) -> None:
    path = await begun(desk, "A", "B")
    page = await desk.post(f"{path}/number-again")
    assert "The numbers are in order already." in page.text


# Changes


async def test_each_of_the_last_changes_says_which_item(desk: Officer) -> None:
    path = await begun(desk, "Fence", "Precept")
    ref = refs(desk, path)["Fence"]
    await desk.post(f"{path}/items/{ref}/down")
    await desk.post(f"{path}/items/{ref}/remove")
    text = (await desk.get(path)).text.split("Last changes")[1]
    for said in ("Item removed: Fence", "Item moved: Fence", "Item added: Precept"):
        assert said in text.replace(" :", ":"), said


async def test_an_item_that_was_removed_meanwhile_is_not_moved_and_it_is_said(
    desk: Officer,
) -> None:
    path = await begun(desk, "Fence", "Precept")
    ref = refs(desk, path)["Fence"]
    await desk.post(f"{path}/items/{ref}/remove")
    page = await desk.post(f"{path}/items/{ref}/down")
    assert "That item is not on the agenda any more" in page.text


async def test_an_item_offers_only_the_moves_that_it_has(desk: Officer) -> None:
    path = await begun(desk, "First", "Last")
    html = (await desk.get(path)).html
    first, last = (refs(desk, path)[title] for title in ("First", "Last"))
    assert f"{first}/down" in html
    assert f"{first}/up" not in html
    assert f"{last}/up" in html
    assert f"{last}/down" not in html


async def test_a_new_item_stands_after_the_one_that_is_chosen(desk: Officer) -> None:
    path = await begun(desk, "Apologies", "Finance", "Close")
    ref = refs(desk, path)
    await desk.post(f"{path}/items/new", title="Accounts", under=ref["Finance"])
    await desk.post(f"{path}/items/new", title="Fence", after=ref["Finance"])
    await desk.post(f"{path}/items/new", title="Budget", after=refs(desk, path)["Accounts"])
    assert numbers(desk, path) == [
        "1 Apologies",
        "2 Finance",
        "2.1 Accounts",
        "2.2 Budget",
        "3 Fence",
        "4 Close",
    ]
    form = await desk.get(f"{path}/items/new?after={refs(desk, path)['Fence']}")
    assert "At the end" in form.text
    assert f'<option value="{refs(desk, path)["Fence"]}" selected>After 3, Fence' in form.html


# Times, as the public reads them


async def test_the_time_is_told_as_the_summons_tells_it(desk: Officer) -> None:
    path = await begun(desk, "Fence")
    for page in (path, "/agendas", f"{path}/publish"):
        text = (await desk.get(page)).text
        assert "7.30pm" in text, page
        assert "19:30" not in text, page


# Before it is public


async def test_items_and_sub_items_are_counted_apart(desk: Officer) -> None:
    path = await begun(desk, "A", "B", "C")
    await desk.post(f"{path}/items/{refs(desk, path)['B']}/in")
    page = await desk.get(f"{path}/publish")
    assert "2 items and 1 sub-item" in page.text
    assert f"http://127.0.0.1:{desk.server.port}/meetings/" in page.text


@pytest.mark.parametrize("rest", ["", "/agenda", "/summons"])
async def test_an_officer_sees_what_is_to_be_public_before_it_is(desk: Officer, rest: str) -> None:
    path = await pasted(desk)
    assert f'href="{path}/preview{rest}"' in (await desk.get(f"{path}/publish")).html
    page = await desk.get(f"{path}/preview{rest}")
    assert page.status == 200
    assert "Preview." in page.text
    assert "Playground fence" in page.text
    assert f'href="{path}"' in page.html
    assert list(desk.server.meetings) == [], "nothing was published by looking"


async def test_what_is_exempt_is_in_no_preview_of_what_is_public(desk: Officer) -> None:
    path = await begun(desk, "Fence")
    secret = {"title": "Staffing", "access": "exempt", "private_title": "The plover"}
    await desk.post(f"{path}/items/new", secret)
    for rest, there in (("", False), ("/agenda", False), ("/summons", True)):
        page = await desk.get(f"{path}/preview{rest}")
        assert page.status == 200
        assert ("The plover" in page.text) is there, rest


async def test_an_agenda_with_faults_has_no_preview(desk: Officer) -> None:
    path = await begun(desk)
    page = await desk.get(f"{path}/preview")
    assert page.status == 422
    assert "The agenda has no items yet." in page.text


async def test_what_comes_next_is_told_once_it_is_published(desk: Officer) -> None:
    path = await pasted(desk)
    page = await desk.post(f"{path}/publish")
    key = plan(desk, path).key
    told = page.html.split("What comes next")[1].split("</section>")[0]
    for rest in ("", "/links", "/summons", "/agenda"):
        assert f'href="/meetings/{key}{rest}"' in told
    assert f"http://127.0.0.1:{desk.server.port}/meetings/{key}" in told
    assert "What comes next" not in (await desk.get(path)).text


def test_the_clear_days_are_those_that_are_named() -> None:
    rule = PublicationRule(clear_days=3, source="Act")
    notice = notice_of(date(2026, 11, 23), date(2026, 11, 30), rule, "England")
    assert notice.clear == len(notice.counted) == 4
    assert notice.days(voice("en", "Europe/London")) == (
        "Tuesday 24 November, Wednesday 25 November, Thursday 26 November and Friday 27 November"
    )
    assert notice.clear == clear_days(date(2026, 11, 23), date(2026, 11, 30), "England")
    assert notice_of(date(2026, 11, 30), date(2026, 11, 30), rule, "England").counted == ()


# What is gone


async def dropped(desk: Officer, path: str) -> None:
    await desk.post(f"{path}/drop")


async def test_words_for_an_agenda_that_was_discarded_meanwhile_are_shown_to_copy(
    desk: Officer,
) -> None:
    path = await begun(desk, "Fence")
    await dropped(desk, path)
    page = await desk.post(f"{path}/arrangements", {**BEGIN, "attend": "Ring <twice>."})
    assert page.status == 404
    assert "This agenda was discarded" in page.text
    assert "Ring &lt;twice&gt;." in page.html
    page = await desk.post(f"{path}/paste", text=PASTED, do="look")
    assert "RECOMMENDED that the lower quotation be accepted." in page.text


async def test_so_are_the_words_of_a_form_with_files(desk: Officer) -> None:
    path = await begun(desk)
    await dropped(desk, path)
    page: Page = await desk.send_file(
        f"{path}/items/new", "fence.pdf", b"%PDF-1.7 secret", title="Fence, with quotations"
    )
    assert page.status == 404
    assert "Fence, with quotations" in page.html
    assert "secret" not in page.html


async def test_an_item_that_is_gone_says_so_and_leads_back(desk: Officer) -> None:
    path = await begun(desk, "Fence")
    ref = refs(desk, path)["Fence"]
    await desk.post(f"{path}/items/{ref}/remove")
    page = await desk.get(f"{path}/items/{ref}")
    assert page.status == 404
    assert "This item is not on the agenda any more" in page.text
    assert f'href="{path}"' in page.html


async def test_an_agenda_that_never_was_is_no_page(desk: Officer) -> None:
    page = await desk.post("/agendas/nothing/arrangements", BEGIN)
    assert page.status == 404
    assert "discarded" not in page.text


# Beginning


async def test_an_agenda_that_is_to_be_pasted_leads_to_the_box(desk: Officer) -> None:
    page = await desk.post("/agendas/new", {**BEGIN, "begin": "paste"})
    assert page.path.endswith("/paste")


async def test_it_is_said_where_there_is_no_last_meeting_to_begin_from(desk: Officer) -> None:
    page = await desk.post("/agendas/new", {**BEGIN, "begin": "last"})
    assert "There is no earlier meeting of this body" in page.text


# The rehearsal


async def test_a_rehearsal_leads_to_its_console_and_back(desk: Officer) -> None:
    path = await pasted(desk)
    page = await desk.post(f"{path}/rehearse")
    (running,) = desk.server.meetings.rehearsals
    console = f"/meetings/{running.live.meeting.key}/clerk"
    card = page.html.split('id="rehearse"')[1]
    assert card.split('href="')[1].startswith(f'{console}"'), "it comes first"
    assert f'href="{path}#rehearse"' in (await desk.get(console)).html


async def test_a_simulated_member_is_late_by_the_numbers_of_this_agenda(desk: Officer) -> None:
    path = await begun(desk, "A", "B", numbers=("101/26", "102/26"))
    page = await desk.post(f"{path}/rehearse")
    assert "comes late, when item 102/26 is taken" in page.text
    (running,) = desk.server.meetings.rehearsals
    meeting = running.live.meeting
    given = [each.given for each in wishes(meeting, cast_of(meeting)) if "when" in each.given]
    assert [each["when"] for each in given] == ["after item 101/26"]


async def test_no_console_of_a_meeting_leads_to_a_rehearsal(desk: Officer) -> None:
    path = await pasted(desk)
    await desk.post(f"{path}/publish")
    page = await desk.get(f"/meetings/{plan(desk, path).key}/clerk")
    assert page.status == 200
    assert "#rehearse" not in page.html


# Private business


async def test_what_a_parish_marks_confidential_is_closed_as_its_own_act_has_it(
    desk: Officer,
) -> None:
    path = await begun(desk)
    page = await desk.post(f"{path}/paste", text="1. Apologies\n2. Clerk’s pay (confidential)")
    assert "marked as confidential: it is taken in private" in page.text
    await desk.post(f"{path}/paste", text="1. Apologies\n2. Clerk’s pay (confidential)", do="take")
    _, pay = plan(desk, path).items
    assert pay.item.access is Access.EXEMPT
    assert "close nothing by law" not in (await desk.get(path)).text


async def test_nor_does_a_meeting_file_change_its_ground_unsaid(desk: Officer) -> None:
    path = await begun(desk)
    text = (places.config() / "example_meeting.toml").read_text(encoding="utf-8")
    closed = text.replace('access = "exempt"', 'access = "confidential"')
    assert closed != text
    page = await desk.send_file(f"{path}/paste", "meeting.toml", closed.encode())
    assert "marked as confidential: it is taken in private" in page.text


async def test_paragraphs_of_a_schedule_that_does_not_bind_the_body_are_left_out_and_it_is_said(
    desk: Officer,
) -> None:
    path = await begun(desk)
    text = "1. Apologies\n2. Clerk’s pay (EXEMPT – paragraph 1 of Schedule 12A)"
    page = await desk.post(f"{path}/paste", text=text)
    assert "the rules of this body have no schedule of exempt information" in page.text
    assert "Clerk’s pay: 1" in page.text
    await desk.post(f"{path}/paste", text=text, do="take")
    _, pay = plan(desk, path).items
    assert (pay.item.access, pay.item.paragraphs) == (Access.EXEMPT, ())


async def test_a_closed_item_stays_closed_when_its_form_is_saved_as_it_stands(
    desk: Officer,
) -> None:
    """Also where the rules of the body have no such business, as after they were changed."""
    path = await begun(desk, "Clerk’s pay")
    (pay,) = plan(desk, path).items
    closed = replace(pay, item=replace(pay.item, access=Access.CONFIDENTIAL))
    stream = desk.council.plan(path.removeprefix("/agendas/"))
    assert stream is not None
    await stream.change(lambda _: [ItemSet(closed)], "a clerk")
    form = await desk.get(f"{path}/items/{pay.ref}")
    assert re.findall('<option value="([a-z]+)" selected', form.html)[-1] == "confidential"
