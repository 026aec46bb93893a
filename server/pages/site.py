"""What every page may need, in one place."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

from server.journal.search import Index
from server.live.council import LiveCouncil
from server.live.documents import Documents
from server.live.inside import Inside
from server.live.meetings import Meetings, Running
from server.live.public import Followers
from server.live.rehearsals import Rehearsals
from server.live.simulated import Simulated
from server.pages.assets import Assets
from server.pages.doors import Doors
from server.pages.health import Health
from server.pages.single_sign_on import SingleSignOn
from server.papers.store import Papers
from server.render.language import LANGUAGES, Voice, voice
from server.words import N_, Said

if TYPE_CHECKING:
    from server.pages.memory import Memory


class NoCopy(Said):
    """A copy of everything could not be made; it says why."""


Copy = Callable[[str], AbstractAsyncContextManager[Path]]
"""What `orderpaper backup` or `orderpaper export` makes, packed into a file that is there until the
context ends. Raises NoCopy."""


class Site(msgspec.Struct, frozen=True, eq=False):
    """The parts that the pages are made from."""

    meetings: Meetings
    council: LiveCouncil
    followers: Followers
    inside: Inside
    doors: Doors
    documents: Documents
    assets: Assets
    memory: Memory
    now: Callable[[], datetime]
    health: Health
    index: Index
    papers: Papers
    rehearsals: Rehearsals
    simulated: Simulated
    copy: Copy
    single_sign_on: SingleSignOn | None = None
    retention: int = 0
    """Months after a meeting, when names of the public are erased; 0: it is not said."""


class CannotBeShown(Said):
    """A meeting whose journal is damaged, or was written by a newer version."""


class NothingThere(Said):
    """There is nothing at this address, and more can be told than that: what there is."""


SITE: web.AppKey[Site] = web.AppKey("site", Site)
REHEARSAL: web.RequestKey[Running] = web.RequestKey("rehearsal", Running)
"""The rehearsal of the address, once it is known that whoever asks is in it."""


def running(request: web.Request) -> Running:
    """The meeting of the address, or 404."""
    found = request.get(REHEARSAL) or request.app[SITE].meetings.find(request.match_info["key"])
    if found is None:
        fault = request.app[SITE].meetings.faults.get(request.match_info["key"])
        if fault is not None:
            # What is wrong stands in the log: it may name what was done in private.
            raise CannotBeShown(
                N_("This meeting cannot be shown. The reason stands in the log of the server.")
            )
        raise web.HTTPNotFound
    return found


def voice_for(request: web.BaseRequest, meeting: Running | None = None) -> Voice:
    """The language that was asked for, if the meeting is kept in it; else its first."""
    if meeting is None:
        asked = request.query.get("lang", "en")
        return voice(asked if asked in LANGUAGES else "en", "Europe/London")
    profile = meeting.live.meeting.profile
    asked = request.query.get("lang", "")
    language = asked if asked in profile.languages else profile.languages[0]
    return voice(language, profile.timezone)
