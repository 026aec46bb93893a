"""Numbering the items of an agenda again, where those that were typed are out of order."""

from __future__ import annotations

from aiohttp import web

from server.council.renumbering import renumber
from server.pages.agendas.asked import asked, told_of
from server.pages.door_pages import tell
from server.words import N_, Said


async def number_again(request: web.Request) -> web.Response:
    """Number the items again in the order in which they stand. It can be taken back."""
    about = await asked(request)
    done = await about.stream.change(renumber, about.officer.signature)
    told_of(request, about.officer, done)
    if done is None:
        said = Said(N_("The numbers are in order already."))
        tell(request, about.officer.sign_in, said)
    raise web.HTTPSeeOther(f"{about.path}#agenda")
