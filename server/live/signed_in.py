"""Somebody who is signed in to a meeting: in which office, and as whom."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec
from aiohttp import web

from server.meeting.command import Office


class SignedIn(msgspec.Struct, frozen=True):
    """What a sign-in opens. `person` is empty for the clerk; `sign_in` is no secret."""

    key: str
    office: Office
    person: str = ""
    sign_in: str = ""


Who = Callable[[web.Request, str, str], Awaitable[SignedIn | None]]
"""Finds who is asking, by meeting and office: (request, key, office)."""

Still = Callable[[str], Awaitable[bool]]
"""Whether a sign-in goes on, by its id."""
