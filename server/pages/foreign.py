"""Whether another site makes a browser do something here in its user's name.

No tokens in pages: every browser of the last six years says where a post comes from, by
Sec-Fetch-Site (w3.org/TR/fetch-metadata) or Origin (RFC 6454), and no page can make it say
otherwise. Both are checked, as the OWASP cheat sheet on cross-site request forgery has it. A post
or a socket that says neither comes from no such browser: without a cookie it is let through, for
nobody's name is used, and with one it is refused. A script that has signed in sends its Origin.
"""

from __future__ import annotations

import logging
from functools import cache
from urllib.parse import urlsplit

from aiohttp import web

READING = ("GET", "HEAD", "OPTIONS")
SOCKETS = "/socket.io/"
SAME, BY_HAND = "same-origin", "none"

log = logging.getLogger(__name__)


def foreign(request: web.BaseRequest, address: str = "") -> bool:
    """Whether this request must be refused. `address`: the one by which people know the site.

    Links from elsewhere may lead here; only what acts, or opens a socket, must come from our pages.
    """
    # Joined, two that contradict each other are neither.
    site, origin = (",".join(request.headers.getall(n, [])) for n in ("Sec-Fetch-Site", "Origin"))
    socket = "websocket" in request.headers.get("Upgrade", "").lower()
    if request.method in READING and not socket and not request.path.startswith(SOCKETS):
        return False
    if site and site != SAME and (socket or site != BY_HAND):
        return True
    if origin == "null":  # so says a page that names no referrer; Sec-Fetch-Site knows better
        return site != SAME
    if origin:
        return not _ours(request, origin, address)
    acts = socket or request.method not in READING
    return acts and not site and "Cookie" in request.headers


def _ours(request: web.BaseRequest, origin: str, address: str) -> bool:
    if address and origin == origin_of(address):
        return True
    # A page that came without TLS must not act on a site with TLS: anybody can have written it.
    ours = origin in (f"{request.scheme}://{request.host}", f"https://{request.host}")
    if not ours and request.headers.get("Sec-Fetch-Site") == SAME:
        _say_once()
    return ours


@cache
def _say_once() -> None:
    """Tell the operator, and not again for each of those whom it happens to."""
    log.warning(
        "A page of this site was refused because its address is not the one that the server "
        "knows. Let the proxy pass the Host header on, or set ORDERPAPER_ADDRESS."
    )


def origin_of(address: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()
