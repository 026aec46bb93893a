"""Everybody who may knock at a door: each with the cookies that their sign-in left them."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import msgspec
from msgspec.structs import replace

from server.app import system_clock
from server.control import Links
from server.council.plan import Arrangements, PlanItem
from server.council.register import Body, Council
from server.council.registered import BodySet, CouncilSet
from server.journal.secrets.accounts import Role
from server.live.signed_in import SignedIn
from server.live.turn import Clock
from server.meeting.command import Office
from server.meeting.people import Capacity, Person
from server.meeting.profile import PrivateRule
from server.meeting_file.form import WrittenSubItem
from server.pages.doors.passphrase import Hasher
from tests.live.conftest import CONVENED
from tests.pages.audiences import Audience
from tests.pages.knocking import QUICK
from tests.serve import Town, town

OTHER = "highways"
PROFILE = replace(CONVENED.profile, private=PrivateRule(confidential="s.100A(2)"))
HUGHES = Person("hughes", "Gwen Hughes", Capacity.OFFICER, position="Planning Officer")
MEETING = replace(CONVENED, profile=PROFILE, people=(*CONVENED.people, HUGHES))
PASSPHRASE = "plinth otter tabernacle"
FOR_ALL = frozenset({Audience.EVERYBODY, Audience.ONE_BROWSER})


class Visitor(msgspec.Struct, frozen=True):
    """Somebody at a browser, and for what they are the right person.

    `cookies`: what their sign-ins left. `office`: in this meeting.
    """

    name: str
    cookies: dict[str, str] = {}
    audiences: frozenset[Audience] = FOR_ALL
    office: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """What their browser sends with every request."""
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": jar} if jar else {}


class Moved(Clock):
    """The clock of this machine, which can be put on."""

    def __init__(self) -> None:
        self.ahead = timedelta()
        super().__init__(lambda: datetime.now(UTC) + self.ahead, system_clock().new_id)


class Street:
    """A town, and everybody who may come to its doors."""

    def __init__(self, town: Town, clock: Moved, visitors: Mapping[str, Visitor]) -> None:
        self.town = town
        self.clock = clock
        self.visitors = visitors

    def browser(self) -> aiohttp.ClientSession:
        """A browser that keeps nothing: each request says who it is from."""
        return aiohttp.ClientSession(
            self.town.url, cookie_jar=aiohttp.DummyCookieJar(), headers={"Origin": self.town.url}
        )


@contextlib.asynccontextmanager
async def street(folder: Path) -> AsyncIterator[Street]:
    """A town with two meetings, and people who are signed in to the one or the other."""
    clock = Moved()
    async with town(folder, MEETING, clock) as here:
        here.server.doors.hasher = Hasher(QUICK)
        await _planned(here)
        visitors = {each.name: each for each in await _visitors(here)}
        yield Street(here, clock, visitors)


async def _planned(here: Town) -> None:
    """A council with a body, and an agenda in preparation that has nothing to publish yet."""
    council = here.server.council
    oakham = Council(id="oakham", name="Little Oakham Parish Council")
    body = Body(id="parish", council="oakham", name=oakham.name, profile="english_parish")
    await council.kept.change(lambda _: [CouncilSet(oakham), BodySet(body)], "test")
    arrangements = Arrangements("parish", datetime(2027, 5, 12, 19, 30), "Village Hall")  # noqa: DTZ001
    item = PlanItem("item-1", WrittenSubItem("Plinths"))
    await council.begin_plan(arrangements, (item,), "test", id="plan-1")


async def _visitors(here: Town) -> list[Visitor]:
    other = await here.server.meetings.convene(replace(MEETING, key=OTHER), "test")
    foreign = await _cookies(here, await here.server.control.links(other.live.meeting))
    own = await _cookies(here, here.links)
    disguised = {name.replace(OTHER, here.key): v for name, v in foreign["clerk"].items()}
    made_up = {name: "made-up" for jar in own.values() for name in jar}
    return [
        Visitor("nobody"),
        *(_inside(office, office, jar) for office, jar in own.items()),
        *(Visitor(f"{office} of another meeting", jar) for office, jar in foreign.items()),
        Visitor("clerk of another meeting who renames the cookie", disguised),
        Visitor("somebody with made-up cookies", made_up),
        *await _officers(here),
        *await _gone(here),
    ]


def _inside(name: str, office: str, cookies: dict[str, str], *more: Audience) -> Visitor:
    own = Audience.OFFICER_THERE if office == "officer" else Audience[office.upper()]
    audiences = {*FOR_ALL, Audience.INSIDE, own, *more}
    if office in ("clerk", "chair"):
        audiences.add(Audience.CLERK_OR_CHAIR)
    return Visitor(name, cookies, frozenset(audiences), office)


async def _officers(here: Town) -> list[Visitor]:
    """Who has an account is clerk of every meeting."""
    doors = here.server.doors
    first = await doors.first_officer()
    chief = await _chosen(here, first, name="Ada Jones", login="ada")
    path = await doors.add_account("Bo Price", "bo", Role.CLERK, by="test")
    officer = await _chosen(here, path, login="bo")
    both = Audience.OFFICER, Audience.ADMINISTRATOR
    return [
        _inside("administrator", "clerk", chief, *both),
        _inside("officer with an account", "clerk", officer, Audience.OFFICER),
    ]


async def _gone(here: Town) -> list[Visitor]:
    """Those who were somebody and are no longer."""
    doors, links = here.server.doors, await here.server.control.links(here.running.live.meeting)
    out = await _entered(here, links.members["Cllr Owen"])
    await _post(here, "/sign-out", out)
    shah = await _entered(here, links.members["Cllr Shah"])
    for link in await doors.links_of(here.key):
        if link.person == "shah":
            await doors.revoke_link(link.id, "test")
    before = {each.id for each in await doors.sign_ins(key=here.key)}
    path = await doors.link(SignedIn(here.key, Office.CLERK), by="test")
    clerk = await _entered(here, here.url + path)
    for each in await doors.sign_ins(key=here.key):
        if each.id not in before:
            await doors.end_sign_in(each.id, "test")
    path = await doors.add_account("Cy Wynn", "cy", Role.ADMINISTRATOR, by="test")
    left = await _chosen(here, path, login="cy")
    account = await doors.account_named("cy")
    assert account is not None
    await doors.disable_account(account.id, by="test")
    return [
        Visitor("member who has signed out", out),
        Visitor("member whose link was revoked", shah),
        Visitor("clerk whose sign-in was ended from another device", clerk),
        Visitor("administrator whose account is disabled", left),
    ]


async def _cookies(here: Town, links: Links) -> dict[str, dict[str, str]]:
    """What opening each link leaves in a browser that has opened no other."""
    doors = {
        "clerk": links.clerk,
        "chair": links.chair,
        "member": links.members["Cllr Owen"],
        "officer": links.officers["Gwen Hughes"],
    }
    return {office: await _entered(here, door) for office, door in doors.items()}


async def _entered(here: Town, door: str) -> dict[str, str]:
    return await _post(here, "/" + door.split("/", 3)[3], {})


async def _chosen(here: Town, path: str, **fields: str) -> dict[str, str]:
    return await _post(here, path, {}, passphrase=PASSPHRASE, **fields)


async def _post(here: Town, path: str, cookies: Mapping[str, str], **fields: str) -> dict[str, str]:
    """The cookies that a post leaves in a browser."""
    jar = "; ".join(f"{name}={value}" for name, value in cookies.items())
    headers = {"Origin": here.url, **({"Cookie": jar} if jar else {})}
    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser,
        browser.post(
            here.url + path, data=fields, headers=headers, allow_redirects=False
        ) as answer,
    ):
        assert answer.status == 303, f"{path} is answered {answer.status}"
        return {name: morsel.value for name, morsel in answer.cookies.items()}
