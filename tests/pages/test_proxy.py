"""Whose request it is, when proxies stand between."""

from __future__ import annotations

import logging
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from aiohttp.test_utils import make_mocked_request

from server.__main__ import main
from server.config import BadSetting, settings
from server.pages.proxy import Client, Proxies
from tests.pages.wired import bare, wired

OURS = tuple(map(ip_network, ("10.0.0.0/8", "::1")))


def seen(peer: str, family: str = "x-forwarded", **headers: str) -> Client:
    """What a server behind the proxies of 10.0.0.0/8 makes of a request."""
    transport: Any = mock.Mock()
    known = {"peername": (peer, 4711)}
    transport.get_extra_info.side_effect = lambda name, *rest: known.get(name)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    given = {"Host": "inner:8000", **named}
    request = make_mocked_request("GET", "/", headers=given, transport=transport)
    return Proxies(OURS, family).client(request)


@pytest.mark.parametrize(
    ("chain", "client"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9", "203.0.113.9"),  # the first was written by the client itself
        ("10.0.0.7, 203.0.113.9, 10.0.0.8", "203.0.113.9"),
        ("203.0.113.9, 10.0.0.7, 10.0.0.8", "203.0.113.9"),
        ("2001:db8::5", "2001:db8::5"),
        ("[2001:db8::5]:4711", "2001:db8::5"),
        ("203.0.113.9:4711", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("10.0.0.7", "10.0.0.7"),  # the proxy asks for itself
        ("203.0.113.9, nonsense", "10.0.0.1"),
        ("", "10.0.0.1"),
    ],
)
def test_the_client_is_the_right_most_address_that_is_no_proxy_of_ours(
    chain: str, client: str
) -> None:
    assert seen("10.0.0.1", X_Forwarded_For=chain).address == client


def test_from_anybody_else_no_such_header_is_believed() -> None:
    told = {"X_Forwarded_For": "203.0.113.9", "X_Forwarded_Proto": "https"}
    client = seen("198.51.100.4", **told, X_Forwarded_Host="evil.example", Forwarded="for=1.2.3.4")
    assert client == Client("198.51.100.4", "http", "inner:8000")


def test_a_proxy_tells_scheme_and_host() -> None:
    told = {"X_Forwarded_For": "203.0.113.9", "X_Forwarded_Proto": "https"}
    client = seen("10.0.0.1", **told, X_Forwarded_Host="meetings.council.example")
    assert client == Client("203.0.113.9", "https", "meetings.council.example", True)


@pytest.mark.parametrize("host", ["evil.example/path", "a b", "x@y", "", "<script>"])
def test_a_host_that_is_none_is_not_taken(host: str) -> None:
    assert seen("10.0.0.1", X_Forwarded_For="1.2.3.4", X_Forwarded_Host=host).host == "inner:8000"


@pytest.mark.parametrize("scheme", ["javascript", "", "https evil"])
def test_a_scheme_that_is_none_is_not_taken(scheme: str) -> None:
    assert seen("10.0.0.1", X_Forwarded_For="1.2.3.4", X_Forwarded_Proto=scheme).scheme == "http"


def test_forwarded_is_read_where_the_proxy_sets_it_and_then_nothing_else() -> None:
    forwarded = 'for=6.6.6.6;proto=http, for="[2001:db8::5]:47";proto=https;host=council.example'
    client = seen("10.0.0.1", "forwarded", Forwarded=forwarded, X_Forwarded_For="6.6.6.6")
    assert client == Client("2001:db8::5", "https", "council.example", True)


def test_forwarded_is_not_read_where_the_proxy_only_passes_it_on() -> None:
    client = seen("10.0.0.1", Forwarded="for=6.6.6.6;proto=https", X_Forwarded_For="203.0.113.9")
    assert client == Client("203.0.113.9", "http", "inner:8000", True)


async def cookie_of(folder: Path, *headers: str, **chosen: object) -> str:
    """The cookie that the clerk is given who comes with these headers."""
    async with wired(folder, **chosen) as council, bare(council) as wire:
        path = "/" + council.links.clerk.split("/", 3)[3]
        wire.send(f"GET {path} HTTP/1.1", "Host: localhost", *headers)
        assert await wire.status() == 303
        return (await wire.head())["set-cookie"]


async def test_under_tls_at_the_proxy_a_sign_in_is_secure(tmp_path: Path) -> None:
    headers = ("X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https")
    cookie = await cookie_of(tmp_path, *headers, trusted_proxies="127.0.0.0/8")
    assert "Secure" in cookie
    assert "HttpOnly" in cookie


async def test_nobody_else_makes_it_so_and_plain_http_goes_on_working(tmp_path: Path) -> None:
    assert "Secure" not in await cookie_of(tmp_path, "X-Forwarded-Proto: https")


async def test_whoever_forgot_to_name_the_proxy_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with wired(tmp_path) as council:
        for _ in range(2):
            async with bare(council) as wire:
                forwarded = "X-Forwarded-For: 203.0.113.9"
                wire.send("GET /sign-in HTTP/1.1", "Host: localhost", forwarded)
                assert await wire.status() == 200
    assert caplog.text.count("ORDERPAPER_TRUSTED_PROXIES") == 1
    assert "203.0.113.9" not in caplog.text


@pytest.mark.parametrize("wrong", ["nginx", "10.0.0.1/8", "0.0.0.0/0", "10.0.0.0/33"])
def test_proxies_that_cannot_be_are_refused_at_the_start(wrong: str) -> None:
    with pytest.raises(BadSetting):
        settings({"ORDERPAPER_TRUSTED_PROXIES": wrong})


def test_proxies_may_be_several() -> None:
    chosen = settings({"ORDERPAPER_TRUSTED_PROXIES": "10.0.0.0/8, ::1 192.0.2.1"})
    assert [str(network) for network in chosen.proxies] == ["10.0.0.0/8", "::1/128", "192.0.2.1/32"]


@pytest.mark.parametrize(
    "asked",
    [["--trusted-proxies", "nginx"], ["--connections", "none"], ["--framed-by", "a.example"]],
)
def test_a_wrong_setting_on_the_command_line_is_told_in_a_sentence(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(asked) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert told.endswith(".\n")
