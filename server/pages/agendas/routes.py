"""The addresses at which agendas are prepared."""

from __future__ import annotations

from aiohttp import web

from server.pages.agendas import (
    arranging,
    importing,
    items,
    listing,
    plan_page,
    publishing,
    rehearsing,
    standing,
)

PLAN = "/agendas/{plan}"


def routes() -> list[web.RouteDef]:
    """The addresses."""
    return [
        web.get("/agendas", listing.agendas),
        web.get("/agendas/new", arranging.new),
        web.post("/agendas/new", arranging.begin),
        web.get(PLAN, plan_page.plan_page),
        web.get(f"{PLAN}/arrangements", arranging.arrangements),
        web.post(f"{PLAN}/arrangements", arranging.change),
        web.get(f"{PLAN}/items/new", items.new),
        web.post(f"{PLAN}/items/new", items.add),
        web.get(f"{PLAN}/items/{{ref}}", items.item),
        web.post(f"{PLAN}/items/{{ref}}", items.change),
        web.post(f"{PLAN}/items/{{ref}}/{{act:up|down|in|out|remove}}", plan_page.act),
        web.get(f"{PLAN}/paste", importing.paste),
        web.post(f"{PLAN}/paste", importing.look),
        web.post(f"{PLAN}/take-over", plan_page.take_over),
        web.post(f"{PLAN}/as-standing", standing.keep),
        web.post(f"{PLAN}/take-back", plan_page.take_back),
        web.get(f"{PLAN}/publish", publishing.publish_page),
        web.post(f"{PLAN}/publish", publishing.publish),
        web.post(f"{PLAN}/cancel", publishing.cancel),
        web.post(f"{PLAN}/drop", publishing.drop),
        web.post(f"{PLAN}/rehearse", rehearsing.rehearse),
        web.post(f"{PLAN}/rehearse/discard", rehearsing.discard),
        web.post(f"{PLAN}/simulate", rehearsing.simulate),
    ]
