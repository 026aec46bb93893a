"""How one comes to a page in a state: the address, and what is done on the page itself."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import NamedTuple, TypeVar

import msgspec
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Route

from tests.pages.states import EMPTY, MEMBER, STATES, Hall

SCRIPTED = ("public", "clerk", "chair", "member", "screen")
WITHOUT_SCRIPT = ("plain", "forms")
CUT_OFF = "connection_lost"
PATIENCE = 5000  # milliseconds after which a page has said that its connection is lost
OFFICES = {
    "clerk": "/clerk",
    "forms": "/clerk",
    "chair": "/chair",
    "member": "/member",
    "screen": "/screen",
}
STATUS = {"403": 403, "404": 404, "503": 503}
ALWAYS_SHOWN = {
    "list": "h1:text('Council meetings')",
    "today": "h1:text('Meetings today')",
    "month": "h1:text('Calendar of meetings')",
    "bodies": "h1:text('Bodies and committees')",
    "body": "h1:text('Planning Committee')",
    "note": ".app-note h1",
    "file": ".app-note h1",
    "403": "h1:text('You need a link')",
    "404": "h1:text('Page not found')",
    "503": "p:text('This meeting cannot be shown')",
}
NO_SOCKET = """window.WebSocket = class extends WebSocket {
  constructor() { super(location.origin.replace(/^http/, "ws") + "/nowhere"); }
};"""
# What Chromium says of itself where a page is refused, or cut off, as it shall be here.
EXPECTED = {
    **{name: f"status of {status}" for name, status in STATUS.items()},
    "refused": "status of 422",
    CUT_OFF: "ERR_FAILED|WebSocket",
}

Doing = Callable[[Page], Awaitable[None]]
T = TypeVar("T")


class Window(NamedTuple):
    """The size of a browser's window, in CSS pixels."""

    width: int
    height: int

    async def fit(self, page: Page) -> None:
        """Give the page this size."""
        await page.set_viewport_size({"width": self.width, "height": self.height})


WIDE, NARROW = Window(1366, 768), Window(390, 844)
NARROWEST = Window(320, 640)  # for which a page must not scroll sideways (WCAG 1.4.10)


class Visit(NamedTuple):
    """A page, the state that it is in, and the window through which it is seen."""

    page: str
    state: str
    window: Window = WIDE


class Act(msgspec.Struct, frozen=True):
    """What somebody does on a page of the meeting in this state, and what is to be seen then.

    `where`: the part of the page that it changes, if the rest is as it was in that state.
    """

    shows: str
    does: Doing
    state: str = "in_hand"
    where: str = ""


def keys(*pressed: str) -> Doing:
    """Press these keys."""

    async def press(page: Page) -> None:
        for key in pressed:
            await page.keyboard.press(key)

    return press


def slip(command: str, key: str) -> Act:
    """Open a slip of the console by its key."""
    return Act(f"#slip-{command} .app-slip__title", keys(key), where="#composer")


async def unfold(page: Page) -> None:
    """Open everything that can be unfolded."""
    await page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


async def be_refused(page: Page) -> None:
    """Say that nobody declared an interest, which somebody did; then record a note of no words."""
    if await page.locator("#call-the-roll").is_visible():
        await page.keyboard.press("0")
        await page.locator(".app-entry--refused").wait_for()
        await page.keyboard.press("n")
    await page.locator("form[action$=record_note] [type=submit]").click()


async def pause(page: Page) -> None:
    """Hold the updates of the page back."""
    await page.locator("#pause").click()


async def write_elsewhere(page: Page) -> None:
    """Begin a note on an item that is not in hand."""
    await page.keyboard.press("n")
    await page.locator("#slip-record_note-item").select_option("5")
    await page.locator("#slip-record_note-text").fill("For later.")


async def notice(page: Page) -> None:
    """Wait until the page has said that it is cut off; a clerk goes on writing meanwhile."""
    if await page.locator("#composer").count():
        await page.locator("#slip-record_note-text").fill("Written without a connection.")
        await page.keyboard.press("Control+Enter")
        await page.clock.run_for(PATIENCE)
        await page.locator("#unsent li").wait_for()
    await page.clock.run_for(PATIENCE)


ACTS = {
    "unfolded": Act("details > :not(summary)", unfold, "struck"),
    "refused": Act(".app-problem, .app-slip__problem, #refused", be_refused, "must_leave"),
    "paused": Act("#waiting", pause),
    CUT_OFF: Act("[data-state=lost]", notice),
    "key_map": Act("#keymap h2", keys("?")),
    "decision": slip("record_decision", "d"),
    "action": slip("record_action", "a"),
    "interest": slip("declare_interest", "i"),
    "attending": slip("record_in_attendance", "p"),
    "minutes_mended": slip("correct_previous_minutes", "c"),
    "minutes_agreed": slip("agree_previous_minutes", "m"),
    "take_any": slip("take_item", "g"),
    "defer": slip("defer_item", "f"),
    "withdraw": slip("withdraw_item", "w"),
    "came_or_left": slip("record_arrival", "l"),
    "edit": slip("correct_entry", "e"),
    "strike": slip("strike_entry", "Delete"),
    "adjourn": slip("adjourn_meeting", "z"),
    "close": slip("close_meeting", "x"),
    "motion": slip("move_motion", "1"),
    "question": slip("put_question", "q"),
    "naming": Act("#named-name", keys("q"), "voting"),
    "draft_elsewhere": Act("#elsewhere button", write_elsewhere),
    "roll_calling": Act("#call-name", keys("r")),
    "remote_asked": Act("#ask-question", keys("r", "r"), "before_opening"),
}


