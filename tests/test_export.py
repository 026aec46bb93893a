"""Whoever leaves takes everything along, in formats that need no Orderpaper; and no secret."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import textwrap
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from server.config import Settings
from server.council.change import Change, write_change
from server.council.council_file import read_council_file
from server.council.plan import Arrangements, PlanItem
from server.council.planned import PlanBegun
from server.council.registered import BodySet, CouncilSet, PeopleSet
from server.importing.people import read_popolo, read_table
from server.journal.journal import Append, Damaged, Line, open_journal
from server.keeping.backup import back_up
from server.keeping.export import Exported, export
from server.keeping.places import CannotBeThere
from server.keeping.readme import TEXT
from server.live.lines import line
from server.live.rehearsed import RehearsalDiscarded
from server.meeting_file.form import WrittenSubItem
from server.minutes import FORMATS
from tests.conftest import CONVENED, Story
from tests.council import registers
from tests.council.registers import FULL, OAKHAM, seat
from tests.journal.given import line as said
from tests.journal.test_move import with_secrets
from tests.kept import bytes_in, run, where, with_paper
from tests.live.test_documents import CLOSED
from tests.minutes.closed import SECRET
from tests.test_erasure import IVY, SINCE, clock, debated

ENDINGS = FORMATS
RECORD = ("events.jsonl", "meeting.json")
PUBLISHED, EXEMPT = b"%PDF-1.7 published", b"%PDF-1.7 exempt"


REGISTERED = (
    CouncilSet(OAKHAM),
    BodySet(FULL),
    PeopleSet(
        (registers.person("owen", "Ann Owen"),), (seat("s1", "owen", role="Chair", ward="North"),)
    ),
)
BEGUN = PlanBegun(
    "p1",
    Arrangements("full", datetime.fromisoformat("2026-12-01T19:30"), "Council Chamber"),
    (PlanItem("a", WrittenSubItem(title=f"Land: {SECRET}")),),
)


def kept(change: Change) -> Line:
    """A change as a line of the journal."""
    return replace(said(), event=type(change).__name__, payload=write_change(change))


def in_private() -> Story:
    """A meeting with private business, in which a note was taken down, and closed."""
    sat = Story(replace(CLOSED, starts_at=CONVENED.starts_at))
    for person in ("chair", "shah"):
        sat.do("record_present", person=person)
    sat.do("open_meeting")
    sat.do("take_item", item="1")
    sat.do("exclude_public", ground="confidential", items="2")
    sat.do("take_item", item="2")
    sat.do("record_decision", text=f"{SECRET}: agreed.")
    sat.do("close_meeting", override="It is late.")
    return sat


@pytest.fixture
async def data(tmp_path: Path) -> Path:
    """A data folder with two meetings, what a council keeps between them, secrets and papers."""
    folder = tmp_path / "data"
    published = with_paper(folder, PUBLISHED)
    with_paper(folder, EXEMPT)
    open_ = debated().recorded
    items = list(open_[0].event.items)  # type: ignore[attr-defined]
    items[2] = replace(items[2], papers=(replace(items[2].papers[0], url=f"/{published}"),))
    open_[0] = open_[0]._replace(event=replace(open_[0].event, items=tuple(items)))
    journal = await open_journal(folder / "journal.db")
    await journal.append([Append("meeting/planning", 0, tuple(map(line, open_)))])
    closed = tuple(map(line, in_private().recorded))
    await journal.append([Append("meeting/closed", 0, closed)])
    await journal.append([Append("register", 0, tuple(map(kept, REGISTERED)))])
    await journal.append([Append("plan/p1", 0, (kept(BEGUN),))])
    await journal.erase("meeting/planning", 3)
    await with_secrets(journal)
    await journal.close()
    return folder


def checked(record: Path, check: str) -> bytes:
    """What somebody's Python says who runs these lines beside a record."""
    words = [sys.executable, "-c", check]
    return subprocess.run(words, cwd=record.parent, check=False, capture_output=True).stderr


async def exported(data: Path) -> Path:
    place = data.parent / "leaving"
    done = await export(Settings(data=data), place)
    assert (done.meetings, done.papers, done.unread) == (2, 2, ())
    return place


async def test_each_meeting_is_there_in_every_format_and_private_business_is_apart(
    data: Path,
) -> None:
    files = set(bytes_in(await exported(data)))
    drafts = {f"meetings/{k}/draft.{e}" for k in ("planning", "closed") for e in ENDINGS}
    record = {f"private/meeting/{k}/{n}" for k in ("planning", "closed") for n in RECORD}
    restricted = {f"private/meeting/closed/draft-restricted.{e}" for e in ENDINGS}
    papers = {each for each in files if "papers/" in each}
    assert files - papers == {
        "README.txt", "private/register/events.jsonl", "private/plan/p1/events.jsonl",
        "private/council.toml", "private/people.csv", "private/people.json",
        "private/plans/p1.toml", *drafts, *record, *restricted,
        "meetings/planning/meeting.json", "meetings/closed/meeting.json",
    }  # fmt: skip
    assert sorted(each.split("papers/")[0] for each in papers) == ["", "private/"]


async def test_nothing_outside_the_private_folder_tells_of_private_business(data: Path) -> None:
    files = bytes_in(await exported(data))
    told = [name for name, content in files.items() if SECRET.encode() in content]
    assert told
    assert all(name.startswith("private/") for name in told)
    exempt = [name for name, content in files.items() if content == EXEMPT]
    assert [name.startswith("private/papers/") for name in exempt] == [True]
    assert [name.startswith("papers/") for name in files if files[name] == PUBLISHED] == [True]


