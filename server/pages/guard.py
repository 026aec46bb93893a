"""What every request must pass before a page sees it: whose it is, whence it comes, how much."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager

from aiohttp import web

from server.pages.connections import Connection
from server.pages.foreign import SOCKETS, foreign
from server.pages.limits import BODY_SECONDS, MOST_FIELDS, place_of
from server.pages.wire import WIRE
from server.words import N_, Said

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LINKS = "/enter/"
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
        client = request.app[WIRE].proxies.client(request)
        if client.through_proxy:
            remote, scheme, host = client.address, client.scheme, client.host
            request = request.clone(remote=remote, scheme=scheme, host=host)
            request[_THROUGH] = True
        return await handler(request)
    finally:
        if isinstance(connection, Connection):
            connection.end()


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
    _size(request)
    if request.path.startswith(LINKS):
        wire.openings.take(place_of(request.remote or ""))
    with ExitStack() as stack:
        if request.get(_THROUGH):
            stack.enter_context(_counted(request))
        stack.enter_context(_body_in_time(request))
        return await handler(request)


def _size(request: web.Request) -> None:
    query = request.query_string
    if query.count("&") + query.count(";") >= MOST_FIELDS:
        raise web.HTTPBadRequest
    if request.path.startswith(SOCKETS) and "j" in request.query:
        raise web.HTTPBadRequest  # an answer as a script (JSONP) is one that other sites can read


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
    watch = asyncio.get_running_loop().call_later(BODY_SECONDS, _late, request)
    try:
        yield
    finally:
        watch.cancel()


def _late(request: web.Request) -> None:
    if not request.content.is_eof():
        request.content.set_exception(TooSlow())
