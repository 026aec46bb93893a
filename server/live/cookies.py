"""The cookies that a browser sent, by the exact names that it keeps them under."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aiohttp import web

HOST = "__Host-"
"""Browsers take a name that begins so from this very host alone, and over TLS (RFC 6265bis,
4.1.3.2)."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 bits


def cookies(request: web.BaseRequest) -> dict[str, str]:
    """What the browser sent, by name.

    Not `request.cookies`: it strips every white space of Unicode from a name, and of two that are
    then alike the last one counts. Another host of the council could so set one in our place. Here
    a name is ASCII to the letter (RFC 6265, 4.1.1), and one that comes twice is no cookie at all.
    """
    found, twice = dict[str, str](), set[str]()
    for name, value in _pairs(request):
        if name in found:
            twice.add(name)
        found[name] = value
    return {name: value for name, value in found.items() if name not in twice}


def tokens(request: web.BaseRequest) -> list[str]:
    """What may be tokens of sign-ins among the cookies; those of other sites are not, and under TLS
    none that this very host has not set."""
    secure = request.secure
    return [
        value
        for name, value in cookies(request).items()
        if _TOKEN.fullmatch(value) and (name.startswith(HOST) or not secure)
    ]


def _pairs(request: web.BaseRequest) -> Iterator[tuple[str, str]]:
    """Name and value of each cookie; of what is none, nothing."""
    for header in request.headers.getall("Cookie", []):
        for pair in header.split(";"):
            name, _, value = pair.strip(" \t").partition("=")
            if re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name):
                yield name, value