async def test_what_the_council_keeps_is_there_in_forms_that_can_be_read_back(data: Path) -> None:
    private = await exported(data) / "private"
    written = read_council_file((private / "council.toml").read_text())
    assert [body.name for body in written.bodies] == [FULL.name]
    for read, name in ((read_table, "people.csv"), (read_popolo, "people.json")):
        (row,) = read((private / name).read_bytes()).people
        assert (row.name, row.role, row.body) == ("Ann Owen", "Chair", FULL.name)
    plan = (private / "plans" / "p1.toml").read_text()
    assert "starts_at = 2026-12-01 19:30:00" in plan
    assert SECRET in plan


async def test_a_register_of_a_newer_version_is_kept_as_its_record_alone(data: Path) -> None:
    journal = await open_journal(data / "journal.db")
    await journal.append([Append("register", len(REGISTERED), (said("Of a newer version."),))])
    await journal.close()
    place = data.parent / "leaving"
    assert (await export(Settings(data=data), place)).unread == ("register",)
    files = set(bytes_in(place / "private"))
    assert "register/events.jsonl" in files
    assert "council.toml" not in files


@pytest.mark.parametrize("stream", ["rehearsal/planning-rehearsal-1", "rehearsal/p1/a-rehearsal-2"])
@pytest.mark.parametrize("discarded", [False, True])
async def test_nothing_of_a_rehearsal_is_in_it_and_a_backup_is_the_journal_as_it_is(
    data: Path, stream: str, discarded: bool
) -> None:
    before = await exported(data)
    journal = await open_journal(data / "journal.db")
    lines = [line(each) for each in debated().recorded[:2]]
    if discarded:
        lines.append(replace(lines[-1], event=RehearsalDiscarded.__name__, payload=b"{}"))
    await journal.append([Append(stream, 0, tuple(lines))])
    await journal.close()
    place = data.parent / "with-a-rehearsal"
    done = await export(Settings(data=data), place)
    assert (done.meetings, done.unread) == (2, ())
    files, files_before = bytes_in(place), bytes_in(before)
    assert files.keys() == files_before.keys()
    differ = [name for name in files if files[name] != files_before[name]]
    assert [name for name in differ if not name.endswith(".docx")] == []  # which has its time in it
    made = await back_up(Settings(data=data), data.parent / "backup", clock().now())
    assert stream in [end.stream for end in made.journal.ends]


async def test_no_account_link_or_sign_in_is_in_it(data: Path) -> None:
    everything = b"\n".join(bytes_in(await exported(data)).values())
    for secret in (b"argon2", b"passphrase_hash", "Cllr Ŵyn".encode(), b"https://directory"):
        assert secret not in everything, secret


async def test_each_record_verifies_by_what_the_readme_says_and_by_nothing_else(
    data: Path,
) -> None:
    """Its few lines of Python are run as they stand, erased lines and private ones included."""
    place = await exported(data)
    check = textwrap.dedent("  import hashlib" + TEXT.split("  import hashlib")[1])
    records = sorted((place / "private").glob("*/**/events.jsonl"))
    assert len(records) == 4
    for record in records:
        assert checked(record, check) == b"", record
    record = place / "private" / "meeting" / "planning" / "events.jsonl"
    lines = [json.loads(text) for text in record.read_text().splitlines()]
    assert [each["position"] for each in lines if each["payload"] is None] == [3]
    for change in (
        lambda text: text.replace("Deferred.", "Refused."),
        lambda text: text.replace('"actor":"clerk"', '"actor":"chair"', 1),
        lambda text: re.sub(r".*\n", "", text, count=1),
    ):
        kept = record.read_text()
        record.write_text(change(kept))
        assert b"AssertionError" in checked(record, check)
        record.write_text(kept)


async def test_names_that_were_erased_are_in_no_export(data: Path) -> None:
    from server.keeping.erasing import erase

    journal = await open_journal(data / "journal.db")
    assert (await erase(journal, SINCE, clock())).meetings == 1
    await journal.close()
    assert not [n for n, held in bytes_in(await exported(data)).items() if IVY.encode() in held]


async def test_a_meeting_that_cannot_be_read_is_there_as_its_record_and_named(data: Path) -> None:
    journal = await open_journal(data / "journal.db")
    newer = replace(said("Later."), event="MadeTomorrow")
    await journal.append([Append("meeting/newer", 0, (newer,))])
    await journal.close()
    done = await export(Settings(data=data), data.parent / "leaving")
    assert (done.meetings, done.unread) == (2, ("newer",))
    assert (data.parent / "leaving" / "private" / "meeting" / "newer" / "events.jsonl").exists()


async def test_a_damaged_journal_is_not_exported_and_nothing_is_written_over(data: Path) -> None:
    with pytest.raises(CannotBeThere, match="There is something at"):
        await export(Settings(data=data), data)
    next((data / "papers").iterdir()).write_bytes(b"other")
    with pytest.raises(Damaged, match="is not what its name says"):
        await export(Settings(data=data), data.parent / "leaving")
    assert [each.name for each in data.parent.iterdir()] == ["data"]


async def test_the_command_line_says_what_is_not_for_publication(data: Path) -> None:
    place = data.parent / "leaving"
    code, told = await run("export", str(place), *where(data))
    assert code == 0, told
    assert f"{place / 'private'} is not for publication." in told
    assert Exported().unread == ()
