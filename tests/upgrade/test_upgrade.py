"""The data of every earlier version is read by this one, and means what it meant."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import aiohttp
import pytest

from server.__main__ import main
from server.app import Server, serving
from server.config import Settings
from server.journal.journal import IN_DATA_FOLDER, open_journal
from server.journal.move import move
from server.live.order import Answer, Order
from server.meeting.command import Office
from server.meeting.sitting import Phase
from server.meeting.votes import Result
from tests.pages.knocking import Guest
from tests.upgrade.make import OPEN, PRIVATE, Ticking, make, notes, state

BY_THE_ACT_OF_1960 = "Public Bodies (Admission to Meetings) Act 1960 s.1(2)"
BACK = r"[^\n]* (?:returned at [^\n]*, after this item|came back at [^\n]*)\.\n"
RETURNED = re.compile(rf"\n({BACK})\n(### Decisions?\n.*?)(?=\n## )", re.DOTALL)
ASKED = "It was asked that the minutes be corrected:"
WANTED: dict[str, dict[str, str]] = {
    "0.1.0": {
        # Schedule 12A does not bind a parish council: nothing is “exempt” there.
        f"for exempt information under {BY_THE_ACT_OF_1960}": f"under {BY_THE_ACT_OF_1960}",
        "RESTRICTED: contains exempt information.": (
            f"RESTRICTED: contains private business ({BY_THE_ACT_OF_1960})."
        ),
        # Minutes are signed as a correct record (LGA 1972 Sch 12 para 41).
        "2026 were agreed.": "2026 were agreed as a correct record.",
        "\n\nAdd apologies": f"\n\n{ASKED}\n\nAdd apologies",
        '"text": "Add apologies': f'"text": "{ASKED}\\nAdd apologies',
        "2026 were agreed, subject": "2026 were agreed as a correct record, subject",
    }
}
"""What this version says otherwise on purpose, by the version that said it: words, and now."""

TOLD_BESIDES = ("presided",)
"""What the relations tell now, and did not then."""

ARCHIVES = sorted(Path(__file__).parent.glob("*.zip"))


class Earlier:
    """A data folder of an earlier version, and what was found and written by it."""

    def __init__(self, archive: Path, folder: Path) -> None:
        self.version = archive.stem
        with ZipFile(archive) as kept:
            kept.extractall(folder)
        self.data = folder / "data"
        self.journal = self.data / IN_DATA_FOLDER
        self._wrote: dict[str, dict[str, str]] = json.loads((folder / "wrote.json").read_bytes())
        found = json.loads((folder / "found.json").read_bytes())
        self.people: dict[str, Any] = found["people"]
        self.meetings: dict[str, dict[str, Any]] = found["meetings"]
        self.clock = Ticking(datetime.fromisoformat(found["ended"]))

    def notes(self, key: str) -> dict[str, str]:
        """The notes as it wrote them; with what is said otherwise now on purpose."""
        files = self._wrote[key]
        for before, now in WANTED.get(self.version, {}).items():
            files = {name: text.replace(before, now) for name, text in files.items()}
        # Who comes back when all is decided is told after the decision.
        files = {name: RETURNED.sub(r"\n\2\n\1", text) for name, text in files.items()}
        return {name: _attendance(text) for name, text in files.items()}


def _attendance(text: str) -> str:
    """The list of attendance, which had a column for authorities even if nobody had one."""
    before, head, rows = text.partition("| --- | --- | --- |\n")
    if not head or any(not row.endswith(" |  |") for row in rows.splitlines()):
        return text
    narrow = before.replace("| Councillor | Authority |", "| Councillor |")
    return narrow + "| --- | --- |\n" + rows.replace(" |  |\n", " |\n")


def _as_then(text: str, before: str) -> str:
    """A note without what was not told before."""
    if not text.startswith("{") or all(f'"{key}":' in before for key in TOLD_BESIDES):
        return text
    told = {key: value for key, value in json.loads(text).items() if key not in TOLD_BESIDES}
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


@pytest.fixture(params=ARCHIVES, ids=lambda archive: archive.stem)
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Earlier:
    return Earlier(request.param, tmp_path)


@pytest.fixture
async def server(earlier: Earlier) -> AsyncIterator[Server]:
    async with serving(Settings(port=0, data=earlier.data), earlier.clock) as running:
        yield running


@pytest.fixture
async def guest(server: Server) -> AsyncIterator[Guest]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield Guest(session, f"http://127.0.0.1:{server.port}")


def stands_as_it_did(server: Server, earlier: Earlier) -> None:
    """Every meeting folds to what it was, and its notes are the same to the letter."""
    assert {running.live.meeting.key for running in server.meetings} == set(earlier.meetings)
    assert not server.meetings.faults
    for running in server.meetings:
        before = earlier.meetings[running.live.meeting.key]
        lines = len(running.live.recorded)
        assert {"lines": lines, **state(running.live.meeting)} == before
        files = notes(running).items()
        wrote = earlier.notes(running.live.meeting.key)
        assert {name: _as_then(content.decode(), wrote[name]) for name, content in files} == wrote


def test_there_is_the_data_of_an_earlier_version() -> None:
    assert ARCHIVES


def test_a_backup_can_be_verified_before_it_is_brought_up_to_date(
    earlier: Earlier, capsys: pytest.CaptureFixture[str]
) -> None:
    before = earlier.journal.read_bytes()
    assert main(["verify", "--data", str(earlier.data)]) == 0
    told = capsys.readouterr().out
    for key, found in earlier.meetings.items():
        assert f"meeting/{key}: {found['lines']} lines, unbroken\n" in told
    assert earlier.journal.read_bytes() == before


async def test_brought_up_to_date_every_stream_is_unbroken(earlier: Earlier) -> None:
    before = await open_journal(earlier.journal, read_only=True)
    ends = await before.ends()
    await before.close()
    journal = await open_journal(earlier.journal)
    assert (await journal.ends()).items() >= ends.items()
    for stream, position in ends.items():
        assert await journal.verify(stream) == position
    assert await journal.secrets.audit.verify() > 0
    await journal.close()


async def test_every_meeting_stands_as_it_did_and_its_notes_are_the_same(
    earlier: Earlier, server: Server
) -> None:
    stands_as_it_did(server, earlier)
    assert (await server.journal.streams("meeting/")) == sorted(
        f"meeting/{key}" for key in earlier.meetings
    )


async def test_a_meeting_that_was_left_open_is_carried_on(server: Server) -> None:
    running = server.meetings.find(OPEN)
    assert running is not None
    live = running.live

    async def do(command: str, **given: object) -> Answer:
        return await live.handle(Order(Office.CLERK, command, given, f"after-{len(live.recorded)}"))

    for person in ("amin", "shah", "khan"):
        await do("cast_vote", person=person, choice="for")
    await do("close_vote")
    vote = live.meeting.votes.latest
    assert vote is not None
    assert (vote.totals.in_favour, vote.totals.against) == (4, 1)
    assert vote.result is Result.CARRIED
    await do("take_item", item="5")
    await do("record_note", text="After the new version.")
    await do("close_meeting")
    assert live.meeting.sitting.phase is Phase.CLOSED
    await server.documents.settled()
    draft = server.settings.drafts / OPEN / "draft.md"
    assert "After the new version." in draft.read_text("utf-8")


async def test_a_command_that_was_answered_before_is_not_done_again(server: Server) -> None:
    running = server.meetings.find(OPEN)
    assert running is not None
    before = len(running.live.recorded)
    again = Order(Office.MEMBER, "cast_vote", {"choice": "against"}, "phone-1", "ruiz")
    await running.live.handle(again)
    assert len(running.live.recorded) == before


async def test_an_officer_signs_in_with_the_passphrase_of_before(
    earlier: Earlier, guest: Guest
) -> None:
    page = f"/meetings/{OPEN}/clerk"
    assert (await guest.get(page)).status != 200
    signed_in = await guest.sign_in(earlier.people["login"], earlier.people["passphrase"])
    assert signed_in.status == 303
    assert (await guest.get(page)).status == 200


async def test_who_was_signed_in_still_is(earlier: Earlier, guest: Guest) -> None:
    guest.session.cookie_jar.update_cookies(earlier.people["cookies"])
    assert (await guest.get(f"/meetings/{OPEN}/clerk")).status == 200
    assert (await guest.get(f"/meetings/{PRIVATE}/clerk")).status == 200


async def test_a_link_that_was_made_before_lets_its_member_in(
    earlier: Earlier, guest: Guest
) -> None:
    entered = await guest.get(earlier.people["link"])
    assert entered.status == 303
    assert "Cllr Farah Khan" in (await guest.get(entered.location)).told


async def test_the_data_of_this_version_can_be_kept_for_the_next(tmp_path: Path) -> None:
    archive = tmp_path / "this.zip"
    await make(archive, Path(__file__).parents[2], ())
    this = Earlier(archive, tmp_path)
    async with serving(Settings(port=0, data=this.data), this.clock) as server:
        stands_as_it_did(server, this)


async def test_moved_into_postgresql_it_is_the_same(earlier: Earlier, postgresql: Any) -> None:
    url = postgresql.create()
    try:
        moved = await move(earlier.journal, url, lambda done, total: None)
        assert moved.lines >= sum(each["lines"] for each in earlier.meetings.values())
        settings = Settings(port=0, data=earlier.data.with_name("elsewhere"), database_url=url)
        async with serving(settings, earlier.clock) as server:
            stands_as_it_did(server, earlier)
    finally:
        postgresql.drop(url)


def test_what_differs_on_purpose_is_told_of_a_version_that_is_here() -> None:
    assert set(WANTED) <= {archive.stem for archive in ARCHIVES}
