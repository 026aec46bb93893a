"""The measuring works and its table is honest; how fast anything is, no test says."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from server.bench.__main__ import Report
from server.bench.figures import Most, percentile, row, table
from server.bench.follower import Arrivals, Follower

ROOT = Path(__file__).parent.parent

MEASURED = [
    "The journal’s append alone, the floor under a command",
    "Command to acknowledgement, no followers",
    "Command to acknowledgement, 50 followers",
    "  from there until the last of 50 followers has it",
    "Asking to speak within a second: 5 members, 10 following",
    "  declaring an interest, likewise",
    "  3 ballots within one second, each stored once",
    "8 drawings after a note",
    "8 drawings after a decision",
    "8 drawings after a departure",
    "8 drawings after the next item",
    "8 drawings from nothing",
    "Replay of 500 events",
    "  with reading them, the hash chain checked",
    "The note of 60 items, 200 events: html, docx, pdf, md, txt, json",
    "  the event loop’s longest stall meanwhile",
    "  and when it has nothing to do",
]


def measured(tmp_path: Path, *asked: str) -> tuple[Report, str]:
    """What a quick run of the bench writes down, and what it prints."""
    printed = subprocess.run(
        [sys.executable, "-m", "server.bench", "--quick", "--json", "figures.json", *asked],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    ).stdout
    return msgspec.json.decode((tmp_path / "figures.json").read_bytes(), type=Report), printed


def test_everything_is_measured_and_printed(tmp_path: Path) -> None:
    written, printed = measured(tmp_path, "--only", "commands,members,drawing,replaying,writing")
    assert [row.what for row in written.rows] == MEASURED
    assert all(row.what in printed for row in written.rows)
    assert all(0 < row.median <= row.p95 for row in written.rows)


def test_a_row_tells_the_medians_of_its_rounds() -> None:
    told = row("Drawing", [[1, 2, 9], [2, 3, 8], [3, 4, 7]])
    assert (told.median, told.p95, told.met) == (3, 8, None)


@pytest.mark.parametrize(
    ("target", "met"),
    [(Most(3), True), (Most(2.9), False), (Most(8, "p95"), True), (Most(7.9, "p95"), False)],
)
def test_a_target_is_met_up_to_its_very_figure(target: Most, met: bool) -> None:
    assert row("Drawing", [[1, 2, 9], [2, 3, 8], [3, 4, 7]], target).met is met


def test_the_table_says_what_was_not_met() -> None:
    *_, good, bad = table([row("Note", [[1.5]], Most(2)), row("Vote", [[1200]], Most(2))]).split(
        "\n"
    )
    assert good == "Note  1.50 ms  1.50 ms  median ≤ 2.00 ms  met"
    assert bad == "Vote  1200 ms  1200 ms  median ≤ 2.00 ms  not met"


def test_of_hundred_values_five_exceed_the_95th_percentile() -> None:
    assert percentile(range(1, 101), 95) == 95
    assert percentile([7], 95) == 7


async def test_a_follower_counts_messages_however_they_come_in_pieces() -> None:
    arrivals = Arrivals()
    follower = Follower(b"", arrivals)
    ping, short, long = b"\x89\x00", b"\xc1\x02hi", b"\x81\x7e\x01\x00" + b"x" * 256
    stream = b"HTTP/1.1 101 Switching Protocols\r\n\r\n" + ping + short + long + short
    for place in range(len(stream)):
        follower.data_received(stream[place : place + 1])
    assert [message.had_by for message in arrivals.messages] == [1, 1, 1]


async def test_a_follower_that_is_refused_says_so() -> None:
    follower = Follower(b"", Arrivals())
    follower.data_received(b"HTTP/1.1 404 Not Found\r\n\r\n")
    with pytest.raises(ConnectionError, match="404"):
        await asyncio.wait_for(follower.following, 1)
