"""The drafts of a meeting with private business, as they are kept in the folder of the drafts."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from msgspec.structs import replace

from server.live.documents import Documents
from server.live.meetings import Meetings
from server.meeting.agenda import Access
from server.meeting.convened import PlannedItem
from server.meeting.people import Person
from server.meeting.profile import Profile
from server.minutes import FORMATS
from tests.live.conftest import CONVENED, Told
from tests.minutes.closed import PRIVATE, SECRET

PEOPLE = (*CONVENED.people[:1], Person("shah", "Cllr Shah", role="Vice-chair"))
PROFILE = Profile(name="committee", private=PRIVATE)
ITEMS = (
    PlannedItem("1", "Apologies and declarations", declarations=True),
    PlannedItem("2", "A lease", access=Access.EXEMPT, paragraphs=("3",), private_title=SECRET),
)
CLOSED = replace(CONVENED, people=PEOPLE, items=ITEMS, profile=PROFILE)


class Drafts:
    """The folder, and the clerk whose acts change what is in it."""

    def __init__(self, folder: Path, clerk: Told) -> None:
        self.folder = folder / clerk.live.meeting.key
        self.documents = Documents(folder)
        self.documents.watch(clerk.live)
        self._clerk = clerk

    async def do(self, command: str, **given: object) -> str:
        """Give a command, and wait until what follows is written; the id of its first event."""
        answer = await self._clerk.do(command, **given)
        await self.documents.settled()
        return answer.entry

    @property
    def names(self) -> list[str]:
        """The names of the files."""
        return sorted(path.name for path in self.folder.iterdir())

    def mode(self, name: str = "") -> int:
        """Who may do what with a file, or the folder."""
        return stat.S_IMODE((self.folder / name).stat().st_mode)


@pytest.fixture
async def drafts(meetings: Meetings, tmp_path: Path) -> Drafts:
    running = await meetings.convene(CLOSED, "test")
    drafts = Drafts(tmp_path / "drafts", Told(running.live))
    for person in ("chair", "shah"):
        await drafts.do("record_present", person=person)
    await drafts.do("open_meeting")
    await drafts.do("take_item", item="1")
    return drafts


async def excluded(drafts: Drafts) -> str:
    """Private business is begun; the id of what was said."""
    await drafts.do("exclude_public", ground="confidential", items="2")
    await drafts.do("take_item", item="2")
    return await drafts.do("record_note", text=f"{SECRET} was said.")


PUBLIC = [f"draft.{ending}" for ending in sorted(FORMATS)]
RESTRICTED = [f"draft-restricted.{ending}" for ending in sorted(FORMATS)]


async def test_without_private_business_there_is_the_public_draft_alone(drafts: Drafts) -> None:
    await drafts.do("close_meeting")
    assert drafts.names == PUBLIC


async def test_both_are_written_and_only_the_full_one_holds_what_was_said_in_private(
    drafts: Drafts,
) -> None:
    await excluded(drafts)
    await drafts.do("close_meeting")
    assert drafts.names == sorted(PUBLIC + RESTRICTED)
    holding = [n for n in drafts.names if SECRET.encode() in (drafts.folder / n).read_bytes()]
    told = ("html", "json", "md", "txt")  # the others are packed
    assert holding == [f"draft-restricted.{ending}" for ending in told]


async def test_nobody_else_on_the_machine_may_read_the_full_one(drafts: Drafts) -> None:
    await excluded(drafts)
    await drafts.do("close_meeting")
    assert {drafts.mode(name) for name in RESTRICTED} == {0o600}
    assert drafts.mode() == 0o700


async def test_what_is_recorded_privately_does_not_touch_the_public_draft(drafts: Drafts) -> None:
    said = await excluded(drafts)
    await drafts.do("close_meeting")
    written = {name: (drafts.folder / name).stat().st_mtime_ns for name in drafts.names}
    await drafts.do("correct_entry", entry=said, text=f"{SECRET} was whispered.", reason="misheard")
    now = {name: (drafts.folder / name).stat().st_mtime_ns for name in drafts.names}
    assert [name for name in written if now[name] != written[name]] == RESTRICTED
    assert "whispered" in (drafts.folder / "draft-restricted.md").read_text()
