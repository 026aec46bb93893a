"""One item, from the roll-call to the casting vote, with everybody acting from their own device.

A clerk at the console, the chair at a tablet, three members on phones (one barred by an interest,
one who takes part remotely by a failing line, one substitute), and a page of the public: each is
right at every step.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from server.meeting.people import Capacity, Person
from server.meeting.profile import SpeakingKind, SpeakingRule, Speech, SubstituteRule
from tests import conftest
from tests.pages.typist import Typist
from tests.pages.weak_network import ONLINE, Line, line_to
from tests.serve import Town, town

PHONE: Any = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TABLET: Any = {"viewport": {"width": 768, "height": 1024}, "has_touch": True}
DESK: Any = {"viewport": {"width": 1366, "height": 768}}
MOTION = "That permission be refused, as the lane floods."

PEOPLE = (
    Person("amin", "Cllr Ann Amin", role="Chair", group="Green"),
    Person("shah", "Cllr Bilal Shah", role="Vice-chair", group="Labour"),
    Person("owen", "Cllr Carys Owen", group="Plaid Cymru"),
    Person("ruiz", "Cllr Diego Ruiz", group="Conservative"),
    Person("lee", "Cllr Mina Lee", group="Labour"),
    Person("young", "Cllr Noor Young", Capacity.SUBSTITUTE, group="Labour"),
)
PROFILE = replace(
    conftest.PROFILE,
    remote_counts=True,
    remote_source="LG&E(W) Act 2021 s.47",
    substitutes=SubstituteRule(allowed=True, source="SO 4"),
    speaking=SpeakingRule(
        (
            SpeakingKind(Speech.POINT_OF_ORDER, interrupts=True),
            SpeakingKind(Speech.SPEECH, seconds=180),
            SpeakingKind(Speech.QUESTION),
        )
    ),
)


@pytest.fixture
async def council(tmp_path: Path) -> AsyncIterator[Town]:
    """A committee in which remote members count and substitutes are allowed."""
    convened = replace(conftest.CONVENED, people=PEOPLE, profile=PROFILE)
    async with town(tmp_path / "data", convened) as running:
        await running.do("name_substitute", person="young", member="shah")
        yield running


@pytest.fixture
async def line(council: Town) -> AsyncIterator[Line]:
    async with line_to(council) as weak:
        yield weak


class Everybody:
    """The six pages of this meeting, each in a browser of its own."""

    def __init__(self, browser: Browser, council: Town, line: Line) -> None:
        self.council = council
        self._browser = browser
        self._line = line
        self._contexts: list[BrowserContext] = []
        self.faults: list[str] = []

    async def come(self) -> None:
        """Everybody opens their link."""
        links, members = self.council.links, self.council.links.members
        door = self.council.door
        self.clerk = Typist(await self._open(door(links.clerk), DESK))
        self.chair = await self._open(door(members["Cllr Ann Amin"]), TABLET)
        self.barred = await self._open(door(members["Cllr Carys Owen"]), PHONE)
        self.remote = await self._open(self._line.door(members["Cllr Diego Ruiz"]), PHONE)
        self.substitute = await self._open(door(members["Cllr Noor Young"]), PHONE)
        self.public = await self._open(f"{self.council.url}/meetings/{self.council.key}", PHONE)
        await self.clerk.sit_down()

    async def _open(self, address: str, device: dict[str, Any]) -> Page:
        context = await self._browser.new_context(locale="en-GB", **device)
        self._contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda fault: self.faults.append(f"{address}: {fault}"))
        await page.goto(address)
        return page

    @property
    def inside(self) -> tuple[Page, ...]:
        """The pages of those with a seat."""
        return self.chair, self.barred, self.remote, self.substitute

    @property
    def all(self) -> tuple[Page, ...]:
        """All pages."""
        return self.clerk.page, *self.inside, self.public

    async def close(self) -> None:
        """Shut every browser: before the server, whose stop they would hold up."""
        for context in self._contexts:
            await context.close()


@pytest.fixture
async def everybody(browser: Browser, council: Town, line: Line) -> AsyncIterator[Everybody]:
    made = Everybody(browser, council, line)
    await made.come()
    yield made
    await made.close()
    assert made.faults == []


def seat(page: Page) -> Locator:
    """The member's own seat."""
    return page.locator("#seat")


def button(place: Page | Locator, name: str) -> Locator:
    """A button that can be seen, by its words."""
    return place.get_by_role("button", name=name, exact=True).locator("visible=true").first


async def test_everybody_acts_from_their_own_device(everybody: Everybody, line: Line) -> None:
    await joining(everybody)
    await roll_call(everybody)
    await an_interest_that_was_sent_ahead(everybody)
    await debate(everybody)
    await a_failing_line(everybody, line)
    await a_motion_from_devices(everybody)
    await a_named_vote(everybody, line)
    await a_casting_vote(everybody)
    assert everybody.council.running.live.meeting.sitting.opened_at is not None


