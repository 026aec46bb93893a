"""Who asks for the plan of an address, and what every page of it needs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime

import msgspec
from aiohttp import web

from server.council.plan import Arrangements, Plan
from server.council.planning import mark_of
from server.council.register import Body
from server.live.publishing import Publisher
from server.live.stream import Done, Stream
from server.pages.admitted import an_officer
from server.pages.door_pages import tell
from server.pages.doors.book import Officer
from server.pages.filled import Errors
from server.pages.site import SITE
from server.render.language import Voice
from server.words import N_, Said, Term


class Asked(msgspec.Struct, frozen=True, eq=False):
    """An officer, and the plan that they look at."""

    officer: Officer
    stream: Stream[Plan]
    arrangements: Arrangements
    body: Body

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self.stream.state

    @property
    def path(self) -> str:
        """Its address."""
        return f"/agendas/{self.plan.id}"


def on_the_wall(when: datetime, tongue: Voice) -> datetime:
    """The moment that the clock on the wall shows so: arrangements have no time zone of their own,
    and the server's may be another."""
    return when.replace(tzinfo=tongue.zone)


async def asked(request: web.Request) -> Asked:
    """The plan of the address for an officer; 404 where there is none."""
    officer = await an_officer(request)
    council = request.app[SITE].council
    stream = council.plan(request.match_info["plan"])
    arrangements = stream.state.arrangements if stream is not None else None
    if stream is None or arrangements is None or stream.state.dropped:
        raise web.HTTPNotFound
    body = council.register.bodies.get(arrangements.body)
    if body is None:
        body = Body(id=arrangements.body, council="none", name=arrangements.body)
    return Asked(officer, stream, arrangements, body)


def publisher(request: web.Request) -> Publisher:
    """Who publishes plans here."""
    site = request.app[SITE]
    return Publisher(site.council, site.meetings, site.papers.size)


def act_of(kept: Mapping[str, str]) -> str:
    """What tells a form with these words from the same sent again; empty if it says nothing.

    The same form with other words is another act.
    """
    if not re.fullmatch(r"[0-9a-f]{12}", kept.get("act", "")):
        return ""
    words = msgspec.json.encode(dict(kept), order="sorted")
    return hashlib.sha256(words).hexdigest()[:12]


def form_of(kept: Mapping[str, str], new_id: Callable[[], str]) -> str:
    """The id of the form: the one that it had, or a new one."""
    act = kept.get("act", "")
    return act if re.fullmatch(r"[0-9a-f]{12}", act) else new_id()


def seen_of(kept: Mapping[str, str], errors: Errors, now: object) -> str:
    """What the form was filled in upon: what it was before, where only its words are at fault;
    else what there is now, which then stands beside it."""
    if errors and "" not in errors:
        return kept.get("seen", "")
    return mark_of(now) if now is not None else ""


def told_of(request: web.Request, officer: Officer, done: Done | None) -> None:
    """Have the next page say what was done."""
    if done is not None:
        tell(request, officer.sign_in, Said(N_("{what}."), what=Term(done.title)))
