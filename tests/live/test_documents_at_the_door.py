"""Who may read the public note and the full note, at the sockets of a running server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from msgspec.structs import replace

from server.minutes import FORMATS
from tests.conftest import CONVENED
from tests.live.conftest import StepClock
from tests.minutes.closed import CLOSED, ITEMS, SECRET
from tests.minutes.reading import told_by_pdf
from tests.pages.wired import browsing
from tests.serve import Town, town

MEETING = replace(CONVENED, profile=CLOSED, items=ITEMS)
ENDINGS = FORMATS
PUBLIC = ("note", *(f"note.{ending}" for ending in ENDINGS))
FULL = ("note/restricted", *(f"note-restricted.{ending}" for ending in ENDINGS))


@pytest.fixture
async def council(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path, MEETING, StepClock()) as running:
        for person in ("amin", "shah", "owen", "ruiz"):
            await running.do("record_present", person=person)
        await running.do("open_meeting")
        await running.do("take_item", item="2")
        yield running


async def privately(council: Town) -> None:
    await council.do("exclude_public", ground="confidential", items="2,3")
    await council.do("take_item", item="3")
    await council.do("record_note", text=f"{SECRET} was said.")


async def asked(council: Town, link: str, path: str) -> tuple[int, bytes, str]:
    """What somebody who came by this link is answered: status, all that it holds, file name."""
    async with (
        browsing(council, link) as session,
        session.get(f"/meetings/{council.key}/{path}") as answer,
    ):
        body = await answer.read()
        if path.endswith("docx") and answer.status == 200:
            with ZipFile(BytesIO(body)) as archive:
                body = b"".join(archive.read(name) for name in archive.namelist())
        if body.startswith(b"%PDF"):
            body = told_by_pdf(body).encode()
        return answer.status, body, answer.headers.get("Content-Disposition", "")


@pytest.mark.parametrize("path", [*PUBLIC, *FULL])
async def test_the_clerk_reads_both_and_only_the_full_note_holds_private_business(
    council: Town, path: str
) -> None:
    await privately(council)
    status, body, name = await asked(council, council.links.clerk, path)
    assert status == 200
    assert (SECRET.encode() in body) is (path in FULL)
    assert SECRET not in name


async def test_a_downloads_name_says_no_more_than_which_it_is(council: Town) -> None:
    await privately(council)
    _, _, name = await asked(council, council.links.clerk, "note-restricted.docx")
    assert name == 'attachment; filename="planning-draft-minutes-restricted.docx"'


async def test_whoever_presides_reads_both(council: Town) -> None:
    await privately(council)
    for path in (*PUBLIC, *FULL):
        status, *_ = await asked(council, council.links.chair, path)
        assert status == 200, path


async def test_but_not_the_full_note_with_an_interest_in_what_it_holds(council: Town) -> None:
    await council.do("declare_interest", person="amin", kind="pecuniary", item="3", nature="")
    await privately(council)
    for path in FULL:
        status, body, _ = await asked(council, council.links.chair, path)
        assert status == 403, path
        assert SECRET.encode() not in body
    status, body, _ = await asked(council, council.links.chair, "note")
    assert status == 200
    assert b"restricted" not in body


@pytest.mark.parametrize("who", ["member", "public"])
async def test_nobody_else_reads_either(council: Town, who: str) -> None:
    await privately(council)
    link = council.links.members["Cllr Bilal Shah"] if who == "member" else ""
    for path in (*PUBLIC, *FULL):
        status, body, _ = await asked(council, link, path)
        assert status == 403, path
        assert SECRET.encode() not in body


async def test_without_private_business_there_is_no_full_note(council: Town) -> None:
    for path in FULL:
        status, *_ = await asked(council, council.links.clerk, path)
        assert status == 404, path
    _, body, _ = await asked(council, council.links.clerk, "note")
    assert b"/note/restricted" not in body
    assert b"Notes for the clerk" in body


async def test_each_page_says_which_of_the_two_it_is_and_leads_to_the_other(
    council: Town,
) -> None:
    await privately(council)
    _, public, _ = await asked(council, council.links.clerk, "note")
    assert b"You are reading the public draft. It holds no private business." in public
    assert b'href="/meetings/planning/note/restricted"' in public
    assert b'href="/meetings/planning/note.docx"' in public
    assert b"Notes for the clerk" not in public  # they tell of everything
    _, full, _ = await asked(council, council.links.clerk, "note/restricted")
    assert b"You are reading the full draft, with private business." in full
    assert b'href="/meetings/planning/note"' in full
    assert b'href="/meetings/planning/note-restricted.docx"' in full
    assert b"Notes for the clerk" in full
    assert b"RESTRICTED: contains" in full


async def test_after_the_close_the_clerk_is_offered_both(council: Town) -> None:
    await privately(council)
    await council.do("close_meeting")
    _, body, _ = await asked(council, council.links.clerk, "clerk")
    assert b'href="/meetings/planning/note.docx"' in body
    assert b'href="/meetings/planning/note-restricted.docx"' in body