async def joining(here: Everybody) -> None:
    """Everybody is told who they are; the clerk sees who is connected, which is no attendance."""
    await expect(seat(here.chair)).to_contain_text("Cllr Ann Amin")
    await expect(seat(here.substitute)).to_contain_text(
        "You are named as substitute for Cllr Bilal Shah"
    )
    for page in (here.barred, here.remote):
        await expect(seat(page)).to_contain_text("The clerk has not called your name yet")
    await expect(here.remote.locator("#check")).to_contain_text("The connection works")
    row = here.clerk.page.locator("[data-slot=roll] [data-row]", has_text="Cllr Diego Ruiz")
    await expect(row).to_contain_text("connected")
    assert here.council.running.live.meeting.presence.members == {}


async def roll_call(here: Everybody) -> None:
    """The clerk calls the roll by keys; each seat tells how it is recorded."""
    clerk = here.clerk
    await clerk.key("r")
    name = clerk.page.locator("#call-name")
    for who, *keys in [
        ("Cllr Ann Amin", "p"),
        ("Cllr Bilal Shah", "a"),
        ("Cllr Noor Young", "p"),
        ("Cllr Carys Owen", "p"),
        ("Cllr Diego Ruiz", "r", "y"),
        ("Cllr Mina Lee", "p"),
    ]:
        await expect(name).to_have_text(who)
        await clerk.press(*keys)
    await expect(seat(here.remote)).to_contain_text("present remotely")
    await expect(seat(here.substitute)).to_contain_text("You sit as substitute in the seat of")
    await clerk.press("Escape")
    await clerk.key("o")
    for page in here.inside:
        await expect(page.locator("#status")).to_contain_text("In session")


async def an_interest_that_was_sent_ahead(here: Everybody) -> None:
    """A member declares from their phone; the clerk confirms it, and it binds at the item."""
    await here.barred.locator("[data-slip=declare_interest] summary").click()
    form = here.barred.locator("#slip-declare_interest")
    await form.locator("[name=item]").select_option("3")
    await form.get_by_label("Disclosable pecuniary interest").check()
    await form.get_by_label("What is the interest?").fill("I own the field next to it")
    await button(form, "Send to the clerk").click()
    await expect(seat(here.barred)).to_contain_text("The clerk has it and has not answered yet")
    await expect(here.public.locator("#interests")).not_to_contain_text("Cllr Carys Owen")

    clerk = here.clerk
    await clerk.key("Space")
    await clerk.sees_in_hand("1")
    await expect(clerk.page.locator("#offers")).to_contain_text("I own the field next to it")
    await clerk.key("=")
    await expect(seat(here.barred)).to_contain_text("You leave the meeting while it is considered")
    await expect(here.public.locator("#interests")).to_contain_text("Cllr Carys Owen")
    await clerk.key("Space")
    await clerk.sees_in_hand("2")
    await clerk.key("Space")
    await clerk.sees_in_hand("3")
    await expect(seat(here.barred)).to_contain_text("You must leave for item 3")
    await clerk.page.get_by_role("button", name=re.compile("Has left: Cllr Carys Owen")).click()
    await expect(seat(here.barred)).to_contain_text("because of your interest")
    await expect(button(seat(here.barred), "Ask to speak")).to_have_count(0)


async def debate(here: Everybody) -> None:
    """Two ask; the chair calls by one touch; a point of order interrupts and is ruled on."""
    await button(seat(here.substitute), "Ask to speak").click()
    await expect(seat(here.substitute)).to_contain_text("You are next to speak")
    await button(seat(here.remote), "Ask to speak").click()
    await expect(seat(here.remote)).to_contain_text("You are 2nd of 2 to speak")
    await expect(here.public.locator("body")).not_to_contain_text("Waiting to speak")
    await button(here.chair, "Call Cllr Noor Young").click()
    await expect(seat(here.substitute)).to_contain_text("You have the floor")
    for page in here.all:
        await expect(page.locator("#speaking")).to_contain_text("Cllr Noor Young")
        await expect(page.locator("#speaking [data-countdown]")).to_have_text(re.compile("[23]:.."))

    await seat(here.remote).get_by_role("link", name="Point of order").click()
    point = here.remote.locator("#slip-ask_to_speak")
    await point.get_by_label("Which rule is broken?").fill("14.2")
    await button(point, "Raise the point of order").click()
    await expect(here.chair.locator("#queue")).to_contain_text("14.2")
    await button(here.chair, "Call Cllr Diego Ruiz").click()
    await expect(seat(here.remote)).to_contain_text("You have the floor")
    await expect(seat(here.substitute)).to_contain_text("You were interrupted by Cllr Diego Ruiz")
    await expect(here.public.locator("#speaking")).to_contain_text("14.2")
    await button(here.chair, "Not upheld").click()
    await expect(seat(here.substitute)).to_contain_text("You have the floor")
    await expect(here.clerk.newest).to_contain_text("14.2")
    await button(seat(here.substitute), "I have finished").click()
    for page in here.all:
        await expect(page.locator("#speaking [data-countdown]")).to_have_count(0)


