"""What can be said to a socket: odd messages, half of them nearly right."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from server.meeting.command import commands
from server.meeting.record import Audience
from tests.serve import Town
from tests.soak.odd import BYTES, DEEP, JSON, NUMBER, TEXT, Strategy, command_fields, known


class Sayings:
    """What is said to the doors of one town, as strategies of Hypothesis."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def sayings(self) -> Strategy:
        """A message to the door of those inside: text, bytes, or a packet with bytes after it."""
        event = st.sampled_from(["do", "do", "do", "do", "connect", "disconnect", "panels", ""])
        packet = st.builds(
            lambda kind, id, event, more: f"{kind}{id}" + as_json([event, *more]),
            st.sampled_from(["42", "42", "42", "42", "43", "42/other,", "44", "45", "46", "4"]),
            st.one_of(st.integers(0, 99), st.sampled_from(["", "9" * 30, "-1", "1.5", "²"])),
            event | TEXT,
            st.one_of(self.calls().map(lambda call: [call]), st.lists(JSON, max_size=3)),
        )
        command = st.builds(
            lambda id, call: f"42{id}" + as_json(["do", call]), st.integers(0, 99), self.calls()
        )
        greeting = self.greetings().map(lambda auth: "40" + as_json(auth))
        binary = st.tuples(
            st.builds(
                lambda kind, n, id, data: f"{kind}{n}-{id}" + as_json(data),
                st.sampled_from(["45", "46"]),
                st.sampled_from(["1", "2", "0", "-1", "9", "", "99999999"]),
                st.sampled_from(["", "1", "9" * 20]),
                st.one_of(
                    self.calls().map(
                        lambda call: ["do", {**call, "with": {"_placeholder": True, "num": 0}}]
                    ),
                    NUMBER.map(lambda n: ["do", {"_placeholder": True, "num": n}]),
                    JSON,
                ),
            ),
            st.lists(BYTES, max_size=2),
        ).map(lambda pair: [pair[0], *pair[1]])
        plain = st.one_of(
            st.sampled_from(["", "2", "3", "2probe", "5", "6", "0{}", "1", "40", "41", "4", "7"]),
            TEXT,
            st.builds("4{}".format, TEXT),
            st.builds('42["do",{}]'.format, DEEP),
        )
        alone = st.one_of(command, command, command, packet, greeting, plain, BYTES).map(
            lambda one: [one]
        )
        return alone | binary

    def greetings(self) -> Strategy:
        """Mostly right, so that one is let in."""
        right = st.fixed_dictionaries(
            {
                "meeting": st.just(self._town.key),
                "office": st.sampled_from(["clerk", "chair", "member"]),
            },
            optional={
                "lang": st.sampled_from(["en", "cy"]) | TEXT,
                "root": TEXT,
                "hold": st.dictionaries(TEXT, TEXT, max_size=3) | JSON,
                "more": JSON,
            },
        )
        return st.one_of(right, right, right, st.dictionaries(TEXT, JSON, max_size=3), JSON)

    def calls(self) -> Strategy:
        """A command with some of its fields, each right or odd."""
        values = known(self._town.running.live.meeting)

        def of(name: str) -> Strategy:
            fields = {
                field: st.one_of(st.sampled_from(values[field]), JSON)
                if values.get(field)
                else st.one_of(TEXT, JSON)
                for field in command_fields(name)
            }
            sensible = {
                field: st.sampled_from(values.get(field) or ["", "1", "yes"]) for field in fields
            }
            return st.fixed_dictionaries(
                {"command": st.just(name), "id": st.one_of(TEXT, st.uuids().map(str))},
                optional={
                    "with": st.one_of(
                        st.fixed_dictionaries(sensible),
                        st.fixed_dictionaries({}, optional=fields),
                        JSON,
                    ),
                    "waited": NUMBER | JSON,
                    "at": st.sampled_from(values["at"]) | TEXT | JSON,
                    "more": JSON,
                },
            )

        return (st.sampled_from(sorted(commands)) | TEXT).flatmap(of)

    def posts(self) -> Strategy:
        """A request by polling: its method, its query, and its body."""
        query = st.fixed_dictionaries(
            {},
            optional={
                "EIO": st.sampled_from(["4", "4", "4", "3", "", "x"]),
                "transport": st.sampled_from(["polling", "polling", "websocket"]) | TEXT,
                "sid": st.sampled_from(["own", "own", "own"]) | TEXT,
                "b64": TEXT,
                "j": TEXT,
                "t": TEXT,
            },
        )
        packets = st.lists(self.sayings(), max_size=4).map(
            lambda said: "\x1e".join(str(p) for each in said for p in each)
        )
        body = st.one_of(
            self.calls().map(lambda call: f'421["do",{as_json(call)}]'.encode()),
            packets.map(lambda text: text.encode("utf-8", "surrogatepass")),
            BYTES,
        )
        return st.tuples(st.sampled_from(["GET", "POST", "POST", "OPTIONS", "PUT"]), query, body)

    def queries(self) -> Strategy:
        """How a follower says what they hold."""
        town = self._town
        feed = town.running.show.feed(Audience.PUBLIC, "en")
        held = [f"{id}:{digest}" for id, digest in feed.drawing.digests.items()]
        holds = st.lists(st.sampled_from(held) | TEXT, max_size=5).map(",".join)
        return st.fixed_dictionaries(
            {"root": st.just(feed.drawing.root) | TEXT},
            optional={"lang": st.sampled_from(["en", "cy"]) | TEXT, "hold": holds, "x": TEXT},
        )


def as_json(value: object) -> str:
    """As it goes over the wire, also what no JSON may hold."""
    return json.dumps(value)


def _frame(first: int, length: int, payload: bytes, masked: bool) -> bytes:
    """A frame of RFC 6455 with any first byte, and a length that may be a lie."""
    mask = 0x80 if masked else 0
    if length < 126:
        head = bytes([first, mask | length])
    elif length < 1 << 16:
        head = bytes([first, mask | 126]) + length.to_bytes(2, "big")
    else:
        head = bytes([first, mask | 127]) + length.to_bytes(8, "big")
    return head + (bytes(4) if masked else b"") + payload


RAW = st.one_of(
    BYTES,
    st.builds(
        _frame,
        st.integers(0, 255),
        st.sampled_from([0, 1, 5, 125, 126, 600, 70_000, (1 << 40) + 1]),
        BYTES | st.just(b"\x88" * 700),
        st.booleans(),
    ),
    st.builds(
        lambda first, payload: _frame(first, len(payload), payload, True),
        st.sampled_from([0x81, 0x82, 0x88, 0x89, 0x8A, 0x01, 0x80, 0xC1, 0xF1]),
        BYTES,
    ),
)
LINES = st.one_of(
    BYTES,
    st.sampled_from(
        [
            b"GET / HTTP/1.1\r\n",
            b"POST /meetings/planning/clerk/do/undo HTTP/1.1\r\n",
            b"Host: localhost\r\n",
            b"Content-Length: 5\r\n",
            b"Content-Length: -1\r\n",
            b"Transfer-Encoding: chunked\r\n",
            b"Content-Type: application/x-www-form-urlencoded; charset=none\r\n",
            b"Content-Type: multipart/form-data; boundary=b\r\n",
            b"Expect: 100-continue\r\n",
            b"Cookie: =;;\x00\r\n",
            b"\r\n",
            b"\r\n",
            b"5\r\nhello\r\n0\r\n\r\n",
        ]
    ),
)
FRAMES = st.one_of(TEXT, BYTES, st.sampled_from(["x" * 600, b"y" * 600, "x" * 70_000]))
