"""A member whose connection fails in the middle of an act: nothing is lost, nothing is done twice,
and the page says truthfully what is stored."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace
from playwright.async_api import Locator, Page, WebSocket, expect

from server.meeting.interests import Requires
from server.meeting.profile import InterestKind
from tests.live.conftest import CONVENED
from tests.pages.conftest import Visits
from tests.pages.weak_network import ONLINE, Line, line_to
from tests.pages.wired import comes
from tests.serve import Town, town

NOT_YET = "Not stored yet: no connection. It will be sent by itself."
UNKNOWN = "Sent. It is not certain yet that it arrived: the connection was lost."
SENDING = "Sending…"
STORED, SENT = "Stored at ", "Sent to the clerk at "
ASK, VOTE, DECLARE = "Point of order", "Cast my vote: for", "Declare an interest"
EVENTS = {ASK: "SpeakerAsked", VOTE: "VoteCast", DECLARE: "CommandOffered"}
DONE = {ASK: STORED, VOTE: STORED, DECLARE: SENT}
LOST = re.compile(r"^No connection since \d+\.\d\d[ap]m\. What you see may be old\.$")
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('orderpaper.'))"
ACTS = tuple(EVENTS)
PECUNIARY = InterestKind("pecuniary", "Disclosable pecuniary interest", Requires.LEAVE, "s.31")
MEETING = replace(CONVENED, profile=replace(CONVENED.profile, interest_kinds=(PECUNIARY,)))
PATIENCE = 8000
GONE = "WebSocket|ERR_|Failed to load resource"
GIVEN = """Object.keys(localStorage).filter((key) => key.includes(".waiting."))
  .map((key) => JSON.parse(localStorage[key]).given)[0]"""
# The lock by which a window keeps its name, as soon as its page lets it go.
TAKE_NAME = """(name) => {
  const kept = new Promise((letGo) => (window.letGo = letGo));
  navigator.locks.request("orderpaper.window." + name, () => kept);
}"""
# Everything that the page tells of what was done, in order, however briefly.
WATCH = """window.told = [];
document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("sent");
  const look = () => {
    for (const { textContent: now } of place.children)
      if (now && window.told.at(-1) !== now) window.told.push(now);
  };
  if (!place) return;
  new MutationObserver(look).observe(place, { childList: true, subtree: true });
  look();
});"""


class Member(NamedTuple):
    """A member at a page that a weak line leads to."""

    page: Page
    line: Line
    council: Town
    sockets: list[WebSocket]

    async def act(self, name: str) -> None:
        """Do something, as far as the member can tell."""
        if name == VOTE:
            # By keyboard: a page that is still being drawn may move from under a click.
            await self.page.locator("#ballot summary", has_text="For").press("Enter")
            await self.page.get_by_role("button", name=VOTE, exact=True).press("Enter")
        elif name == ASK:
            form = await self.unfold("ask_to_speak")
            await form.locator("input[name=rule]").fill("14")
            await form.get_by_role("button").click()
        else:
            form = await self.unfold("declare_interest")
            await form.get_by_label("In which item?").select_option("3")
            await form.get_by_role("radio").first.check(force=True)
            await form.get_by_label("What is the interest?").fill("I live next door.")
            await form.get_by_role("button").click()

    async def unfold(self, form: str) -> Locator:
        """The form of a command that is typed into, which may be folded away."""
        typed = ":has(:is(input:not([type]), textarea))"
        found = self.page.locator(f"form[action$='/do/{form}']{typed}")
        await found.evaluate("form => form.closest('details')?.setAttribute('open', '')")
        return found

    async def act_all(self) -> None:
        for name in ACTS:
            await self.act(name)

    def told(self, name: str) -> Locator:
        """What the page says of an act."""
        return self.page.locator("#sent > div", has_text=name)

    async def reads(self, name: str, sentence: str) -> None:
        """Wait until the page has said this of an act."""
        saying = (
            "([name, said]) => told.some((text) => text.startsWith(name) && text.includes(said))"
        )
        await self.page.wait_for_function(saying, arg=[name, sentence])

    async def all_read(self, sentence: str) -> None:
        await asyncio.gather(*(self.reads(name, sentence) for name in ACTS))

    async def all_done(self) -> None:
        await asyncio.gather(*(self.reads(name, DONE[name]) for name in ACTS))

    async def never_read(self, *sentences: str) -> None:
        """The page has not said any of these, not for a moment."""
        told = await self.page.evaluate("told.join()")
        assert not [each for each in sentences if each in told], told

    def stored(self, person: str = "owen") -> list[str]:
        """What of this person's acts is in the journal, in order."""
        actor = f"person:{person}"
        recorded = self.council.running.live.recorded
        return [type(each.event).__name__ for each in recorded if each.stamp.actor == actor]

    async def cut(self) -> None:
        """Cut the line, and wait until the browser has noticed."""
        socket = self.sockets[-1]
        async with socket.expect_event("close", predicate=lambda _: True):
            self.line.cut()

    async def mend(self) -> None:
        """Mend the line, and have the browser come back over a fresh connection."""
        self.line.hold()  # nothing is sent before the device says that it has a network again
        await self.page.evaluate(ONLINE)
        self.line.mend()


