"""What is said to whoever has a standing link, and is not on the list of a meeting they ask for."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from aiohttp import web

from server.journal.secrets.sign_ins import SignIn
from server.pages.brand import contact_of
from server.pages.site import SITE
from server.words import N_

HEADING = N_("You are not on the list of this meeting")
SENTENCE = N_(
    "Your link opens every meeting that has you on its list. This one has not, or not any more: "
    "for instance because you have left this body, or another sits for you. You may follow it as "
    "everybody does. If you should be on the list, ask the clerk to publish the agenda with you "
    "on it; your link then opens the meeting by itself."
)


class NotListed(msgspec.Struct, frozen=True):
    """Where they can go: the public page of this meeting, and the council’s own words on how to
    reach it, empty if it has given none."""

    title: str
    public_page: str
    contact: str
    heading: str = HEADING
    sentence: str = SENTENCE


def not_listed(request: web.Request, held: Iterable[SignIn]) -> NotListed | None:
    """What there is for whoever asks for a page of this meeting with these sign-ins; None if they
    have no standing one, or it lets them into another office there.

    A rehearsal that is kept apart is no meeting for them: nothing tells that there is one.
    """
    site, key = request.app[SITE], request.match_info.get("key", "")
    running = site.meetings.find(key) if key else None
    standing = [each for each in held if not each.account and not each.key]
    if running is None or not standing:
        return None
    if any(site.doors.office_in(key, each) is not None for each in standing):
        return None
    outside = running.live.outside
    return NotListed(
        title=outside.title,
        public_page=f"/meetings/{key}",
        contact=contact_of(site.council.register, outside),
    )
