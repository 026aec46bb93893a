"""What everybody may see is answered from memory, however the link came to them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from yarl import URL

from server.meeting.record import Audience
from server.pages import memory as kept
from server.pages.answer import Answer
from server.pages.limits import MOST_FIELDS
from server.pages.memory import Memory
from tests.live.conftest import CONVENED
from tests.serve import Town, town


@pytest.fixture
async def council(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path / "data", CONVENED) as running:
        yield running


def found(council: Town, query: str) -> Answer | None:
    memory: Memory = council.server.memory
    address = URL(f"/meetings/{council.key}{query}")
    return memory.find(str(address), address)


async def test_a_link_that_was_shared_leads_to_the_page_in_memory(council: Town) -> None:
    page = found(council, "")
    assert page is not None
    for marks in ("?fbclid=IwAR0", "?utm_source=paper&utm_medium=social", "?gclid=" + "x" * 200):
        assert found(council, marks) is page
    assert found(council, "?refresh=off&fbclid=IwAR0") is found(council, "?refresh=off")
    assert found(council, "?" + "&".join(["a"] * (MOST_FIELDS + 1))) is None


async def test_a_page_that_could_not_be_drawn_is_drawn_for_the_next_who_asks(
    council: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(council, "") is not None
    await council.do("open_meeting")
    council.running.show.up_to_date(Audience.PUBLIC, "en")
    with monkeypatch.context() as broken:
        broken.setattr(kept, "public_page", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            found(council, "")
    page = found(council, "")
    assert page is not None
    assert b"In session" in page.body
