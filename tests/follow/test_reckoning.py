"""Frames, changes, limits and the bar: the parts of the load tool that need no server."""

from __future__ import annotations

import io

import pytest

from server.follow import reach
from server.follow.bar import Bar
from server.follow.changes import Change, Changes, together
from server.follow.report import spread
from server.follow.wire import CLOSE, NO_CODE, TEXT, Frames, NoFrame, accepted, handshake


def test_frames_are_read_in_whatever_pieces_they_come() -> None:
    stream = b"\x89\x00" + b"\xc1\x02hi" + b"\x81\x7e\x01\x00" + b"x" * 256 + b"\x88\x02\x0f\xa1"
    frames = Frames()
    came = [f for place in range(len(stream)) for f in frames.take(stream[place : place + 1])]
    assert came == Frames().take(stream)
    assert [(f.opcode, f.compressed, len(f.payload)) for f in came[1:3]] == [
        (TEXT, True, 2),
        (TEXT, False, 256),
    ]
    assert (came[3].opcode, came[3].code) == (CLOSE, 4001)
    assert Frames().take(b"\x88\x00")[0].code == NO_CODE


@pytest.mark.parametrize("bad", [b"\x81\x82", b"\x81\x7f" + b"\xff" * 8])
def test_what_no_server_may_send_is_no_frame(bad: bytes) -> None:
    with pytest.raises(NoFrame):
        Frames().take(bad)


def test_an_answer_to_another_question_opens_nothing() -> None:
    key = "b3JkZXJwYXBlciBsb2Fkcw=="
    assert key.encode() in handshake("/feed", "localhost:1")
    right = b"HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: "
    assert not accepted(right + b"c29tZXRoaW5nIGVsc2U=")
    assert not accepted(b"HTTP/1.1 200 OK")


def test_a_drawing_that_comes_again_is_another_change() -> None:
    one, other = Changes("a"), Changes("a")
    for root, tick in (("b", 10), ("a", 20), ("c", 30), ("a", 40)):
        one.told(one.last, root, tick)
    for root, tick in (("c", 31), ("a", 42)):  # it came in when the first two were over
        other.told(other.last, root, tick)
    made = together([one.all, other.all])
    assert [(c.root, c.at) for c in made] == [
        ("b", {10: 1}),
        ("a", {20: 1}),
        ("c", {30: 1, 31: 1}),
        ("a", {40: 1, 42: 1}),
    ]


def test_whoever_skips_a_change_has_missed_it() -> None:
    changes = Changes("a")
    place, next = changes.told(0, "b", 1)
    assert (place, next) == (1, True)
    changes.told(place, "c", 2)
    assert changes.told(0, "c", 3) == (2, False)
    assert [change.missed_by for change in changes.all] == [0, 1, 0]
    assert changes.told(2, "c", 4) == (2, True), "the same again is no other change"


def test_of_a_hundred_five_take_longer_than_the_95th() -> None:
    change = Change("a", at={1000 + n * 10: 1 for n in range(1, 101)})
    since_first = spread(change)
    assert (since_first.median, since_first.p95, since_first.last) == (49, 94, 99)
    assert spread(change, 1000).p95 == 95


def test_too_few_files_or_ports_are_told_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach.resource, "getrlimit", lambda _: (1024, 1024))
    reach.require_files(900, 2)
    with pytest.raises(reach.TooFew, match=r"need 2564 open files and may have 1024.*processes 6"):
        reach.require_files(2500, 2)
    reach.require_ports(20_000, 28_232)
    with pytest.raises(reach.TooFew, match=r"has 5000 ports.*ip_local_port_range"):
        reach.require_ports(10_000, 5_000)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_redrawn_in_a_terminal_and_plain_lines_elsewhere() -> None:
    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        bar = Bar(stream)
        bar.show("Connecting", 5, 10, "5 of 10")
        bar.show("Connecting", 6, 10, "6 of 10")
        bar.show("Following", 0, 10, "0 of 10 s")
        bar.end()
    assert file.getvalue() == "Connecting 50%: 5 of 10\nFollowing 0%: 0 of 10 s\n"
    assert "\n" not in terminal.getvalue()
    assert terminal.getvalue().count("\r") == 3