@pytest.fixture
async def council(tmp_path: Path) -> AsyncIterator[Town]:
    """A committee whose members may have an interest."""
    async with town(tmp_path / "data", MEETING) as running:
        yield running


@pytest.fixture
async def line(council: Town) -> AsyncIterator[Line]:
    """A line to a committee that votes by name on item 2."""
    for person in ("chair", "shah", "owen", "ruiz"):
        await council.do("record_present", person=person)
    await council.do("open_meeting")
    await council.do("take_item", item="2")
    await council.do("put_question", way="named", text="That permission be granted.")
    async with line_to(council) as line:
        yield line


async def member_at(council: Town, line: Line, visits: Visits, name: str) -> Member:
    """A member who has opened their page, which is connected."""
    visits.forgiven = GONE
    sockets: list[WebSocket] = []
    visits.context.on(
        "page", lambda page: page.on("websocket", lambda socket: sockets.append(socket))
    )
    visits.context.set_default_timeout(PATIENCE)
    await visits.context.add_init_script(WATCH)
    page = await visits.open(line.door(council.links.members[name]))
    await expect(page.locator("#connection")).to_have_attribute("data-state", "live")
    return Member(page, line, council, sockets)


@pytest.fixture
async def owen(council: Town, line: Line, visits: Visits) -> Member:
    return await member_at(council, line, visits, "Cllr Owen")


async def test_what_is_done_while_the_line_is_cut_waits_and_is_stored_once_when_it_is_mended(
    owen: Member,
) -> None:
    await owen.cut()
    await owen.act_all()
    await owen.all_read(NOT_YET)
    assert owen.stored() == []
    await owen.never_read(STORED, SENT)
    await owen.mend()
    await owen.all_done()
    await owen.never_read(UNKNOWN)
    assert owen.stored() == list(EVENTS.values())


async def test_what_was_stored_before_the_answer_was_lost_is_stored_once_and_never_told_wrongly(
    owen: Member,
) -> None:
    owen.line.swallow()
    await owen.act_all()
    assert await comes(lambda: len(owen.stored()) == len(EVENTS))
    await owen.all_read(SENDING)
    button = (await owen.unfold("ask_to_speak")).get_by_role("button")
    await expect(button).to_have_attribute("aria-disabled", "true")
    await button.press("Enter")
    await expect(owen.told(ASK)).to_have_count(1)
    await owen.cut()
    await owen.all_read(UNKNOWN)
    await owen.never_read(NOT_YET, STORED, SENT)
    await owen.mend()
    await owen.all_done()
    assert owen.stored() == list(EVENTS.values())


