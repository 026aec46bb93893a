"""Settings that cannot be are refused in a sentence before anything is begun."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from server.__main__ import main
from server.app import serving
from server.config import BadSetting, Settings, settings
from server.keeping.places import CannotBeThere


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
