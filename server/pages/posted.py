"""Reading the form of a post, before anything is done for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

MALFORMED = (
    ValueError,  # no such boundary, no UTF-8, a length that is no number
    LookupError,  # a charset that does not exist
    RuntimeError,  # an encoding that does not exist
    AssertionError,  # a part that ends before it begins
    HttpProcessingError,  # headers of a part that are none
)


@web.middleware
async def readable(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let in no post whose body cannot be read as what it says it is. Raises HTTPBadRequest.

    `request.post()` then gives every page what was read here.
    """
    if request.method == "POST" and request.match_info.http_exception is None:
        try:
            await request.post()
        except MALFORMED as malformed:
            raise web.HTTPBadRequest from malformed
    return await handler(request)
