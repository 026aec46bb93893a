"""The description of the addresses says what is so: made from the routes and the commands."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import msgspec
import pytest

from server.meeting.command import Office, commands
from server.pages.description import COMMAND, METHODS
from tests.live.conftest import CONVENED
from tests.serve import town

Json = dict[str, Any]


@pytest.fixture(scope="module")
async def council(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Json, set[str]]]:
    """What is served as the description, and the addresses that there are."""
    async with town(tmp_path_factory.mktemp("town"), CONVENED) as running:
        async with aiohttp.ClientSession(running.url) as browser:
            answer = await browser.get("/openapi.json")
            served = json.loads(await answer.text())
        routes = running.server._runners[0].app.router.routes()
        there = {r.resource.canonical for r in routes if r.resource and r.method in METHODS}
        yield served, there


def test_every_address_is_described_and_every_command_by_itself(
    council: tuple[Json, set[str]],
) -> None:
    served, there = council
    assert served["openapi"] == "3.1.0"
    posted = (c.name for c in commands.values() if c.givers != (Office.SERVER,))
    paths = {COMMAND.replace("{command}", name) for name in posted}
    assert set(served["paths"]) == (there - {COMMAND}) | paths


def test_a_command_is_described_with_all_its_fields_its_offices_and_its_words(
    council: tuple[Json, set[str]],
) -> None:
    served, _ = council
    for command in commands.values():
        if command.givers == (Office.SERVER,):
            assert command.name not in served["components"]["schemas"]
            continue
        schema = served["components"]["schemas"][command.name]
        fields = {field.name: field for field in msgspec.structs.fields(command.arguments)}
        assert set(schema["properties"]) == {*fields, "at", "command_id", "side"}
        assert set(schema["required"]) == {
            n for n, field in fields.items() if field.required and n != command.offered
        }
        post = served["paths"][COMMAND.replace("{command}", command.name)]["post"]
        office = next(p for p in post["parameters"] if p["name"] == "office")
        assert office["schema"]["enum"] == list(command.givers)
        assert post["summary"]


def test_every_operation_has_a_name_of_its_own_and_says_what_it_is_for(
    council: tuple[Json, set[str]],
) -> None:
    operations = [each for path in council[0]["paths"].values() for each in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    assert [o["operationId"] for o in operations if not o["summary"]] == []


def test_every_gap_of_an_address_is_a_parameter_and_every_reference_leads_somewhere(
    council: tuple[Json, set[str]],
) -> None:
    served, _ = council
    for path, operations in served["paths"].items():
        for operation in operations.values():
            gaps = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
            assert gaps == {part.partition("}")[0] for part in path.split("{")[1:]}
    for reference in json.dumps(served).split('"$ref": "#/components/schemas/')[1:]:
        assert reference.partition('"')[0] in served["components"]["schemas"]
