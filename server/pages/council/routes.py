"""The addresses at which the register is kept."""

from __future__ import annotations

from aiohttp import web

from server.pages.council import (
    bodies,
    body_page,
    copies,
    councils,
    exporting,
    importing,
    members,
    overview,
    people,
    rules,
    seats,
)
from server.pages.council.removed import or_removed

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
        web.post(f"{BODY}/change", or_removed(bodies.change)),
        web.post(f"{BODY}/remove", or_removed(bodies.remove)),
        web.get(f"{BODY}/members", members.members),
        web.post(f"{BODY}/members", or_removed(members.add)),
        web.get(f"{BODY}/rules", rules.rules),
        web.get(f"{BODY}/rules/change", rules.rules_form),
        web.post(f"{BODY}/rules/change", or_removed(rules.change)),
        web.get("/council/people", people.people),
        web.get("/council/people.csv", exporting.people_table),
        web.get("/council/people.json", exporting.people_popolo),
        web.get("/council/people/new", people.new),
        web.post("/council/people/new", people.add),
        web.get(PERSON, people.person),
        web.post(PERSON, or_removed(people.change)),
        web.post(f"{PERSON}/remove", or_removed(people.remove)),
        web.get(f"{PERSON}/seats/new", seats.new),
        web.post(f"{PERSON}/seats/new", or_removed(seats.give)),
        web.get(SEAT, seats.seat),
        web.post(SEAT, or_removed(seats.change)),
        web.post(f"{SEAT}/end", or_removed(seats.end)),
        web.post(f"{SEAT}/remove", or_removed(seats.remove)),
        web.get("/council/import", importing.import_page),
        web.post("/council/import", importing.look),
        web.get("/council/copies", copies.copies),
        web.post("/council/copies", copies.copy),
        web.get("/council/{council}", councils.council),
        web.post("/council/{council}", or_removed(councils.change)),
    ]
