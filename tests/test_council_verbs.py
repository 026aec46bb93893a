"""Councils and agendas by command line: what the pages do, with a running server, or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server import places
from server.__main__ import main
from server.app import Server, serving
from server.config import Settings
from server.council.council_file import write_council_file
from server.importing.people import read_popolo, read_table
from server.meeting.convened import MeetingConvened
from server.meeting_file import load_profiles, read_meeting_file
from server.meeting_file.rewritten import as_of_a_file

EXAMPLE = places.config() / "example_council.toml"
PROFILES = load_profiles(places.config() / "profiles")
AGENDA = """Agenda
1. Apologies for absence
2. Minutes of the last meeting
3. Budget for the year
   Recommendation: That the budget be approved.
"""
ARRANGED = ("--body", "full-council", "--at", "2026-12-01T19:30", "--place", "Council Chamber")


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with serving(Settings(port=0, data=tmp_path / "data")) as running:
        yield running


class Terminal:
    """Somebody at a terminal of the machine on which the server runs."""

    def __init__(self, server: Server, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.server = server
        self.folder = folder
        self._capsys = capsys

    async def run(self, *words: str) -> tuple[int, str]:
        """What a command ends with, and all that it says."""
        self._capsys.readouterr()
        data = str(self.server.settings.data)
        code = await asyncio.to_thread(main, [*words, "--data", data])
        told = self._capsys.readouterr()
        return code, told.out + told.err

    def file(self, name: str, text: str) -> str:
        """A file with these words."""
        path = self.folder / name
        path.write_text(text)
        return str(path)


@pytest.fixture
async def terminal(server: Server, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Terminal:
    at = Terminal(server, capsys, tmp_path)
    assert (await at.run("council", "apply", str(EXAMPLE)))[0] == 0
    return at


def changes(server: Server) -> int:
    return len(server.council.kept.changes)


# A council as one file


async def test_the_example_is_accepted_as_one_act_and_the_second_time_nothing_changes(
    terminal: Terminal,
) -> None:
    kept = terminal.server.council.kept
    assert {each.stamp.command for each in kept.changes} == {kept.changes[0].stamp.command}
    assert {each.stamp.actor for each in kept.changes} == {"command line"}
    assert [b.name for b in kept.state.bodies.values()] == ["Full Council", "Planning Committee"]
    before = changes(terminal.server)
    code, told = await terminal.run("council", "apply", str(EXAMPLE))
    assert (code, changes(terminal.server)) == (0, before)
    assert "nothing to change" in told


async def test_what_is_shown_can_be_applied_and_changes_nothing(terminal: Terminal) -> None:
    code, told = await terminal.run("council", "show")
    assert code == 0
    assert told == write_council_file(terminal.server.council.register)
    before = changes(terminal.server)
    assert (await terminal.run("council", "apply", terminal.file("c.toml", told)))[0] == 0
    assert changes(terminal.server) == before


async def test_a_file_with_faults_tells_each_by_its_line_and_changes_nothing(
    terminal: Terminal,
) -> None:
    before = changes(terminal.server)
    text = (
        '[[bodies]]\nname = "Licensing"\nprofile = "english_licencing"\n'
        '[[people]]\nname = "Dai Rees"\n[[people.seats]]\nbody = "Licensing"\n'
        '[[people.seats]]\nbody = "Nowhere"\n'
    )
    code, told = await terminal.run("council", "apply", terminal.file("c.toml", text))
    assert (code, changes(terminal.server)) == (1, before)
    assert "Line 3, bodies 1 \u203a profile: there is no profile “english_licencing”" in told
    assert "Line 9, people 1 \u203a seats 2 \u203a body: there is no body “Nowhere”" in told
    wrong = terminal.file("c.toml", '[[councils]]\nname = "Oakham"\ncolor = "#000000"\n')
    code, told = await terminal.run("council", "apply", wrong)
    assert (code, changes(terminal.server)) == (1, before)
    assert "Line 3" in told
    assert "colour" in told


# People


async def test_a_list_is_told_row_by_row_and_taken_over_only_when_that_is_asked(
    terminal: Terminal,
) -> None:
    before = changes(terminal.server)
    text = "Name,Ward,Group,Body\nAnn Owen,North,Labour,Full Council\nDai Rees,West,,Full Council\n"
    file = terminal.file("people.csv", text)
    code, told = await terminal.run("council", "import", file)
    assert (code, changes(terminal.server)) == (0, before)
    assert "Ann Owen, Full Council changes: group from “Independent” to “Labour”." in told
    assert "Dai Rees is new, Full Council." in told
    code, told = await terminal.run("council", "import", file, "--take")
    assert (code, changes(terminal.server)) == (0, before + 1)
    assert "It is taken over." in told
    assert "dai-rees" in terminal.server.council.register.people
    code, told = await terminal.run("council", "import", file, "--take")
    assert (code, changes(terminal.server)) == (0, before + 1)
    assert "nothing to change" in told


async def test_who_is_meant_is_asked_and_can_be_said(terminal: Terminal) -> None:
    before = changes(terminal.server)
    file = terminal.file("p.csv", "Name,Ward,Body\nAnn Owen,East,Full Council\n")
    code, told = await terminal.run("council", "import", file, "--take")
    assert (code, changes(terminal.server)) == (1, before)
    assert "who is meant? Say --who 2=ann-owen, or --who 2=another." in told
    code, told = await terminal.run("council", "import", file, "--take", "--who", "2=another")
    assert (code, changes(terminal.server)) == (0, before + 1)
    assert terminal.server.council.register.people["ann-owen-2"].name == "Ann Owen"


@pytest.mark.parametrize(
    "text",
    [
        "Name,Body\nDai Rees,Full Council\nEfa Huws,Nowhere\n",  # one row has no body
        "Colour\nblue\n",
        "<councillorsbyward><ward>",
        "{",
    ],
)
async def test_a_list_with_anything_wrong_is_refused_whole(terminal: Terminal, text: str) -> None:
    before = changes(terminal.server)
    code, told = await terminal.run("council", "import", terminal.file("p", text), "--take")
    assert (code, changes(terminal.server)) == (1, before)
    assert told.strip()
    assert "Traceback" not in told


async def test_seats_that_are_not_in_the_list_are_told_in_one_line(terminal: Terminal) -> None:
    file = terminal.file("people.csv", "Name,Body\nDai Rees,Full Council\n")
    code, told = await terminal.run("council", "import", file)
    assert code == 0
    assert [line for line in told.splitlines() if "not in the list" in line] == [
        "3 seats of today are not in the list and stay. "
        "Who has left gets a last day on the page of the person."
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("council", "apply", "nofile"),
        ("council", "import", "nofile"),
        ("agenda", "import", "nofile", *ARRANGED),
    ],
)
async def test_a_file_that_is_not_there_is_told_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert await asyncio.to_thread(main, [*words, "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "nofile cannot be read: No such file or directory.\n"


async def test_people_are_written_so_that_reading_them_back_changes_nothing(
    terminal: Terminal,
) -> None:
    before = changes(terminal.server)
    for name, read in (("p.csv", read_table), ("p.json", read_popolo)):
        file = terminal.folder / name
        assert (await terminal.run("council", "export", str(file)))[0] == 0
        assert len(read(file.read_bytes()).people) == 8
        code, told = await terminal.run("council", "import", str(file), "--take")
        assert (code, changes(terminal.server)) == (0, before), told
    code, told = await terminal.run("council", "export", str(terminal.folder / "p.xls"))
    assert code == 1
    assert ".csv" in told


# Agendas


async def test_an_agenda_is_begun_from_a_file_and_written_as_one_that_convenes_it(
    terminal: Terminal,
) -> None:
    file = terminal.file("agenda.txt", AGENDA)
    code, told = await terminal.run("agenda", "import", file, *ARRANGED)
    assert code == 0, told
    (plan,) = terminal.server.council.plans()
    assert f"/agendas/{plan.state.id}" in told
    code, text = await terminal.run("agenda", "export", plan.state.id)
    assert code == 0
    meeting = read_meeting_file(text, PROFILES)
    assert [item.title for item in meeting.items][-1] == "Budget for the year"
    code, told = await terminal.run("convene", terminal.file("meeting.toml", text))
    assert code == 0
    assert "Full Council, 01 December 2026" in told


async def test_a_published_meeting_is_written_as_the_file_that_convenes_it_again(
    terminal: Terminal,
) -> None:
    file = terminal.file("agenda.txt", AGENDA)
    code, told = await terminal.run("agenda", "import", file, *ARRANGED, "--publish")
    assert code == 0, told
    (plan,) = terminal.server.council.plans()
    assert f"/meetings/{plan.state.key}" in told
    running = terminal.server.meetings.find(plan.state.key)
    assert running is not None
    convened = running.live.recorded[0].event
    assert isinstance(convened, MeetingConvened)
    for which in (plan.state.id, plan.state.key):
        code, text = await terminal.run("agenda", "export", which)
        again = read_meeting_file(text, PROFILES)
        assert again == as_of_a_file(convened)


async def test_an_agenda_that_cannot_be_published_is_not_begun(terminal: Terminal) -> None:
    file = terminal.file("agenda.txt", AGENDA)
    wrong = ("--body", "planning-committee", "--at", "2020-01-01T19:30", "--place", "Chamber")
    cleared = terminal.file("c.toml", '[[bodies]]\nname = "Empty"\nprofile = "board"\n')
    assert (await terminal.run("council", "apply", cleared))[0] == 0
    for words, said in (
        (("--body", "empty", *wrong[2:], "--publish"), "no members"),
        (("--body", "nobody", *wrong[2:]), "There is no body “nobody”"),
        ((*wrong[:3], "tomorrow", *wrong[4:]), "--at"),
        ((*wrong[:5], ""), "--place"),
    ):
        code, told = await terminal.run("agenda", "import", file, *words)
        assert code == 1
        assert said in told
    code, told = await terminal.run("agenda", "import", terminal.file("a.txt", ""), *ARRANGED)
    assert code == 1
    assert list(terminal.server.council.plans()) == []
    assert (await terminal.run("agenda", "export", "none"))[0] == 1


# The rest


async def test_without_a_server_nothing_is_changed_and_a_sentence_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["council", "apply", str(EXAMPLE), "--data", str(tmp_path)]
    assert await asyncio.to_thread(main, words) == 1
    assert "No Orderpaper runs" in capsys.readouterr().err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("Orderpaper ")
