"""The addresses at which the register is kept."""

from __future__ import annotations

from aiohttp import web

from server.pages.council import (
    bodies,
    body_page,
    councils,
    exporting,
    importing,
    members,
    overview,
    people,
    rules,
    seats,
)

BODY = "/council/bodies/{body}"
PERSON = "/council/people/{person}"
SEAT = f"{PERSON}/seats/{{seat}}"


def routes() -> list[web.RouteDef]:
    """The addresses."""
    return [
        web.get("/council", overview.overview),
        web.post("/council/new", overview.found),
        web.get("/council/new", overview.new),
        web.post("/council/take-back", overview.take_back),
        web.get("/council/bodies/new", bodies.new),
        web.post("/council/bodies/new", bodies.add),
        web.get(BODY, body_page.body_page),
        web.get(f"{BODY}/change", bodies.body),
        web.post(f"{BODY}/change", bodies.change),
        web.post(f"{BODY}/remove", bodies.remove),
        web.get(f"{BODY}/members", members.members),
        web.post(f"{BODY}/members", members.add),
        web.get(f"{BODY}/rules", rules.rules),
        web.get(f"{BODY}/rules/change", rules.rules_form),
        web.post(f"{BODY}/rules/change", rules.change),
        web.get("/council/people", people.people),
        web.get("/council/people.csv", exporting.people_table),
        web.get("/council/people.json", exporting.people_popolo),
        web.get("/council/people/new", people.new),
        web.post("/council/people/new", people.add),
        web.get(PERSON, people.person),
        web.post(PERSON, people.change),
        web.post(f"{PERSON}/remove", people.remove),
        web.get(f"{PERSON}/seats/new", seats.new),
        web.post(f"{PERSON}/seats/new", seats.give),
        web.get(SEAT, seats.seat),
        web.post(SEAT, seats.change),
        web.post(f"{SEAT}/end", seats.end),
        web.post(f"{SEAT}/remove", seats.remove),
        web.get("/council/import", importing.import_page),
        web.post("/council/import", importing.look),
        web.get("/council/{council}", councils.council),
        web.post("/council/{council}", councils.change),
    ]
