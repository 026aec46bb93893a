"""The addresses at which the doors are kept: links, devices, officers and the audit log."""

from __future__ import annotations

from aiohttp import web

from server.pages import audit, devices, links, officers, your_devices, your_passphrase
from server.pages.door_pages import ONCE
from server.pages.once import Once
from server.pages.site import SITE
from server.pages.your_devices import OWN
from server.pages.your_meetings import YOURS, your_meetings
from server.pages.your_passphrase import CHANGING


def attach(app: web.Application) -> None:
    """Add the addresses to the site."""
    app[ONCE] = Once(app[SITE].now)
    meeting = "/meetings/{key}"
    app.add_routes(
        [
            web.get(YOURS, your_meetings),
            web.get(CHANGING, your_passphrase.your_passphrase),
            web.post(CHANGING, your_passphrase.change),
            web.get(OWN, your_devices.your_devices),
            web.post(f"{OWN}/{{id}}/end", your_devices.end),
            web.get(f"{meeting}/links", links.links),
            web.post(f"{meeting}/links/make", links.make),
            web.post(f"{meeting}/links/make-all", links.make_all),
            web.get(f"{meeting}/links/made/{{made}}", links.made),
            web.post(f"{meeting}/links/revoke-all", links.revoke_all),
            web.post(f"{meeting}/links/{{link}}/revoke", links.revoke),
            web.get(f"{meeting}/devices", devices.of_meeting),
            web.post(f"{meeting}/devices/{{id}}/end", devices.end_of_meeting),
            web.get("/devices", devices.of_officers),
            web.post("/devices/{id}/end", devices.end_of_officer),
            web.get("/officers", officers.officers),
            web.post("/officers", officers.add),
            web.get("/officers/made/{made}", officers.made),
            web.post("/officers/{id}/{act:disable|enable|reset|role}", officers.change),
            web.get("/audit", audit.audit),
            web.get("/audit.csv", audit.audit_file),
        ]
    )
