"""The items of an agenda as the standing items of its body: every later agenda begins with them."""

from __future__ import annotations

from aiohttp import web
from msgspec.structs import replace

from server.council.beginning import recurring
from server.council.registered import BodySet
from server.pages.agendas.asked import asked
from server.pages.door_pages import tell
from server.pages.site import SITE
from server.words import N_, Said


async def keep(request: web.Request) -> web.Response:
    """Keep these items, without the words and papers of this meeting, for every later agenda."""
    about = await asked(request)
    council = request.app[SITE].council
    body = council.register.bodies.get(about.body.id)
    if body is None:
        raise web.HTTPNotFound
    items = tuple(recurring(about.plan.written()))
    await council.kept.change(
        lambda _: [BodySet(replace(body, standing=items))], about.officer.signature
    )
    said = N_("Every new agenda of {body} begins with these items from now on.")
    tell(request, about.officer.sign_in, Said(said, body=body.name))
    raise web.HTTPSeeOther(about.path)
