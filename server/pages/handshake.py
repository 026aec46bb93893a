"""The handshake of the public feed (RFC 6455 §4.2), by the websockets library."""

from __future__ import annotations

from aiohttp import web
from aiohttp.http import RawRequestMessage
from websockets.datastructures import Headers
from websockets.extensions.permessage_deflate import (
    PerMessageDeflate,
    ServerPerMessageDeflateFactory,
)
from websockets.http11 import Request
from websockets.server import ServerProtocol

from server.live.frames import WINDOW_BITS
from server.pages.answer import head
from server.pages.headers import add_headers

# What we send can be read without what was sent before; what a follower sends is never compressed.
_DEFLATE = ServerPerMessageDeflateFactory(
    server_no_context_takeover=True, client_no_context_takeover=True
)

_NAMES = (
    "Connection",
    "Upgrade",
    "Sec-WebSocket-Key",
    "Sec-WebSocket-Version",
    "Sec-WebSocket-Extensions",
    "Sec-WebSocket-Protocol",
)


class Opening:
    """An answer to a handshake: `answer` is its bytes, empty if the handshake is not right."""

    def __init__(self, message: RawRequestMessage, transport_security: str = "") -> None:
        protocol = ServerProtocol(extensions=[_DEFLATE])
        response = protocol.accept(Request(message.path, _said_of_it(message)))
        self.answer = b""
        self.deflates = False
        if response.status_code == 101:
            told = web.Response(status=101, headers=dict(response.headers))
            add_headers(told, transport_security=transport_security)
            told.headers.pop("Content-Type", None)
            self.answer = head("101 Switching Protocols", told.headers) + b"\r\n"
            self.deflates = any(
                isinstance(each, PerMessageDeflate) and each.local_max_window_bits == WINDOW_BITS
                for each in protocol.extensions
            )


def _said_of_it(message: RawRequestMessage) -> Headers:
    """The headers of a handshake that are about it; browsers send many more."""
    headers = Headers()
    for name in _NAMES:
        for value in message.headers.getall(name, ()):
            headers[name] = value
    return headers
