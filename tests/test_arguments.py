"""The command line: an option is heard wherever it stands, a wrong one told in a sentence."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from server import __main__ as command_line
from server.__main__ import main
from server.arguments import parser
from server.config import settings

ROOT = Path(__file__).parent.parent
COMMON = (
    ("--data", "d1", Path("d1")),
    ("--database-url", "postgresql://db/orderpaper", "postgresql://db/orderpaper"),
)
OF_A_PROCESS = (
    *COMMON,
    ("--further", "kinds", Path("kinds")),
    ("--host", "0.0.0.0", "0.0.0.0"),
    ("--port", "21310", 21310),
    ("--address", "https://meetings.example", "https://meetings.example"),
    ("--trusted-proxies", "10.0.0.1", "10.0.0.1"),
    ("--connections", "6000", "6000"),
    ("--metrics-port", "9464", "9464"),
    ("--metrics-host", "10.0.0.2", "10.0.0.2"),
    ("--log-format", "json", "json"),
    ("--framed-by", "https://council.example", "https://council.example"),
)
OF_ONE_THAT_SERVES = (
    *OF_A_PROCESS,
    ("--meeting", "a.toml", [Path("a.toml")]),
    ("--demo", "", True),
    ("--speed", "3", 3.0),
)
TAKEN = {
    ("serve",): OF_ONE_THAT_SERVES,
    ("web",): OF_ONE_THAT_SERVES,
    ("feed",): OF_A_PROCESS,
    ("convene", "a.toml"): COMMON,
    ("links", "planning"): COMMON,
    ("officer", "reset", "owen"): COMMON,
    ("play", "script.toml"): (*COMMON, ("--speed", "3", 3.0)),
    ("verify",): COMMON,
    ("reindex",): COMMON,
    ("backup", "b1"): COMMON,
    ("restore", "b1"): COMMON,
    ("export", "e1"): COMMON,
    ("erase",): COMMON,
    ("council", "import", "people.csv"): COMMON,
    ("council", "export", "people.csv"): COMMON,
    ("council", "apply", "council.toml"): COMMON,
    ("council", "show"): COMMON,
    ("agenda", "export", "planning"): COMMON,
    (
        *("agenda", "import", "a.txt", "--body", "planning"),
        *("--at", "2026-12-01T19:30", "--place", "Chamber"),
    ): COMMON,
}


def asked(*words: str) -> dict[str, object]:
    verbs = "serve feed convene rehearse links officer play verify reindex move"
    runs = dict.fromkeys(f"{verbs} backup restore export erase".split())
    return vars(parser(runs).parse_args(words))  # type: ignore[arg-type]


@pytest.mark.parametrize("command", TAKEN, ids=lambda command: "-".join(command[:2]))
def test_an_option_is_heard_before_the_command_and_after_it(command: tuple[str, ...]) -> None:
    plain = asked(*command)
    for option, value, meant in TAKEN[command]:
        words = (option, value) if value else (option,)
        before, after = asked(*words, *command), asked(*command, *words)
        assert before == after, option
        assert [before[name] for name in before.keys() - plain.keys()] == [meant], option


def test_all_are_heard_together_and_the_last_word_counts() -> None:
    told = asked("--port", "21310", "--data", "d1", "--demo", "web", "--host", "::1")
    assert (told["port"], told["data"], told["host"]) == (21310, Path("d1"), "::1")
    assert told["demonstration"] is True
    assert asked("--port", "1", "web", "--port", "2")["port"] == 2


def test_meetings_are_convened_that_are_named_before_the_command_and_after_it() -> None:
    told = asked("--meeting", "a.toml", "serve", "--meeting", "b.toml", "--meeting", "c.toml")
    assert told["meetings"] == [Path("a.toml"), Path("b.toml"), Path("c.toml")]
    assert "meetings" not in asked("serve")


def test_what_is_said_before_the_command_wins_over_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ORDERPAPER_DATA", str(tmp_path / "another"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["--data", str(tmp_path / "named"), "verify"]) == 1
    assert str(tmp_path / "named") in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "serve"),
        (("serve",), "serve"),
        (("web",), "web"),
        (("feed",), "feed"),
    ],
)
def test_the_log_names_the_command_that_was_started(
    words: tuple[str, ...],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    named = []
    monkeypatch.setattr(command_line, "write_log", lambda *given: named.append(given[2]))
    nowhere = ("--data", str(tmp_path), "--database-url", "postgresql://db:x/orderpaper")
    assert main([*words, *nowhere]) == 1
    assert named == [told]


# Settings


@pytest.mark.parametrize("level", ["info", "Info", "INFO"])
def test_the_least_that_is_logged_may_be_written_in_any_case(level: str) -> None:
    assert settings({"ORDERPAPER_LOG_LEVEL": level}).log_level == "INFO"


def test_a_level_that_there_is_not_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ORDERPAPER_LOG_LEVEL", "loud")
    assert main(["verify"]) == 1
    told = capsys.readouterr().err
    assert "WARNING" in told
    assert "LOUD" in told
    assert told.count("\n") == 1


# What is said of the command line elsewhere


def test_the_soak_builds_the_pages_that_it_serves() -> None:
    done = subprocess.run(
        ["make", "--no-print-directory", "-n", "soak"], cwd=ROOT, capture_output=True, text=True
    )
    steps = done.stdout.splitlines()
    assert any("setup.sh run" in step for step in steps[:-1])
    assert "tests.soak" in steps[-1]


def test_no_advice_puts_the_address_of_a_database_on_the_command_line() -> None:
    for paper in (ROOT / "config" / "README.md", ROOT / "SECURITY.md", ROOT / "README.md"):
        assert "--database-url " not in paper.read_text(), paper
