"""Signing in by an unguessable link: nothing to remember, nothing stored in clear."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from aiohttp import web

from server.journal.secrets import Secrets
from server.live.signed_in import SignedIn
from server.meeting.command import Office

LASTS = timedelta(days=7)
_OFFICES = {office.value for office in Office}


class Doors:
    """Makes links, opens the door to whoever has one, and knows who is inside."""

    def __init__(self, kept: Secrets, now: Callable[[], datetime]) -> None:
        self._kept = kept
        self._now = now

    async def link(self, signed_in: SignedIn) -> str:
        """A new address that signs in, for seven days. It can be used on several devices."""
        return "/enter/" + await self._keep(signed_in)

    async def who(self, request: web.Request, key: str, office: str) -> SignedIn | None:
        """Who is asking, by the sign-in for this meeting and office, if there is one."""
        token = request.cookies.get(cookie(key, office), "")
        found = await self._find(token) if token else None
        if found is None or (found.key, found.office.value) != (key, office):
            return None
        return found

    async def enter(self, request: web.Request) -> web.Response:
        """Sign in by a link, and go to the page that it is for."""
        found = await self._find(request.match_info["token"])
        if found is None:
            raise web.HTTPForbidden
        session = await self._keep(found)
        response = web.HTTPSeeOther(f"/meetings/{found.key}/{found.office.value}")
        response.set_cookie(
            cookie(found.key, found.office.value),
            session,
            max_age=int(LASTS.total_seconds()),
            httponly=True,
            samesite="Lax",
            secure=request.secure,
            path="/",
        )
        raise response

    async def _keep(self, signed_in: SignedIn) -> str:
        token = secrets.token_urlsafe(24)
        await self._kept.put(
            _hash(token),
            signed_in.office.value,
            signed_in.person,
            signed_in.key,
            self._now() + LASTS,
        )
        return token

    async def _find(self, token: str) -> SignedIn | None:
        found = await self._kept.find(_hash(token))
        if found is None or found.expires_at <= self._now() or found.office not in _OFFICES:
            return None
        return SignedIn(found.stream, Office(found.office), found.subject)


def cookie(key: str, office: str) -> str:
    """The name of the cookie of a sign-in: one for each meeting and office, so that several
    links can be open in one browser."""
    return re.sub(r"[^a-z0-9-]", "-", f"{office}-{key}".lower())


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
