"""All addresses of the site."""

from __future__ import annotations

from aiohttp import web

from server.pages import commands, inside, public
from server.pages.errors import add_headers, errors
from server.pages.site import SITE, Site
from server.pages.why import why

MOST_BYTES = 1024 * 1024


def application(site: Site) -> web.Application:
    """The site as a web application."""
    app = web.Application(middlewares=[errors], client_max_size=MOST_BYTES)
    app[SITE] = site
    office = "{office:clerk|chair|member}"
    app.add_routes(
        [
            web.get("/", public.meetings),
            web.get("/enter/{token}", site.doors.enter),
            web.get("/static/{name}", site.assets.serve),
            web.get("/meetings/{key}", public.meeting),
            web.get("/meetings/{key}/feed", public.feed),
            web.get("/meetings/{key}/panels", public.panels),
            web.get("/meetings/{key}/why.json", why),
            web.get("/meetings/{key}/note", inside.note_page),
            web.get("/meetings/{key}/note.{ending:html|docx|md|json}", inside.note),
            web.get(f"/meetings/{{key}}/{office}", inside.meeting),
            web.post(f"/meetings/{{key}}/{office}/do/{{command}}", commands.do),
        ]
    )
    app.on_response_prepare.append(add_headers)
    site.inside.attach(app)
    return app
