"""Packets of Engine.IO 4 and Socket.IO 5 as our pages send them, and no others.

The libraries raise wherever a packet is none: each such packet would be a fault in the log, and
some leave a socket behind that nobody closes. They also let a client call the handlers of
“connect” and “disconnect” as events. So what comes is held to form before they see it.
See the protocols: github.com/socketio/engine.io-protocol and socket.io-protocol.

A socket by polling is named in the address of each request, which may be logged on the way: so each
must bring the cookies of the one that opened it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

import socketio.packet
from aiohttp import web
from engineio.async_drivers.aiohttp import WebSocket, translate_request

from server.live.cookies import tokens

EVENTS = ("do",)  # what a page may send
AT_ONCE = 16  # packets in one request by polling
_ENGINE = "12345"  # close, ping (a probe), pong, message, upgrade
UPGRADED = "upgraded"  # beside a socket's first request: the one that made it a WebSocket
_SEPARATOR = "\x1e"
_LEAVE = "1"


def hold_to_form(server: Any) -> None:
    """Have this Socket.IO server take only packets that are in form."""
    server.packet_class = Packet

    async def message(socket: str, came: object) -> None:
        if socket in server.environ:  # else it has gone while this waited its turn
            text = came if isinstance(came, str) and came else _LEAVE
            await server._handle_eio_message(socket, text)

    server.eio.on("message", message)

    async def translated(request: web.Request) -> Mapping[str, object]:
        opener = server.environ.get(_socket_of(request), {}).get("aiohttp.request")
        if opener is not None and not set(tokens(opener)) <= set(tokens(request)):
            raise web.HTTPBadRequest
        if opener is not None and "Upgrade" in request.headers:
            server.environ[_socket_of(request)][UPGRADED] = request
        return await _translated(request)

    ways = {"translate_request": translated, "websocket": _Socket}
    server.eio._async = {**server.eio._async, **ways}
    logging.getLogger("engineio.server").addFilter(_not_of_clients)


class Packet(socketio.packet.Packet):  # type: ignore[misc]
    """A packet of Socket.IO. One that a page would not send is taken for its leave."""

    uses_binary_events = False
    packet_type: int
    namespace: str | None
    id: int | None
    data: Any

    def decode(self, encoded_packet: object) -> int:
        """Read a packet that came. Never fails; there are no attachments."""
        try:
            attachments = super().decode(encoded_packet)
            if "\\ud" in str(encoded_packet).lower():  # half a character, as no text may hold it
                whole = json.dumps(self.data, ensure_ascii=False).encode("utf-8", "replace")
                self.data = json.loads(whole)
        except (ValueError, TypeError, LookupError, RecursionError):
            attachments = -1
        if attachments or not self._in_form():
            self.packet_type, self.namespace = socketio.packet.DISCONNECT, None
            self.id = self.data = None
        return 0

    def _in_form(self) -> bool:
        if self.namespace not in (None, "/"):
            return False
        if self.packet_type == socketio.packet.EVENT:
            return isinstance(self.data, list) and len(self.data) == 2 and self.data[0] in EVENTS
        return self.packet_type in (socketio.packet.CONNECT, socketio.packet.DISCONNECT)


class _Socket(WebSocket):  # type: ignore[misc]
    """A WebSocket that is over when what comes is no packet of Engine.IO."""

    async def wait(self) -> str:
        """The next packet. Raises OSError at the end."""
        came = await super().wait()
        if not isinstance(came, str) or not engine_packet(came):
            raise OSError
        return came


class _Body:
    """A body that is here already, as the engine wants to read it."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def read(self, length: int) -> bytes:
        """The body up to this length."""
        return self._body[:length]


def _socket_of(request: web.Request) -> str:
    """The socket that a request is for, as the engine reads it."""
    return (parse_qs(request.query_string).get("sid") or [""])[0]


async def _translated(request: web.Request) -> Mapping[str, object]:
    """What the engine is told of a request. Raises HTTPBadRequest if its packets are none."""
    environ: dict[str, object] = translate_request(request)
    if request.method == "POST":
        body = await request.read()
        if not engine_packets(body):
            raise web.HTTPBadRequest
        environ["wsgi.input"], environ["CONTENT_LENGTH"] = _Body(body), str(len(body))
    return environ


def engine_packets(body: bytes) -> bool:
    """Whether this is a body of packets, as they are sent by polling."""
    try:
        packets = body.decode().split(_SEPARATOR)
    except UnicodeDecodeError:
        return False
    return len(packets) <= AT_ONCE and all(map(engine_packet, packets))


def engine_packet(text: str) -> bool:
    """Whether this is a packet of Engine.IO that a page may send: text and never bytes."""
    return text[:1] in _ENGINE and text != ""


def _not_of_clients(record: logging.LogRecord) -> bool:
    """The engine writes down what strange clients send it: that is no fault, and not for a log."""
    return record.funcName != "_log_error_once"