class Visitor:
    """Somebody who is let in everywhere, with a tab where scripts run and one where none does."""

    def __init__(self, hall: Hall, context: BrowserContext) -> None:
        self._hall = hall
        self._context = context
        self._tabs: dict[bool, Page] = {}
        self._opened: tuple[str, str] | None = None
        self._faults: list[str] = []

    async def sign_in(self) -> None:
        """Open every link of every meeting."""
        for links in self._hall.links.values():
            for link in (links.clerk, links.chair, links.members[MEMBER]):
                await self._context.request.get(self._hall.door(link), max_redirects=0)

    @contextlib.asynccontextmanager
    async def at(self, name: str, state: str, window: Window = WIDE) -> AsyncIterator[Page]:
        """The page, in the state. Its scripts run without a fault for as long as one stays."""
        act = ACTS.get(state)
        page = await (self._cut_off() if state == CUT_OFF else self._tab(name))
        await window.fit(page)
        self._faults.clear()
        try:
            where = (name, act.state if act else state)
            if act and act.where and self._opened == where:
                await page.keyboard.press("Escape")  # another slip was open on this very page
            else:
                await self._go(page, *where)
                if name in SCRIPTED and state != CUT_OFF:
                    await _connected(page)
            self._opened = where if not act or act.where else None
            if act:
                await act.does(page)
                await page.evaluate("where => { window.lookAt = where }", act.where)
            shows = ALWAYS_SHOWN.get(name) or (act or STATES[state]).shows
            await page.locator(shows).locator("visible=true").first.wait_for(timeout=8000)
            yield page
            assert self._unexpected(EXPECTED.get(name) or EXPECTED.get(state)) == []
        finally:
            await page.evaluate("localStorage.clear()")
            if state == CUT_OFF:
                await page.close()

    async def _go(self, page: Page, name: str, state: str) -> None:
        hall = self._hall
        lists = hall.empty_url if state == EMPTY else hall.url
        elsewhere = {
            "list": lists,
            "today": f"{lists}/today",
            "month": f"{lists}/calendar",
            "bodies": f"{lists}/bodies",
            "body": f"{hall.url}/bodies/planning-committee",
            "note": f"{hall.url}/meetings/{state}/note",
            "file": f"{hall.url}/meetings/{state}/note.html",
            "403": f"{hall.url}/enter/by-no-link",
            "404": f"{hall.url}/nowhere",
            "503": f"{hall.url}/meetings/damaged",
        }
        own = f"{hall.url}/meetings/{state}{OFFICES.get(name, '')}"
        answer = await page.goto(elsewhere.get(name, own))
        assert answer is not None
        assert answer.status == STATUS.get(name, 200)
        if name in SCRIPTED:
            await page.locator(".app-has-script").wait_for()

    async def _tab(self, name: str) -> Page:
        scripted = name not in WITHOUT_SCRIPT
        if scripted not in self._tabs:
            self._tabs[scripted] = await self._new_tab()
            if not scripted:
                await self._tabs[scripted].route("**/*.js", _withhold)
        return self._tabs[scripted]

    async def _new_tab(self) -> Page:
        page = await self._context.new_page()
        page.on("pageerror", lambda fault: self._faults.append(str(fault)))
        page.on("console", self._noted)
        return page

    async def _cut_off(self) -> Page:
        page = await self._new_tab()
        await page.clock.install()
        await page.add_init_script(NO_SOCKET)
        await page.route(re.compile("/(socket.io|panels)"), lambda route: route.abort())
        return page

    def _noted(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self._faults.append(said.text)

    def _unexpected(self, expected: str | None) -> list[str]:
        return [said for said in self._faults if not (expected and re.search(expected, said))]


async def _connected(page: Page) -> None:
    """Wait for what a page is sent when it connects, so that nothing is drawn while one looks."""
    await page.locator("#connection:not([data-state=live])").wait_for(state="detached")


async def _withhold(route: Route) -> None:
    await route.fulfill(body="", content_type="text/javascript")


@contextlib.asynccontextmanager
async def two_visitors(hall: Hall, browser: Browser) -> AsyncIterator[tuple[Visitor, Visitor]]:
    """Two who have opened every link, and know nothing of each other."""
    contexts = [await browser.new_context(locale="en-GB") for _ in range(2)]
    one, other = (Visitor(hall, context) for context in contexts)
    await asyncio.gather(one.sign_in(), other.sign_in())
    yield one, other
    for context in contexts:  # before the server: a browser's socket holds its stop up
        await context.close()


async def share(
    visitors: tuple[Visitor, Visitor], visits: Iterable[Visit], look: Callable[[Page], Awaitable[T]]
) -> dict[Visit, T]:
    """What is seen on each visit; two at a time, as the machines that run this have two cores."""
    waiting, seen = list(visits), {}

    async def go(visitor: Visitor) -> None:
        while waiting:
            visit = waiting.pop(0)
            async with visitor.at(*visit) as page:
                seen[visit] = await look(page)

    await asyncio.gather(*map(go, visitors))
    return seen
