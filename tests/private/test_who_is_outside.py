"""While the public is excluded, whoever may not stay is shown and told nothing of it."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from msgspec.structs import replace

from server.meeting.people import Capacity, Person
from tests.private.convened import CANARIES, PEOPLE, convened
from tests.serve import Town, town
from tests.wire import wire

CANARY = CANARIES[0]
OUTSIDE = {
    "a member who never came": "Cllr Ivan Wood",
    "a member who has left": "Cllr Farah Khan",
    "a member who is out for an interest": "Cllr Carys Owen",
    "a member who is still there and must leave": "Cllr Diego Ruiz",
    "a substitute whose member holds the seat": "Cllr Lena Grey",
    "an officer who came for another item": "Gwen Hughes",
}
INSIDE = {
    "a member who is there": "Cllr Bilal Shah",
    "an officer who came for all items": "Ola Penn",
}


@pytest.fixture(scope="module")
async def council(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    made = convened(random.Random(3), CANARY, CANARY)
    people = tuple(replace(p, items=("7",)) if p.id == "hughes" else p for p in PEOPLE)
    penn = Person("penn", "Ola Penn", Capacity.OFFICER, position="Solicitor")
    folder: Path = tmp_path_factory.mktemp("outside")
    async with town(folder, replace(made, people=(*people, penn))) as here:
        await here.do("name_substitute", person="grey", member="shah")
        for person in ("amin", "shah", "owen", "ruiz", "khan", "grey"):
            await here.do("record_present", person=person)
        await here.do("open_meeting")
        await here.do("take_item", item="4")
        for person in ("owen", "ruiz"):
            await here.do("declare_interest", person=person, kind="pecuniary", item="4")
        for officer in ("hughes", "penn"):
            await here.do("record_in_attendance", person=officer)
        await here.do("leave_for_interest", person="owen", item="4")
        await here.do("record_departure", person="khan")
        await here.do("exclude_public", ground="confidential", items="4")
        text = f"That {CANARY} be sold."
        await here.do("move_motion", text=text, mover="amin", seconder="shah")
        yield here


async def had(here: Town, name: str) -> list[str]:
    """All that somebody is shown and told: on their page, on posting a form, and by the socket."""
    links = {**here.links.members, **here.links.officers}
    office = "officer" if name in here.links.officers else "member"
    path = f"{here.url}/meetings/{here.key}/{office}"
    told: list[str] = []
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        own = {"Origin": here.url}
        async with browser.post(here.door(links[name]), headers=own) as answer:
            assert answer.status == 200
        async with browser.get(path) as page:
            told.append(await page.text())
        async with browser.post(f"{path}/do/undo", headers=own) as posted:
            told.append(await posted.text())
        kept = browser.cookie_jar.filter_cookies(answer.url)
        cookies = "; ".join(f"{morsel.key}={morsel.value}" for morsel in kept.values())
    async with wire(here.url, {"Cookie": cookies}) as socket:
        assert socket is not None
        assert await socket.greet({"meeting": here.key, "office": office})
        told.append(str(await socket.ask("do", {"command": "undo", "id": name, "with": {}})))
        told += [str(event) for event in (await socket.events()).items()]
    return told


@pytest.mark.parametrize("who", OUTSIDE)
async def test_who_may_not_stay_is_told_nothing(council: Town, who: str) -> None:
    told = await had(council, OUTSIDE[who])
    assert "The meeting is in private" in told[0]
    assert not any(CANARY in each for each in told)
    assert all("you are outside" in each for each in told[1:3])


async def test_who_is_out_for_an_interest_is_told_that_and_the_others_are_not(
    council: Town,
) -> None:
    told = {who: (await had(council, name))[0] for who, name in OUTSIDE.items()}
    interested = {who for who, page in told.items() if "You declared an interest in item 4" in page}
    assert interested == {
        "a member who is out for an interest",
        "a member who is still there and must leave",
    }
    out = told["a member who is out for an interest"]
    assert "It is recorded that you left at " in out
    assert "If you take part remotely, leave the conference now." in out
    assert "It is recorded" not in told["a member who is still there and must leave"]


@pytest.mark.parametrize("who", INSIDE)
async def test_who_may_stay_sees_what_is_in_hand_and_no_other_item(council: Town, who: str) -> None:
    told = await had(council, INSIDE[who])
    assert f"That {CANARY} be sold." in told[0]
    assert f"{CANARY} Wharf, item 3" not in told[0]
