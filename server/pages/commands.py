"""Commands by plain form posts: the same door as for scripts, and it works without them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence

from aiohttp import web

from server.live.allowance import TooMany
from server.live.inside import ANY
from server.live.meetings import Running
from server.live.order import Order
from server.live.rights import audience_of, may_give, why_outside
from server.live.signed_in import SignedIn
from server.meeting.command import Office
from server.meeting.record import Audience
from server.meeting.refused import Advised, Refused
from server.pages.doors.what import What
from server.pages.inside import inside_page, signed_in
from server.pages.site import SITE, running, voice_for
from server.words import Said

_ID = re.compile(r"[\w-]{1,64}")


async def do(request: web.Request) -> web.Response:
    """Give one command. Refused, the page comes again with the reason and every word kept."""
    asking, following = await signed_in(request), running(request)
    order = await _order(request, asking)
    try:
        request.app[SITE].inside.allow(asking)
    except TooMany as flood:
        await _denied(request, asking, "")
        return _refused(request, following, asking, order, flood)
    with following.live.hurrying():
        return await _answer(request, following, asking, order)


async def _order(request: web.Request, asking: SignedIn) -> Order:
    """What the form says."""
    form = await request.post()
    fields = {name: _chosen(form.getall(name)) for name in form}
    at, id = fields.pop("at", ""), fields.pop("command_id", "")
    side = fields.pop("side", None)
    return Order(
        asking.office,
        request.match_info["command"],
        dict(fields),
        id if _ID.fullmatch(id) else secrets.token_hex(16),
        asking.person,
        at,
        side=side,
    )


async def _answer(
    request: web.Request, following: Running, asking: SignedIn, order: Order
) -> web.Response:
    try:
        if audience_of(following.live.meeting, asking) is Audience.PUBLIC:
            await _denied(request, asking, ANY)
            raise Refused(why_outside(following.live.meeting, asking))
        if not may_give(asking.office, order.command):
            await _denied(request, asking, order.command)
        await following.live.handle(order)
    except Said as refused:
        return _refused(request, following, asking, order, refused)
    language = voice_for(request, following).language
    following.show.up_to_date(audience_of(following.live.meeting, asking), language)
    place = "seat" if asking.office is Office.MEMBER else "hand"  # where it is told what came of it
    raise web.HTTPSeeOther(f"/meetings/{asking.key}/{asking.office.value}#{place}")


def _refused(
    request: web.Request, following: Running, asking: SignedIn, order: Order, why: Said
) -> web.Response:
    plain = request.app[SITE].inside.outage.plainly(why, by_form=True)
    problem = voice_for(request, following).say(plain)
    advised = "true" if isinstance(why, Advised) else ""
    words = {**order.given, "at": order.at, "advised": advised, "problem": problem}
    return inside_page(
        request, following, asking, 422, problem=problem, kept={order.command: words}
    )


async def _denied(request: web.Request, asking: SignedIn, command: str) -> None:
    """Write down that somebody gave a command that is not theirs, or too many."""
    what = What.COMMAND_REFUSED if command else What.FLOOD
    about = f"{command}, {asking.key}" if command else asking.key
    await request.app[SITE].doors.denied(request, what, about, asking.sign_in)


def _chosen(values: Sequence[object]) -> str:
    """What a field holds; several that were chosen in a list are parted by commas."""
    return ",".join(value for value in values if isinstance(value, str))
