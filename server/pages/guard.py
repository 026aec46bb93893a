"""What every request must pass before a page sees it: whose it is, whence it comes, how much."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager

from aiohttp import web

from server.pages.connections import Connection
from server.pages.foreign import SOCKETS, foreign
from server.pages.limits import (
    BODY_SECONDS,
    FILES_SECONDS,
    MOST_BYTES_OF_A_STRANGER,
    overfull,
    place_of,
)
from server.pages.site import SITE
from server.pages.uploaded import is_received
from server.pages.wire import WIRE
from server.words import N_, Said

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LINKS = ("/enter/", "/passphrase/")
_THROUGH: web.RequestKey[bool] = web.RequestKey("through a proxy", bool)


class Foreign(Said):
    """A post or a socket that no page of this site opened."""


class Crowded(Said):
    """An address has as many connections as one may have."""


class TooSlow(TimeoutError):
    """A body that did not come in time. A TimeoutError, because aiohttp forgives those."""


@web.middleware
async def as_told(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Know the request as it was before our own proxies: its address, scheme and host."""
    connection = request.protocol
    if isinstance(connection, Connection):
        connection.begin()
    try:
        wire = request.app[WIRE]
        client = wire.proxies.client(request)
        # Whoever reaches us by TLS has cookies for it, also where the proxy was not declared.
        scheme = wire.scheme(client.scheme)
        if client.through_proxy:
            request = request.clone(remote=client.address, scheme=scheme, host=client.host)
            request[_THROUGH] = True
        elif scheme != client.scheme:
            request = request.clone(scheme=scheme)
        return await handler(request)
    finally:
        if isinstance(connection, Connection):
            connection.end(request.content_length or 0)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let a request in. Raises Foreign, Crowded, TooMany, TooSlow and HTTPBadRequest."""
    wire = request.app[WIRE]
    if foreign(request, wire.address):
        raise Foreign(
            N_(
                "What you sent did not come from a page of this site, so nothing was done. "
                "Open the page again and try once more."
            )
        )
    check_size(request)
    if request.path.startswith(LINKS):
        wire.openings.take(place_of(request.remote or ""))
    with ExitStack() as stack:
        if request.get(_THROUGH):
            stack.enter_context(_counted(request))
        stack.enter_context(_body_in_time(request))
        return await handler(await _as_large_as_may_be(request))


def check_size(request: web.BaseRequest) -> None:
    """Raise HTTPBadRequest for what no page of ours asks."""
    if overfull(request.query_string):
        raise web.HTTPBadRequest
    if not request.headers.get("Sec-WebSocket-Key", "").isascii():
        raise web.HTTPBadRequest
    if request.path.startswith(SOCKETS) and "j" in request.query:
        raise web.HTTPBadRequest  # an answer as a script (JSONP) is one that other sites can read


async def _as_large_as_may_be(request: web.Request) -> web.Request:
    """The request, whose body is a small one unless somebody signed in sends it."""
    if not request.body_exists or await request.app[SITE].doors.held(request):
        return request
    if (request.content_length or 0) > MOST_BYTES_OF_A_STRANGER:
        raise web.HTTPRequestEntityTooLarge(MOST_BYTES_OF_A_STRANGER, request.content_length or 0)
    return request.clone(
        client_max_size=MOST_BYTES_OF_A_STRANGER,
        scheme=request.scheme,  # of themselves clones forget what the proxy said
        host=request.host,
        remote=request.remote or "",
    )


@contextmanager
def _counted(request: web.Request) -> Iterator[None]:
    """One address behind our proxy may have so many requests and sockets open at a time."""
    crowding, address = request.app[WIRE].crowding, request.remote or ""
    if not crowding.arrive(address):
        raise Crowded(
            N_(
                "Too many pages are open from your network at the moment. "
                "Close some, or try again in a few minutes."
            )
        )
    try:
        yield
    finally:
        crowding.leave(address)


@contextmanager
def _body_in_time(request: web.Request) -> Iterator[None]:
    if not request.body_exists:
        yield
        return
    seconds = FILES_SECONDS if is_received(request) else BODY_SECONDS
    watch = asyncio.get_running_loop().call_later(seconds, _late, request)
    try:
        yield
    finally:
        watch.cancel()


def _late(request: web.Request) -> None:
    if not request.content.is_eof():
        request.content.set_exception(TooSlow())
