"""The cookies of sign-ins: one a meeting and office, so that several can be open in one browser."""

from __future__ import annotations

import re
from datetime import timedelta

import msgspec
from aiohttp import web

from server.live.cookies import HOST, cookies

OFFICER = "officer"
STANDING = "standing"
OUT = "signed-out"  # says so to pages that are still open; opens nothing
PRIVATE = {"Cache-Control": "private, no-store"}


def cookie(key: str, office: str) -> str:
    """The name of the cookie of a sign-in to a meeting."""
    return re.sub(r"[^a-z0-9-]", "-", f"{office}-{key}".lower())


def held(request: web.Request, name: str) -> str:
    """The token in this cookie, or nothing."""
    return cookies(request).get(_named(name, request), "")


class Key(msgspec.Struct, frozen=True):
    """A token on its way to a browser. Without `lasts` it goes when the browser is closed."""

    name: str
    token: str
    lasts: timedelta | None = None

    def let_in(self, request: web.Request, after: str) -> web.Response:
        """Send the browser on with it. The address that it came by is not kept anywhere."""
        response = web.Response(status=303, headers={"Location": after, **PRIVATE})
        self.give(request, response)
        return response

    def give(self, request: web.Request, response: web.StreamResponse) -> None:
        """Put it into the browser, out of reach of scripts and of other sites.

        Lax and not Strict: whoever follows a link from an e-mail or a calendar comes from another
        site, and with Strict would be told that they are not signed in. Posts and sockets of other
        sites get no cookie either way, and are refused besides (`server.pages.errors`).
        """
        response.set_cookie(
            _named(self.name, request),
            self.token,
            max_age=None if self.lasts is None else int(self.lasts.total_seconds()),
            httponly=True,
            samesite="Lax",
            secure=request.secure,
            path="/",
        )


def take_back(request: web.Request, response: web.StreamResponse, name: str) -> None:
    """Remove a cookie by the name that the browser has for it."""
    response.del_cookie(name, path="/", secure=request.secure, httponly=True, samesite="Lax")


def _named(name: str, request: web.Request) -> str:
    """Under TLS a name that browsers take from this very host alone."""
    return f"{HOST}{name}" if request.secure else name