async def a_failing_line(here: Everybody, line: Line) -> None:
    """What is asked while the line is cut waits, and is said to; it is stored once."""
    await expect(button(seat(here.remote), "Ask a question")).to_be_visible()
    line.cut()
    await button(seat(here.remote), "Ask a question").click()
    await expect(here.remote.locator("#sent")).to_contain_text("Not stored yet")
    queue = here.chair.locator("#queue")
    await expect(queue).not_to_contain_text("uestion")
    line.mend()
    await here.remote.evaluate(ONLINE)
    await expect(queue).to_contain_text(re.compile("question", re.I))
    await expect(here.remote.locator("#sent")).not_to_contain_text("Not stored yet")
    asked = here.council.running.live.meeting.debate.requests
    assert [r.kind for r in asked if r.person == "ruiz"].count(Speech.QUESTION) == 1


async def a_motion_from_devices(here: Everybody) -> None:
    """One types the motion, another seconds it by a touch; the clerk confirms each by a key."""
    await here.substitute.locator("[data-slip=move_motion] summary").click()
    form = here.substitute.locator("#slip-move_motion")
    await form.get_by_label("The motion").fill(MOTION)
    await button(form, "Send to the clerk").click()
    await expect(here.clerk.page.locator("#offers")).to_contain_text(MOTION)
    await expect(here.public.locator("#motion")).not_to_contain_text(MOTION)
    await here.clerk.key("=")
    for page in here.all:
        await expect(page.locator("#motion")).to_contain_text(MOTION)
    await button(seat(here.remote), "Second the motion").click()
    await expect(here.clerk.page.locator("#offers")).to_contain_text("Cllr Diego Ruiz")
    await here.clerk.key("=")
    for page in here.all:
        await expect(page.locator("#motion")).to_contain_text("seconded by Cllr Diego Ruiz")


async def a_named_vote(here: Everybody, line: Line) -> None:
    """Members vote by two touches, one is entered by the clerk; the barred one is told why not."""
    clerk = here.clerk
    await clerk.open("q", "put_question")
    await clerk.type("Named")
    await clerk.press("Control+Enter")
    for page in here.all:
        await expect(page.locator("#vote-heading")).to_have_text("Voting now")
    await expect(seat(here.barred)).to_contain_text("You have no vote on this")
    await expect(seat(here.barred)).to_contain_text("because of an interest")

    line.swallow()
    await vote(here.remote, "for")
    await expect(here.public.locator("#vote [data-total=for]")).to_have_text("1")
    await expect(seat(here.remote)).not_to_contain_text("Your vote is stored")
    line.swallow(False)
    await expect(seat(here.remote)).to_contain_text("Your vote is stored: for")
    await vote(here.substitute, "for")
    await seat(here.substitute).get_by_text("Change my vote").click()
    await vote(here.substitute, "against")
    await expect(seat(here.substitute)).to_contain_text("Your vote is stored: against")
    await vote(here.chair, "for")
    await expect(seat(here.chair)).to_contain_text("Your vote is stored: for")

    await clerk.key("q")
    await expect(clerk.page.locator("#named-name")).to_have_text("Cllr Mina Lee")
    await clerk.press("a")
    await expect(clerk.page.locator("#named-gap")).to_have_text("Nobody is missing.")
    await clerk.press("Enter")
    for page in here.all:
        await expect(page.locator("#vote-heading")).to_have_text("The votes are equal")
        for total, number in [("for", 2), ("against", 2), ("abstain", 0), ("uncast", 0)]:
            await expect(page.locator(f"#vote [data-total={total}]")).to_have_text(str(number))


async def a_casting_vote(here: Everybody) -> None:
    """Whoever presides breaks the tie; the receipts stand with the published result."""
    await expect(here.remote.get_by_text("Casting vote for")).to_have_count(0)
    await here.chair.locator("summary", has_text="Casting vote against").click()
    await button(here.chair, "Give my casting vote: against").click()
    for page in here.all:
        await expect(page.locator("#vote-heading")).to_have_text("Lost")
    receipt = here.council.running.live.meeting.votes.taken[-1].receipts["ruiz"]
    await seat(here.remote).get_by_text("Your record of this meeting").click()
    await expect(seat(here.remote)).to_contain_text(receipt)
    published = here.public.locator("#vote")
    await published.get_by_text("Receipts").first.click()
    await expect(published).to_contain_text(receipt)


async def vote(page: Page, choice: str) -> None:
    """Vote by two touches: what is opened, and what confirms it."""
    cast = seat(page).locator(f".app-cast--{choice}").locator("visible=true")
    await cast.locator("summary").click()
    await button(
        cast, {"for": "Cast my vote: for", "against": "Cast my vote: against"}[choice]
    ).click()
