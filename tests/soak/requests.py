"""Requests that the site's own description allows, and many that it does not, by schemathesis.

Nothing may be answered by a fault of the server (5xx), nor by what the description does not tell,
nor leave an error in the logs.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import requests
import schemathesis
from aiohttp import web
from hypothesis import given, seed
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import FailureGroup

from server.pages.description import described
from tests.pages.visitors import Street, Visitor, street
from tests.soak.begun import begun
from tests.soak.odd import filled, known
from tests.soak.watched import Faults, Tried, Wrong, examples

PATIENCE = 15  # seconds for one answer
A_TOWN = 40.0  # seconds, then another
EACH = 6  # requests of one kind by one person, before the next

load_all_checks()
CHECKED = CHECKS.get_by_names(
    ["not_a_server_error", "status_code_conformance", "content_type_conformance"]
)


async def requests_for(minutes: float, first: int, tried: Tried, faults: Faults) -> list[str]:
    """Ask for so long, of one new town after another; what went wrong."""
    until, wrong, round = time.monotonic() + minutes * 60, list[str](), first
    while time.monotonic() < until and not wrong:
        with tempfile.TemporaryDirectory(prefix="orderpaper-soak-") as folder:
            async with street(Path(folder)) as here:
                until_then = min(until, time.monotonic() + A_TOWN)
                await begun(here, round)
                asking = Asking(here, site(here), tried, faults)
                wrong += await asyncio.to_thread(asking.whole, round, until_then)
        round += 1
    return wrong


def site(here: Street) -> web.Application:
    """The application that answers in this town."""
    return here.town.server._runners[0].app


class Asking:
    """Asks for everything that a town's description tells, as everybody."""

    def __init__(self, here: Street, app: web.Application, tried: Tried, faults: Faults) -> None:
        self._here = here
        self._faults = faults
        self._tried = tried
        schema = schemathesis.openapi.from_dict(described(app))
        self._operations = [found.ok() for found in schema.get_all_operations()]

    def whole(self, number: int, until: float, each: int = EACH) -> list[str]:
        """Everything by everybody in a random order, until the time is up; what went wrong."""
        wrong = []
        for place, (operation, visitor, mode) in enumerate(self._pairs(number)):
            if time.monotonic() > until:
                break
            self.told = ""
            try:
                self._ask(operation, visitor, mode, number * 100_000 + place, each)
            except Unsatisfiable:  # there is nothing that it could be asked wrongly
                continue
            except (Exception, FailureGroup) as error:
                # Whatever it was, it is told; also what did not happen a second time.
                what = self.told or f"{type(error).__name__}: {error}"
                wrong.append(f"{operation.label} as {visitor.name}: {what}")
        return wrong

    def _pairs(self, number: int) -> Iterator[tuple[Any, Visitor, GenerationMode]]:
        """Twice as often what the description allows, and by those who are inside."""
        visitors = list(self._here.visitors.values())
        visitors += [visitor for visitor in visitors if visitor.office] * 3
        modes = [GenerationMode.POSITIVE, GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
        pairs = [(o, v, m) for o in self._operations for v in visitors for m in modes]
        pairs = [pair for pair in pairs if self._leaves_all_inside(*pair[:2])]
        random.Random(number).shuffle(pairs)
        return iter(pairs)

    def _leaves_all_inside(self, operation: Any, visitor: Visitor) -> bool:
        """Who signs out is asked for nothing afterwards; so only those do who are not inside."""
        return operation.path != "/sign-out" or not visitor.office

    def _ask(
        self,
        operation: Any,
        visitor: Visitor,
        mode: GenerationMode,
        number: int,
        most: int,
    ) -> None:
        values = known(self._here.town.running.live.meeting)
        with requests.Session() as browser:
            browser.trust_env = False

            @seed(number)
            @examples(most)
            @given(operation.as_strategy(generation_mode=mode), st.randoms())
            def ask(case: Any, chance: Random) -> None:
                self._sensible(case, visitor, values, chance)
                answer = case.call(
                    base_url=self._here.town.url,
                    session=browser,
                    headers={**visitor.headers, "Origin": self._here.town.url},
                    allow_redirects=False,
                    timeout=PATIENCE,
                )
                self._tried.note(f"{visitor.name}, {operation.method.upper()}", answer.status_code)
                try:
                    case.validate_response(answer, checks=CHECKED)
                    self._faults.none()
                except (FailureGroup, Wrong) as error:
                    found = error.exceptions if isinstance(error, FailureGroup) else (error,)
                    said = "\n".join(str(each) for each in (*found, *self._faults.taken()))
                    self.told = f"{answer.status_code}\n{said}\n{case.as_curl_command()}"
                    raise

            ask()

    def _sensible(
        self, case: Any, visitor: Visitor, values: dict[str, list[str]], chance: Random
    ) -> None:
        """Mostly this meeting, one’s own page and its people, so that commands come to be
        decided."""
        gaps = case.path_parameters
        if isinstance(gaps, dict):
            if "key" in gaps and chance.random() < 0.9:
                gaps["key"] = self._here.town.key
            if "office" in gaps and visitor.office and chance.random() < 0.9:
                gaps["office"] = visitor.office
        if isinstance(case.body, dict):
            case.body = filled(case.body, values, chance)
