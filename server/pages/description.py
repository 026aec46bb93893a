"""What the addresses of the site take and answer, as OpenAPI 3.1 (spec.openapis.org/oas/v3.1.1).

Made from the routes themselves and from the commands' own signatures, so that it cannot say what
is not so. Words of commands and pages are their docstrings.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import msgspec
from aiohttp import web

from server.meeting.command import Command, Office, commands
from server.pages.forms import ALL_COMMANDS, ANSWERS, FORMS, QUERIES, WORDS, Given

FORM_TYPES = ("application/x-www-form-urlencoded",)
COMMAND = "/meetings/{key}/{office}/do/{command}"
METHODS = ("GET", "POST", "OPTIONS")  # HEAD answers as GET does
_CHOICES = re.compile(r"\w+(\|\w+)*")
_GROUP = re.compile(r"\(\?P<(\w+)>((?:[^()\\]|\\.)*)\)")
_REFERENCE = "#/components/schemas/{name}"

Json = dict[str, Any]


async def description(request: web.Request) -> web.Response:
    """This description."""
    return web.Response(
        body=_encoded(request.app),
        content_type="application/json",
        headers={"Cache-Control": "public, max-age=3600"},
    )


def described(app: web.Application) -> Json:
    """The description of an application."""
    paths: dict[str, Json] = {}
    for route in app.router.routes():
        resource = route.resource
        if route.method not in METHODS or resource is None:
            continue
        path = resource.canonical
        for each, operation in _operations(route, path, _choices(resource)):
            paths.setdefault(each, {})[route.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Orderpaper",
            "version": _version(),
            "description": "Who may ask for what follows from the sign-in, a cookie; there is "
            "one for each meeting and office. Posts of another site are refused (403). "
            "A refused command comes back as its page with the reason (422).",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": paths,
        "components": {"schemas": _schemas()},
    }


@lru_cache(maxsize=1)
def _encoded(app: web.Application) -> bytes:
    return msgspec.json.encode(described(app))


def _version() -> str:
    try:
        return version("orderpaper")
    except PackageNotFoundError:  # run from the source, without being installed
        return "0"


def _operations(
    route: web.AbstractRoute, path: str, choices: Mapping[str, str]
) -> Iterator[tuple[str, Json]]:
    """Each path with its operation; of the one for all commands, one for each command."""
    if path != COMMAND:
        given = FORMS.get(path, Given()) if route.method == "POST" else None
        yield path, _operation(route, path, choices, given)
        return
    for command in _posted():
        offices = {**choices, "office": "|".join(command.givers)}
        operation = _operation(route, path, offices, _reference(command))
        operation["summary"] = _first_line(command.function)
        operation["operationId"] = command.name
        yield path.replace("{command}", command.name), operation


def _operation(
    route: web.AbstractRoute,
    path: str,
    choices: Mapping[str, str],
    given: Given | Json | None,
) -> Json:
    """One operation. A form that is a mapping is a schema already."""
    name = route.method.lower() + re.sub(r"\W+", "_", path)
    parameters = [_in_path(n, choices.get(n, "")) for n in re.findall(r"{(\w+)}", path)]
    parameters = [p for p in parameters if p["name"] != "command"]
    operation: Json = {
        "operationId": name.strip("_"),
        "summary": WORDS.get(path) or _first_line(route.handler),
        "parameters": parameters
        + [_in_query(n, what) for n, what in QUERIES.get(path, {}).items()],
        "responses": _responses(route.method, path),
    }
    if given is not None:
        schema = given if isinstance(given, dict) else _form(given)
        types = FORM_TYPES if isinstance(given, dict) or given.type == "form" else (given.type,)
        operation["requestBody"] = {"content": {each: {"schema": schema} for each in types}}
    return operation


def _responses(method: str, path: str) -> Json:
    answers = ANSWERS.get((method, path)) or ANSWERS[method, ""]
    return {
        str(status): {
            "description": said.words,
            **({"content": {each: {} for each in said.types}} if said.types else {}),
        }
        for status, said in answers.items()
    }


def _in_path(name: str, pattern: str) -> Json:
    schema: Json = {"type": "string", "minLength": 1}
    if _CHOICES.fullmatch(pattern):
        schema = {"type": "string", "enum": pattern.split("|")}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _in_query(name: str, what: str) -> Json:
    schema: Json = {"type": "string"}
    return {"name": name, "in": "query", "description": what, "schema": schema}


def _choices(resource: web.AbstractResource) -> dict[str, str]:
    """The pattern of each part of an address that has one of its own."""
    pattern = resource.get_info().get("pattern")
    return dict(_GROUP.findall(pattern.pattern)) if pattern is not None else {}


def _form(given: Given) -> Json:
    properties = {name: {"type": "string", "description": what} for name, what in given.fields}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _posted() -> list[Command]:
    """The commands that somebody can post: not those that the server gives itself."""
    return [command for command in commands.values() if command.givers != (Office.SERVER,)]


def _reference(command: Command) -> Json:
    return {"$ref": _REFERENCE.format(name=command.name)}


def _schemas() -> Json:
    """Each command's form: its own fields, and those that every command takes."""
    structs = [command.arguments for command in _posted()]
    _, schemas = msgspec.json.schema_components(structs, ref_template=_REFERENCE)
    every = {name: {"type": "string", "description": what} for name, what in ALL_COMMANDS.items()}
    for command in _posted():
        schema = schemas[command.name]
        schema["properties"].update(every)
        # Of a member it is known who they are.
        schema["required"] = [n for n in schema["required"] if n != command.offered]
    return schemas


def _first_line(handler: object) -> str:
    return " ".join((inspect.getdoc(handler) or "").partition("\n\n")[0].split())
