"""Packets that no page would send: whoever sends one is no longer inside, and nothing fails."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from socketio.packet import CONNECT, DISCONNECT, EVENT

from server.live.packets import Packet, engine_packet, engine_packets
from server.meeting.record import Audience
from tests.live.conftest import CONVENED
from tests.serve import Town, town
from tests.soak.odd import JSON
from tests.wire import Wire, wire


@pytest.fixture
async def council(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path / "data", CONVENED) as running:
        yield running


@given(st.text() | st.builds(lambda kind, data: kind + json.dumps(data), st.text(), JSON))
def test_any_text_is_read_as_something_that_a_page_may_say(text: str) -> None:
    packet = Packet(encoded_packet=text or "1")
    assert packet.packet_type in (CONNECT, DISCONNECT, EVENT)
    if packet.packet_type == EVENT:
        assert packet.data[0] == "do"


@pytest.mark.parametrize(
    "text",
    [
        '2["connect",{}]',  # would call what lets people in, with a request of one’s own making
        '2["disconnect"]',
        '2["do"]',
        '2["do",{},{}]',
        "2[]",
        "2",
        '2{"do":1}',
        '2/other,["do",{}]',
        '3["do"]',
        '51-["do",{"_placeholder":true,"num":9}]',
        "4",
        "7",
        "x",
        "2" + "9" * 200 + '["do",{}]',
        "2" + "[" * 100_000,
    ],
    ids=lambda text: text[:24],
)
def test_what_no_page_would_say_is_taken_for_ones_leave(text: str) -> None:
    assert Packet(encoded_packet=text).packet_type == DISCONNECT


def test_a_command_and_a_greeting_are_read_as_they_are() -> None:
    command = Packet(encoded_packet='27["do",{"command":"undo"}]')
    assert (command.packet_type, command.id) == (EVENT, 7)
    assert command.data == ["do", {"command": "undo"}]
    assert Packet(encoded_packet='0{"meeting":"planning"}').data == {"meeting": "planning"}


def test_half_a_character_is_replaced_and_costs_no_words() -> None:
    packet = Packet(encoded_packet='27["do",{"\\ud800":"Mill \\uD83D\\ude00 \\udead"}]')
    assert packet.data == ["do", {"?": "Mill 😀 ?"}]


def test_what_the_engine_is_given_is_text_of_a_kind_that_it_knows() -> None:
    assert all(map(engine_packet, ("1", "2probe", "3", '42["do",{}]', "5")))
    assert not any(map(engine_packet, ("", "x", "0", "6", "b64", "é")))
    assert engine_packets(b"40{}\x1e3")
    assert not engine_packets(b"\xff")
    assert not engine_packets(b"d=3")
    assert not engine_packets(b"3\x1e" * 20)


async def signed_in(council: Town) -> dict[str, str]:
    """What the browser of a clerk sends."""
    async with aiohttp.ClientSession(headers={"Origin": council.url}) as browser:
        answer = await browser.post(council.door(council.links.clerk), allow_redirects=False)
        return {"Cookie": "; ".join(f"{n}={m.value}" for n, m in answer.cookies.items())}


async def let_in(council: Town, socket: Wire | None) -> Wire:
    assert socket is not None
    assert await socket.greet({"meeting": council.key, "office": "clerk"})
    return socket


@pytest.mark.parametrize("said", ["", "x", b"\x00", '42["connect",{}]', "4", "4[]", "45", "0"])
async def test_whoever_breaks_the_form_is_heard_no_more_and_no_fault_is_logged(
    council: Town, caplog: pytest.LogCaptureFixture, said: str | bytes
) -> None:
    caplog.set_level(logging.ERROR)
    headers = await signed_in(council)
    async with wire(council.url, headers) as socket, wire(council.url, headers) as other:
        broken, good = await let_in(council, socket), await let_in(council, other)
        await broken.socket.send(said)
        assert await broken.try_to("do", {"command": "undo", "id": "a"}) is None
        answer = await good.ask("do", {"command": "undo", "id": "b"})
        assert "nothing" in answer["problem"].lower()
    assert caplog.records == []


@pytest.mark.parametrize("id", ["", "x" * 65, "a b", "\ud800", "a\n"])
async def test_a_command_without_an_id_of_its_own_is_refused_in_words(
    council: Town, caplog: pytest.LogCaptureFixture, id: str
) -> None:
    caplog.set_level(logging.ERROR)
    async with wire(council.url, await signed_in(council)) as socket:
        clerk = await let_in(council, socket)
        call = {"command": "record_present", "with": {"person": "owen"}}
        assert not (await clerk.ask("do", {**call, "id": id}))["ok"]
        assert (await clerk.ask("do", {**call, "id": "own"}))["ok"]
    assert caplog.records == []


async def test_what_somebody_said_who_has_gone_is_let_lie(council: Town) -> None:
    heard = council.server.inside._server.eio.handlers["message"]
    await heard("gone", '0{"meeting":"planning"}')


async def test_a_language_that_nobody_speaks_is_drawn_for_nobody(council: Town) -> None:
    headers = await signed_in(council)
    for language in ("en", "cy", "zz", "../x", ""):
        async with wire(council.url, headers) as socket:
            assert socket is not None
            assert await socket.greet({"meeting": council.key, "office": "clerk", "lang": language})
    feeds = council.running.show._feeds
    assert {tongue for audience, tongue in feeds if audience is Audience.CLERK} == {"en", "cy"}