async def test_what_goes_slowly_is_told_to_be_on_its_way_until_it_is_stored(owen: Member) -> None:
    owen.line.delay = 0.3
    await owen.act_all()
    await owen.all_done()
    await owen.all_read(SENDING)
    await owen.never_read(NOT_YET, UNKNOWN)
    assert owen.stored() == list(EVENTS.values())


async def test_a_page_that_comes_back_tells_at_once_what_is_not_answered_and_sends_it_once(
    owen: Member,
) -> None:
    owen.line.swallow()
    await owen.act_all()
    assert await comes(lambda: len(owen.stored()) == len(EVENTS))
    owen.line.cut()
    address = owen.page.url
    await owen.page.goto("about:blank")
    owen.line.mend()
    owen.line.delay = 0.1
    await owen.page.goto(address)
    await owen.all_read(UNKNOWN)
    await owen.all_done()
    assert owen.stored() == list(EVENTS.values())
    assert await owen.page.evaluate(KEPT) == []  # neither the words nor the acts


async def test_what_waits_is_sent_from_the_chair_by_whoever_has_taken_it_meanwhile(
    council: Town, line: Line, visits: Visits
) -> None:
    shah = await member_at(council, line, visits, "Cllr Shah")
    await shah.cut()
    await shah.act(DECLARE)
    await shah.reads(DECLARE, NOT_YET)
    await council.do("record_departure", person="chair")
    await council.do("take_chair", person="shah")
    await shah.mend()
    await expect(shah.page).to_have_url(f"{line.url}/meetings/planning/chair")
    await shah.reads(DECLARE, SENT)
    assert shah.stored("shah") == ["CommandOffered"]


async def test_what_waits_is_sent_though_the_page_was_connected_before_it_knew_its_name(
    owen: Member, visits: Visits
) -> None:
    beside = await visits.open(owen.line.url)  # another window, which is to have the name meanwhile
    await owen.cut()
    await owen.act(DECLARE)
    await owen.reads(DECLARE, NOT_YET)
    await beside.evaluate(
        TAKE_NAME, await owen.page.evaluate("sessionStorage['orderpaper.window']")
    )
    owen.line.mend()
    await owen.page.reload()
    await expect(owen.page.locator("#connection")).to_have_attribute("data-state", "live")
    await beside.evaluate("letGo()")
    await owen.reads(DECLARE, SENT)


async def test_nobody_sends_what_another_member_left_waiting_in_the_same_browser(
    owen: Member, visits: Visits
) -> None:
    await owen.cut()
    await owen.act(ASK)
    await owen.reads(ASK, NOT_YET)
    # By another way, while the line is cut: the browser has the same cookies for both.
    other = await visits.open(owen.council.door(owen.council.links.members["Cllr Ruiz"]))
    await other.get_by_role("button", name="Come in as Cllr Ruiz").click()
    await owen.mend()
    for page in (owen.page, other):  # the page of the one is replaced by that of the other
        await expect(page.locator("#seat")).to_contain_text("Cllr Ruiz")
        await expect(page.locator("#connection")).to_have_attribute("data-state", "live")
        await expect(page.locator("#sent > div")).to_have_count(0)
    assert owen.stored() == owen.stored("ruiz") == []
    await other.close()
    await owen.page.goto(owen.line.door(owen.council.links.members["Cllr Owen"]))
    await owen.page.get_by_role("button", name="Come in as Cllr Owen").click()
    await owen.reads(ASK, STORED)
    assert owen.stored() == ["SpeakerAsked"]


