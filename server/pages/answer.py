"""An answer that is kept in memory: whole, compressed once, and ready to be written.

The same answer goes out by either way: as bytes straight to the network, from the porter, or as a
response of the web server.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from functools import lru_cache

from aiohttp import web
from multidict import CIMultiDict

from server.pages.headers import add_headers

_GZIP = 16 + zlib.MAX_WBITS
_LEVEL = 6  # of 9: beyond it a page gets no smaller


class Answer:
    """What is answered to everybody who asks for one thing, until it changes."""

    def __init__(
        self, body: bytes, headers: Mapping[str, str], packed: Mapping[str, bytes] | None = None
    ) -> None:
        """`headers` name the content type and how long it may be kept. `packed`: the body in each
        encoding that there is, the smallest first; by default it is compressed here."""
        packed = {"gzip": _gzip(body)} if packed is None else packed
        self.etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        self.body = body
        self._bodies = {**packed, "": body}
        self._headers = {**headers, "Vary": "Accept-Encoding"}
        self._heads: dict[tuple[str, str, bool], bytes] = {}

    def response(self, request: web.BaseRequest) -> web.Response:
        """The answer to a request of the web server, which adds the safe headers."""
        asked = request.headers
        encoding = self._encoding(asked.get("Accept-Encoding", ""))
        if is_held(self.etag, asked.get("If-None-Match", "")):
            return web.Response(status=304, headers=_but_for_type(self._told(encoding)))
        told = {"Content-Encoding": encoding} if encoding else {}
        return web.Response(body=self._bodies[encoding], headers={**self._told(encoding), **told})

    def written(self, asked: Mapping[str, str], date: bytes, transport_security: str) -> bytes:
        """The whole answer, head and body, to a GET with these headers.

        `date`: the time, as RFC 9110 has it. `transport_security`: see add_headers().
        """
        same = is_held(self.etag, asked.get("If-None-Match", ""))
        encoding = self._encoding(asked.get("Accept-Encoding", ""))
        known = (encoding, transport_security, same)
        head = self._heads.get(known)
        if head is None:
            head = self._heads[known] = self._head(*known)
        return b"%sDate: %s\r\n\r\n%s" % (head, date, b"" if same else self._bodies[encoding])

    def _head(self, encoding: str, transport_security: str, same: bool) -> bytes:
        told = _but_for_type(self._told(encoding)) if same else self._told(encoding)
        response = web.Response(status=304 if same else 200, headers=told)
        if not same:
            response.headers["Content-Length"] = str(len(self._bodies[encoding]))
            if encoding:
                response.headers["Content-Encoding"] = encoding
        add_headers(response, transport_security=transport_security)
        return head("304 Not Modified" if same else "200 OK", response.headers)

    def _told(self, encoding: str) -> dict[str, str]:
        """The headers in this encoding. One strong tag is never of different bytes (§8.8.3.3)."""
        return {**self._headers, "ETag": weak(self.etag) if encoding else self.etag}

    def _encoding(self, accepted: str) -> str:
        known = _encodings(accepted)
        return next((each for each in self._bodies if each in known), "")


def is_held(etag: str, if_none_match: str) -> bool:
    """Whether somebody has already what goes by this strong tag, by it or by its weak form
    (RFC 9110 §13.1.2)."""
    return etag in if_none_match or if_none_match == "*"


def weak(etag: str) -> str:
    """The tag of what says the same as what goes by this strong tag, in other bytes."""
    return f"W/{etag}"


def head(status: str, headers: CIMultiDict[str]) -> bytes:
    """The head of an answer, to which the date and an empty line are still to be added."""
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items())]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _but_for_type(headers: Mapping[str, str]) -> dict[str, str]:
    """What is told of an answer that somebody has already."""
    return {name: value for name, value in headers.items() if name != "Content-Type"}


@lru_cache(maxsize=256)
def _encodings(accepted: str) -> frozenset[str]:
    """The encodings of an Accept-Encoding header (RFC 9110 §12.5.3), but for those refused."""
    parts = (part.replace(" ", "").lower().partition(";") for part in accepted.split(","))
    return frozenset(name for name, _, q in parts if q not in ("q=0", "q=0.0", "q=0.00", "q=0.000"))


def _gzip(body: bytes) -> bytes:
    packer = zlib.compressobj(_LEVEL, wbits=_GZIP)
    return packer.compress(body) + packer.flush()
