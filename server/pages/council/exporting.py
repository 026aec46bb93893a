"""The register as a file: every seat with its person, now and before."""

from __future__ import annotations

from collections.abc import Iterator

from aiohttp import web

from server.council.register import Register
from server.importing.people import ImportedPerson, write_popolo, write_table
from server.pages.admitted import an_officer
from server.pages.council.keeping import register_of
from server.pages.door_pages import PRIVATE


async def people_table(request: web.Request) -> web.Response:
    """The people of a council and their seats as a table (CSV)."""
    await an_officer(request)
    content = write_table(exported(register_of(request), _council(request)))
    return _file(content, "text/csv", "people.csv")


async def people_popolo(request: web.Request) -> web.Response:
    """The people of a council and their seats as a Popolo package (JSON)."""
    await an_officer(request)
    content = write_popolo(exported(register_of(request), _council(request)))
    return _file(content, "application/json", "people.json")


def exported(register: Register, council: str) -> Iterator[ImportedPerson]:
    """Every seat on the bodies of a council; reading them back changes nothing.

    The identifier is the person's id here.
    """
    for body in register.bodies_of(council):
        for seat in register.seats_on(body.id):
            person = register.people.get(seat.person)
            if person is not None:
                yield ImportedPerson(
                    name=person.name,
                    ward=seat.ward,
                    group=seat.group,
                    authority=seat.authority,
                    role=seat.role,
                    capacity=seat.capacity,
                    votes=seat.votes,
                    body=body.name,
                    since=seat.since,
                    until=seat.until,
                    identifier=person.id,
                    position=person.position,
                )


def _council(request: web.Request) -> str:
    councils = register_of(request).councils
    asked = request.query.get("council", "")
    return asked if asked in councils else next(iter(councils), "")


def _file(content: bytes, kind: str, name: str) -> web.Response:
    headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=content, content_type=kind, charset="utf-8", headers=headers)
