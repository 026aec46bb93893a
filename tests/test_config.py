"""Settings that cannot be are refused in a sentence before anything is begun."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from server.__main__ import main
from server.app import serving
from server.config import BadSetting, Settings, names, settings
from server.keeping.places import CannotBeThere
from server.setting_checks import unknown


@pytest.mark.parametrize(
    "address",
    [
        "meetings.council.example", "meetings.council.example:8000", "//meetings.council.example",
        "ftp://meetings.council.example", "https://", "https://a.example/orderpaper",
        "https://a.example?b", "https://user@a.example", "https://a.example:x", "https://[::1",
    ],
)  # fmt: skip
def test_an_address_for_people_begins_with_http_and_ends_with_the_host(address: str) -> None:
    with pytest.raises(BadSetting, match="The address that people use is written"):
        settings({}, address=address)


@pytest.mark.parametrize(
    "address", ["https://a.example", "https://a.example/", "http://localhost:8000", "http://[::1]"]
)
def test_an_address_that_people_can_open_is_taken(address: str) -> None:
    assert settings({}, address=address).link_base == address.rstrip("/")


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("ORDERPAPER_LOG_FORMAT", "jsn", "text or json"),
        ("ORDERPAPER_PROXY_HEADERS", "both", "x-forwarded or forwarded"),
        ("ORDERPAPER_LOG_LEVEL", "LOUD", "DEBUG, INFO, WARNING, ERROR or CRITICAL"),
    ],
)
def test_a_setting_with_few_values_is_refused_by_its_name_with_those(
    name: str, given: str, told: str
) -> None:
    with pytest.raises(BadSetting) as refused:
        settings({name: given})
    assert str(refused.value) == f"{name} is {told}, and cannot be {given}."


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("PORT", "80a"),
        ("ORDERPAPER_METRICS_PORT", "abc"),
        ("ORDERPAPER_CONNECTIONS", "1.5"),
        ("ORDERPAPER_RETENTION", "two"),
    ],
)
def test_a_number_that_is_none_is_refused_by_the_name_of_its_setting(name: str, given: str) -> None:
    with pytest.raises(BadSetting, match=f"^{name} must be a whole number like .* be {given}"):
        settings({name: given})
    assert settings({name: "12"}) != settings({})


@pytest.mark.parametrize("name", ["ORDERPAPER_TRUSTED_PROXIES", "ORDERPAPER_FURTHER"])
def test_proxies_and_folders_that_cannot_be_are_refused_by_the_name_of_the_setting(
    name: str,
) -> None:
    with pytest.raises(BadSetting, match=f"^{name} .*nowhere"):
        settings({name: "nowhere"})


@pytest.mark.parametrize("command", ["/nowhere/scanner --fast", "scan 'it"])
def test_no_server_starts_with_a_scanner_that_is_not_there(
    tmp_path: Path,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ORDERPAPER_SCANNER", command)
    assert main(["--port", "0", "--data", str(tmp_path / "data")]) == 1
    assert capsys.readouterr().err.startswith("ORDERPAPER_SCANNER is a command, and ")
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("place", ["file", "file/data"])
def test_a_data_folder_that_cannot_be_made_is_told_with_what_to_do(
    tmp_path: Path, place: str
) -> None:
    (tmp_path / "file").touch()
    told = rf"The data folder .*{place} cannot be made or used: .* Name another with --data\."
    with pytest.raises(CannotBeThere, match=told):
        serving(Settings(data=tmp_path / place))


@pytest.mark.parametrize("place", ["", "journal.db", "drafts", "papers"])
def test_what_may_not_be_written_to_is_told_before_anything_is_begun(
    tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if place:
        (tmp_path / place).mkdir() if "." not in place else (tmp_path / place).touch()
    shut = tmp_path / place
    # Whoever runs the tests may be root, who may write everywhere.
    monkeypatch.setattr("os.access", lambda path, mode: path != shut and bool(mode & os.W_OK))
    assert main(["--port", "0", "--data", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"Orderpaper must write to {shut}, and this user may not. Give it to")
    assert told.count("\n") == 1
    assert [each.name for each in tmp_path.iterdir()] == ([place] if place else [])


SLIPS = {
    "ORDERPAPER_ADRESS": "ORDERPAPER_ADDRESS",
    "ORDERPAPER_TRUSTED_PROXY": "ORDERPAPER_TRUSTED_PROXIES",
    "ORDERPAPER_PORT": "PORT",
    "ORDERPAPER_DATABASE_URL": "DATABASE_URL",
    "Orderpaper_Host": "ORDERPAPER_HOST",
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_of_the_pen_in_a_name_is_refused_with_the_name_that_is_meant(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv(name, "8000")
    assert main(["--port", "0", "--data", str(tmp_path / "data")]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"There is no setting {name}. If {SLIPS[name]} is meant, write that;")
    assert told.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_a_name_like_no_setting_is_told_in_the_log_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setenv("ORDERPAPER_XYZZY", "1")
    assert settings({"ORDERPAPER_XYZZY": "1"}) == settings({})
    main(["verify", "--data", str(tmp_path / "none")])
    assert "there is no setting ORDERPAPER_XYZZY: it changes nothing" in caplog.messages


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ORDERPAPER_ADRESS", ""),  # as one that is taken back
        ("ORDERPAPER_PORT", "tcp://10.0.0.7:8000"),  # by Kubernetes, of a service of that name
        ("ORDERPAPER_PORT_8000_TCP_ADDR", "10.0.0.7"),
        ("ORDERPAPER_SERVICE_HOST", "10.0.0.7"),
        ("ORDERPAPER_SERVICE_PORT_HTTP", "8000"),
        ("PAPER_ADDRESS", "x"),
    ],
)
def test_what_others_put_into_the_environment_stops_nobody(name: str, value: str) -> None:
    assert settings({name: value}) == settings({})
    assert list(unknown({name: value}, names().values())) == []


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "::"])
def test_the_measures_need_a_port_of_their_own(host: str) -> None:
    with pytest.raises(BadSetting, match="--port and --metrics-port are both 8000"):
        settings({"ORDERPAPER_HOST": host}, port=8000, metrics_port=8000)


def test_one_port_on_two_addresses_and_ports_left_to_the_system_are_no_clash() -> None:
    settings({}, port=8000, metrics_port=8000, metrics_host="10.0.0.2")
    settings({}, port=0, metrics_port=0)


def test_the_data_folder_is_its_owners_alone_wherever_the_journal_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    serving(Settings(data=tmp_path, database_url="postgresql:///orderpaper"))
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
