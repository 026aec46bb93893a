"""Reading the form of a post, before anything is done for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from server.pages.uploaded import is_received

CHARSETS = ("utf-8", "utf8", "us-ascii")
"""What forms are written in (WHATWG URL 5.1). Python knows a hundred more: some take seconds for a
small body and stop everybody meanwhile, some raise what nobody expects."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

MALFORMED = (
    ValueError,  # no such boundary, no UTF-8, a length that is no number
    LookupError,  # an encoding that does not exist
    HttpProcessingError,  # headers that are none
)


@web.middleware
async def readable(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let in no post whose body cannot be read as what it says it is. Raises HTTPBadRequest.

    `request.post()` then gives every page what was read here. Only a form with files has parts
    (multipart/form-data), which `uploaded` reads: each could name a charset of its own.
    """
    if request.method == "POST" and request.match_info.http_exception is None:
        if request.content_type.startswith("multipart/"):
            if not is_received(request):
                raise web.HTTPBadRequest
            return await handler(request)  # which reads the parts once it knows who asks
        if not _known(request):
            raise web.HTTPBadRequest
        try:
            await request.post()
        except MALFORMED as malformed:
            raise web.HTTPBadRequest from malformed
    return await handler(request)


def _known(request: web.Request) -> bool:
    charset = request.charset
    return charset is None or charset.strip().lower() in CHARSETS
