"""The addresses at which agendas are prepared."""

from __future__ import annotations

from aiohttp import web

from server.pages.agendas import (
    arranging,
    importing,
    items,
    listing,
    numbering,
    plan_page,
    previewing,
    publishing,
    rehearsing,
    standing,
)
from server.pages.agendas.gone import keeps_words

PLAN = "/agendas/{plan}"


def routes() -> list[web.RouteDef]:
    """The addresses."""
    return [*_agendas(), *(_keeping(each) for each in _of_plan())]


def _keeping(route: web.RouteDef) -> web.RouteDef:
    """The same, but where its agenda or item is gone no word of a form is lost."""
    return web.RouteDef(route.method, route.path, keeps_words(route.handler), route.kwargs)


def _agendas() -> list[web.RouteDef]:
    return [
        web.get("/agendas", listing.agendas),
        web.get("/agendas/new", arranging.new),
        web.post("/agendas/new", arranging.begin),
    ]


def _of_plan() -> list[web.RouteDef]:
    return [
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
        web.post(f"{PLAN}/number-again", numbering.number_again),
        web.get(f"{PLAN}/preview", previewing.preview),
        web.get(f"{PLAN}/preview/agenda", previewing.preview_notice),
        web.get(f"{PLAN}/preview/summons", previewing.preview_summons),
        web.get(f"{PLAN}/publish", publishing.publish_page),
        web.post(f"{PLAN}/publish", publishing.publish),
        web.post(f"{PLAN}/cancel", publishing.cancel),
        web.post(f"{PLAN}/drop", publishing.drop),
        web.post(f"{PLAN}/rehearse", rehearsing.rehearse),
        web.post(f"{PLAN}/rehearse/discard", rehearsing.discard),
        web.post(f"{PLAN}/simulate", rehearsing.simulate),
    ]
