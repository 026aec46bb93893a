"""All addresses of the site."""

from __future__ import annotations

from aiohttp import web

from server.minutes import FORMATS
from server.pages import agenda_paper, commands, inside, keeping, sign_in
from server.pages.agendas.routes import routes as agendas
from server.pages.apart import apart
from server.pages.council.routes import routes as council
from server.pages.description import description
from server.pages.errors import errors, headers
from server.pages.guard import as_told, guard
from server.pages.health import HEALTH
from server.pages.limits import MOST_BYTES, MOST_FIELDS
from server.pages.papers.ahead import papers_ahead
from server.pages.papers.serving import paper
from server.pages.papers.told import TOLD, Told
from server.pages.posted import readable
from server.pages.printed import PRINTED, Printed
from server.pages.public_routes import for_everybody
from server.pages.search import search
from server.pages.single_sign_on import pages as single_sign_on
from server.pages.site import SITE, Site
from server.pages.wire import WIRE, Wire

_FORMATS = f"{{ending:{'|'.join(FORMATS)}}}"


def application(site: Site, wire: Wire | None = None) -> web.Application:
    """The site as a web application."""
    app = web.Application(
        middlewares=[as_told, errors, guard, apart, readable],
        client_max_size=MOST_BYTES,
        client_max_fields=MOST_FIELDS,
    )
    app[WIRE] = wire or Wire()
    app[SITE] = site
    app[HEALTH] = site.health
    app[TOLD] = Told()
    app[PRINTED] = Printed()
    office = "{office:clerk|chair|member|officer}"
    app.add_routes(
        [
            *for_everybody(site),
            web.get("/openapi.json", description),
            web.get("/search", search),
            web.get("/papers/{digest}/{name}", paper),
            web.get("/enter/{token}", sign_in.enter),
            web.post("/enter/{token}", sign_in.come_in),
            web.get("/sign-in", sign_in.sign_in_page),
            web.post("/sign-in", sign_in.sign_in),
            web.get("/sign-out", sign_in.sign_out_page),
            web.post("/sign-out", sign_in.sign_out),
            web.get("/passphrase/{token}", sign_in.passphrase_page),
            web.post("/passphrase/{token}", sign_in.choose_passphrase),
            *single_sign_on.routes(),
            *agendas(),
            *council(),
            web.get("/meetings/{key}/summons", agenda_paper.summons_page),
            web.get("/meetings/{key}/summons.docx", agenda_paper.summons_file),
            web.get("/meetings/{key}/note", inside.note_page),
            web.get(f"/meetings/{{key}}/note.{_FORMATS}", inside.note),
            web.get("/meetings/{key}/note/restricted", inside.full_note_page),
            web.get(f"/meetings/{{key}}/note-restricted.{_FORMATS}", inside.full_note),
            web.get("/meetings/{key}/{office:chair|member|officer}/papers", papers_ahead),
            web.get(f"/meetings/{{key}}/{office}", inside.meeting),
            web.post(f"/meetings/{{key}}/{office}/do/{{command}}", commands.do),
        ]
    )
    keeping.attach(app)
    app.on_response_prepare.append(headers)
    site.inside.attach(app)
    return app
