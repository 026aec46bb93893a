"""A few seconds of what `make soak` does for minutes: odd requests and odd messages."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.pages.visitors import Street, street
from tests.soak.begun import begun
from tests.soak.messages import Talking
from tests.soak.watched import Tried, watching


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Street]:
    async with street(tmp_path / "street") as made:
        await begun(made, 1)
        yield made


async def test_odd_messages_are_answered_or_hung_up_on_and_nothing_fails(here: Street) -> None:
    tried = Tried()
    with watching() as faults:
        talking = Talking(here, tried, faults)
        assert await talking.whole(1, time.monotonic() + 30, most=20, once=True) == []
    assert tried.total() > 100


async def test_odd_requests_are_answered_as_described_and_nothing_fails(here: Street) -> None:
    from tests.soak.requests import Asking, site  # takes a second, and nothing else needs it

    tried = Tried()
    with watching() as faults:
        asking = Asking(here, site(here), tried, faults)
        assert await asyncio.to_thread(asking.whole, 1, time.monotonic() + 2, 1) == []
    assert tried.total() > 20