async def test_a_refused_form_opens_again_with_its_words_and_what_was_typed_outlives_a_reload(
    owen: Member,
) -> None:
    form = await owen.unfold("declare_interest")
    nature = form.get_by_label("What is the interest?")
    await nature.fill("I live next door.")
    await owen.page.reload()
    await expect(nature).to_be_visible()
    await expect(nature).to_have_value("I live next door.")
    await form.get_by_role("button", name="Send to the clerk").click()
    await owen.reads(DECLARE, "Not stored. Choose the item of the interest")
    await expect(nature).to_have_value("I live next door.")
    await form.evaluate("form => form.closest('details').removeAttribute('open')")
    refusal = owen.told(DECLARE)
    await expect(refusal.get_by_role("button", name="Try again")).to_have_count(0)
    await refusal.get_by_role("button", name="Go to the form").click()
    item = form.get_by_label("In which item?")
    await expect(item).to_be_focused()
    await expect(item).to_have_accessible_description(re.compile("^Choose the item"))
    await expect(form.get_by_role("alert")).to_contain_text("Choose the item of the interest")
    await expect(refusal).to_have_count(0)
    await form.get_by_role("button", name="Send to the clerk").click()
    await refusal.get_by_role("button", name="Dismiss").click()
    await expect(refusal).to_have_count(0)
    await item.select_option("3")
    await form.get_by_role("radio").first.check(force=True)
    await form.get_by_role("button", name="Send to the clerk").click()
    await owen.reads(DECLARE, SENT)
    await expect(nature).to_be_hidden()
    await expect(nature).to_have_value("")
    assert owen.stored() == ["CommandOffered"]


async def test_a_point_of_order_that_was_refused_and_then_accepted_leaves_no_words(
    owen: Member,
) -> None:
    await owen.council.do("close_vote", gap=True)
    await expect(owen.page.get_by_role("button", name="Ask to speak")).to_be_visible()
    form = await owen.unfold("ask_to_speak")
    await form.locator("input[name=rule]").fill(" ")
    await form.get_by_role("button").click()
    await expect(form.get_by_role("alert")).to_be_visible()
    await owen.act(ASK)
    await owen.reads(ASK, STORED)
    await expect(owen.told(ASK)).to_have_count(1)  # the refusal is gone
    await expect(form.locator("input[name=rule]")).to_be_hidden()
    await expect(form.locator("input[name=rule]")).to_have_value("")
    await expect(form.get_by_role("alert")).to_have_count(0)


async def test_what_a_closed_page_left_waiting_leaves_no_words_in_the_page_that_sends_it(
    owen: Member, visits: Visits
) -> None:
    await owen.cut()
    await owen.act(DECLARE)
    await owen.reads(DECLARE, NOT_YET)
    await owen.page.close()
    owen.line.mend()
    page = await visits.open(f"{owen.line.url}/meetings/planning/member")
    await expect(page.locator("#sent")).to_contain_text(SENT)
    await page.wait_for_function(f"!{KEPT}.length")  # nor is anything left to be taken over
    await expect(page.locator("#slip-declare_interest")).to_be_hidden()
    await expect(page.locator("#slip-declare_interest [name=nature]")).to_have_value("")
    assert owen.stored() == ["CommandOffered"]


async def test_a_lost_connection_is_told_at_the_top_of_the_window_until_it_is_back(
    owen: Member,
) -> None:
    await owen.page.locator("#more").scroll_into_view_if_needed()
    await owen.cut()
    strip = owen.page.locator("#strip-connection")
    await expect(strip).to_have_text(LOST, timeout=PATIENCE)
    await expect(strip).to_be_in_viewport(ratio=1)
    await owen.mend()
    await expect(strip).to_be_hidden()


async def test_a_vote_that_waited_until_the_vote_was_closed_is_told_not_to_be_stored(
    owen: Member,
) -> None:
    await owen.cut()
    await owen.act(VOTE)
    await owen.reads(VOTE, NOT_YET)
    await owen.council.do("close_vote", gap=True)
    await owen.mend()
    await owen.reads(VOTE, "Not stored. The vote was closed at ")
    given = await owen.page.evaluate(GIVEN)
    await owen.told(VOTE).get_by_role("button", name="Try again").click()
    await owen.page.wait_for_function(f"{GIVEN} > {given}")  # a new act, of now
    assert owen.stored() == []
