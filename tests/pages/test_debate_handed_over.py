"""Whoever presides leads the debate from their page: by buttons alone, and without a script."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator
from html import unescape

import aiohttp

from tests.pages.test_presiding import sitting, vice_chair_presides
from tests.serve import Town, post


class Device:
    """A browser without a script."""

    def __init__(self, council: Town, session: aiohttp.ClientSession) -> None:
        self._council = council
        self._session = session

    async def page(self, office: str = "chair") -> str:
        """The page of an office, if this person has it."""
        url = f"{self._council.url}/meetings/{self._council.key}/{office}"
        async with self._session.get(url, allow_redirects=False) as response:
            return await response.text() if response.status == 200 else ""

    async def press(self, words: str) -> int:
        """Press the button with these words on the chair's page."""
        forms = re.findall(r'<form class="app-press".*?</form>', await self.page(), re.S)
        form = next(f for f in forms if f">{words}<" in unescape(f))
        action = re.search(r'action="([^"]+)"', form)
        assert action
        fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
        return await post(self._session, self._council.url + action[1], **fields)


@contextlib.asynccontextmanager
async def device(council: Town, link: str) -> AsyncIterator[Device]:
    """A device that came in by a link."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        async with session.get(council.door(link)) as response:
            assert response.ok
        yield Device(council, session)


def speakers(council: Town) -> list[str]:
    """Who has the floor, and before them whom they interrupted."""
    return [turn.person for turn in council.running.live.meeting.debate.open]


async def test_the_debate_is_led_by_single_touches(council: Town) -> None:
    await sitting(council)
    async with device(council, council.links.chair) as chair:
        await council.do("ask_to_speak", person="owen")
        await council.do("ask_to_speak", person="ruiz")
        assert await chair.press("Call Cllr Owen") == 303
        assert speakers(council) == ["owen"]
        assert await chair.press("Hold") == 303
        assert await chair.press("Go on") == 303
        await council.do("ask_to_speak", person="shah", kind="point_of_order", rule="14.3")
        assert await chair.press("Call Cllr Shah") == 303
        assert speakers(council) == ["owen", "shah"]
        assert await chair.press("Not upheld") == 303
        assert speakers(council) == ["owen"]
        assert await chair.press("End") == 303
        assert await chair.press("Call Cllr Ruiz") == 303
        assert speakers(council) == ["ruiz"]


async def test_the_queue_the_clock_and_the_words_pass_to_the_vice_chair_with_the_chair(
    council: Town,
) -> None:
    await sitting(council)
    vices = council.links.members["Cllr Shah"]
    async with device(council, council.links.chair) as chair, device(council, vices) as vice:
        await council.do("give_floor", person="owen")
        await council.do("ask_to_speak", person="ruiz")
        assert await vice.page() == ""
        assert "Call Cllr Ruiz" not in await vice.page("member")
        await vice_chair_presides(council)
        assert await chair.page() == ""
        page = await vice.page()
        assert "data-countdown" in page
        assert "I call Cllr Ruiz." in page
        assert await vice.press("End") == 303
        assert await vice.press("Call Cllr Ruiz") == 303
        assert speakers(council) == ["ruiz"]
