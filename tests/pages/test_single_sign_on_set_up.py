"""Single sign-on is off until it is set up, and is not set up unsafely."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from server.app import serving
from server.config import Settings, settings
from server.pages.single_sign_on import CannotSignOn
from server.pages.single_sign_on.attempts import LASTS, MOST, Attempts
from server.pages.single_sign_on.directory import read_directory
from tests.provider.house import House, house, setting
from tests.provider.running import ADDRESS, BACK, SECRET, TENANT
from tests.provider.visitor import BEGIN, visiting


async def test_it_is_off_unless_it_is_set_up(tmp_path: Path) -> None:
    assert settings({}).single_sign_on is None
    async with serving(Settings(port=0, data=tmp_path)) as server:
        here = House(server)
        async with visiting(here.url) as anybody:
            for address in (BEGIN, BACK, f"{BEGIN}/end"):
                assert (await anybody.open(address)).status == 404
            assert "single-sign-on" not in (await anybody.open(f"{ADDRESS}/sign-in")).text


def test_the_file_is_named_by_the_environment() -> None:
    named = settings({"ORDERPAPER_SINGLE_SIGN_ON": "/etc/orderpaper/single-sign-on.toml"})
    assert named.single_sign_on == Path("/etc/orderpaper/single-sign-on.toml")


def test_the_example_is_right_for_entra_but_for_its_secret(tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "config" / "single-sign-on.example.toml"
    written = tmp_path / "single-sign-on.toml"
    written.write_text(example.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "single-sign-on.secret").write_text(SECRET)
    (tmp_path / "single-sign-on.secret").chmod(0o640)
    assert read_directory(written).person == "oid"


ENTRA = "https://login.microsoftonline.com"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"issuer": "http://sign-in.example"}, "must be an address that begins with https://"),
        ({"issuer": f"{ENTRA}/common/v2.0", "tenant": "common"}, "must be the council's own"),
        ({"issuer": f"{ENTRA}/common/v2.0"}, "common, organizations and consumers"),
        ({"issuer": f"{ENTRA}/{TENANT}/v2.0", "tenant": ""}, "common, organizations and consumers"),
        ({"issuer": f"{ENTRA}/{TENANT}/v2.0", "login": "email"}, "not verified"),
        ({"issuer": f"{ENTRA}/{TENANT}/v2.0", "person": "sub"}, 'set person = "oid"'),
        ({"issuer": "https://a.example", "login": ""}, "nobody could come in"),
        ({"issuer": "https://a.example", "clerks": ["C"]}, "must name the claim"),
        ({"issuer": "https://a.example", "client_secret": "s"}, "a file of its own"),
        ({"issuer": "https://a.example", "client_secret_file": "none"}, "none cannot be read"),
        ({"issuer": "https://a.example", "tennant": "t"}, "tennant"),
        ({}, "issuer"),
    ],
    ids=str,
)
def test_a_setting_that_would_not_be_safe_is_refused_in_a_sentence(
    tmp_path: Path, changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(CannotSignOn, match=re.escape(sentence)) as refused:
        read_directory(setting(tmp_path, **changes))
    assert SECRET not in str(refused.value)


def test_a_secret_that_everybody_on_the_machine_can_read_is_refused(tmp_path: Path) -> None:
    written = setting(tmp_path, issuer="https://a.example")
    (tmp_path / "single-sign-on.secret").chmod(0o644)
    with pytest.raises(CannotSignOn, match="chmod 600") as refused:
        read_directory(written)
    assert SECRET not in str(refused.value)


async def test_without_its_library_it_is_refused_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "server.pages.single_sign_on.provider", raising=False)
    for name in ["authlib", *(n for n in sys.modules if n.partition(".")[0] == "authlib")]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(CannotSignOn, match=r"orderpaper\[single-sign-on\]"):
        async with house(tmp_path, "https://sign-in.example"):
            raise AssertionError("it started")


def test_an_attempt_is_taken_once_and_not_after_ten_minutes() -> None:
    now = datetime(2026, 7, 14, 18, 30, tzinfo=UTC)
    attempts = Attempts(lambda: now)
    token, attempt = attempts.begin("/")
    assert attempts.take(token) == attempt
    assert attempts.take(token) is None
    token, _ = attempts.begin("/")
    now += LASTS + timedelta(seconds=1)
    assert attempts.take(token) is None


def test_attempts_without_end_do_not_fill_the_memory() -> None:
    attempts = Attempts(lambda: datetime(2026, 7, 14, tzinfo=UTC))
    first, _ = attempts.begin("/")
    for _ in range(MOST):
        last, _ = attempts.begin("/")
    assert attempts.take(first) is None
    assert attempts.take(last) is not None
    assert len(attempts) == MOST - 1
