"""How one comes to a page in a state: the address, and what is done on the page itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec
from playwright.async_api import Page, Route

from tests.pages.conftest import Visits
from tests.pages.states import MEMBER, STATES, Hall

WITHOUT_SCRIPT = ("plain", "forms")
STATUS = {"403": 403, "404": 404, "503": 503}
LOUD = r"status of (403|404|422|503)|net::ERR_FAILED|WebSocket"  # Chromium calls these faults
WIDE, NARROW = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
ALWAYS_SHOWN = {
    "list": "h1:text('Council meetings')",
    "note": ".app-note h1",
    "file": ".app-note h1",
    "403": "h1:text('You need a link')",
    "404": "h1:text('Page not found')",
    "503": "p:text('This meeting cannot be shown')",
}
PATIENCE = 5000  # milliseconds after which a page says that its connection is lost

Doing = Callable[[Page], Awaitable[None]]


class Act(msgspec.Struct, frozen=True):
    """What somebody does on a page of the meeting in this state, and what is to be seen then."""

    shows: str
    does: Doing
    state: str = "in_hand"


def keys(*pressed: str) -> Doing:
    """Press these keys."""

    async def press(page: Page) -> None:
        for key in pressed:
            await page.keyboard.press(key)

    return press


def slip(command: str, key: str) -> Act:
    """Open a slip of the console by its key."""
    return Act(f"#slip-{command} .app-slip__title", keys(key))


async def unfold(page: Page) -> None:
    """Open everything that can be unfolded."""
    await page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


async def be_refused(page: Page) -> None:
    """Say that nobody declared an interest, which somebody did; then record a note of no words."""
    if await page.evaluate("document.documentElement.matches('.app-has-script')"):
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


async def write_while_cut_off(page: Page) -> None:
    """Wait until the page knows that it is cut off; a clerk goes on writing."""
    if await page.locator("#composer").count():
        await page.locator("#slip-record_note-text").fill("Written without a connection.")
        await page.keyboard.press("Control+Enter")
        await page.locator("#unsent li").wait_for()
    await page.clock.run_for(PATIENCE)


ACTS = {
    "unfolded": Act("details > :not(summary)", unfold, "struck"),
    "refused": Act(".app-problem, .app-slip__problem", be_refused, "must_leave"),
    "paused": Act("#waiting", pause),
    "connection_lost": Act("[data-state=lost]", write_while_cut_off),
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
    "draft_elsewhere": Act("#elsewhere button", write_elsewhere),
    "roll_calling": Act("#call-name", keys("r")),
    "remote_asked": Act("#ask-question", keys("r", "r"), "before_opening"),
}


async def visit(
    hall: Hall, visits: Visits, name: str, state: str, width: dict[str, int] = WIDE
) -> Page:
    """The page, in the state, as somebody has it before them."""
    act = ACTS.get(state)
    visits.forgiven = LOUD
    page = await visits.context.new_page()
    await page.set_viewport_size(width)
    if name in WITHOUT_SCRIPT:
        await page.route("**/*.js", _withhold)
    if state == "connection_lost":
        await _cut_off(page)
    await _open(hall, page, name, act.state if act else state)
    if act:
        await act.does(page)
    shows = ALWAYS_SHOWN.get(name) or (act or STATES[state]).shows
    await page.locator(shows).locator("visible=true").first.wait_for(timeout=8000)
    return page


async def _open(hall: Hall, page: Page, name: str, state: str) -> None:
    links = hall.links[state]
    doors = {
        "public": links.public,
        "plain": links.public,
        "clerk": links.clerk,
        "forms": links.clerk,
        "chair": links.chair,
        "member": links.members[MEMBER],
        "note": links.clerk,
        "file": links.clerk,
    }
    addresses = {
        "list": hall.empty_url if state == "empty" else hall.url,
        "note": f"{hall.url}/meetings/{state}/note",
        "file": f"{hall.url}/meetings/{state}/note.html",
        "403": f"{hall.url}/meetings/{state}/clerk",
        "404": f"{hall.url}/nowhere",
        "503": f"{hall.url}/meetings/damaged",
    }
    if name in doors:
        await page.goto(hall.door(doors[name]))
    if name in addresses:
        answer = await page.goto(addresses[name])
        assert answer is not None
        assert answer.status == STATUS.get(name, 200)


async def _withhold(route: Route) -> None:
    await route.fulfill(body="", content_type="text/javascript")


async def _cut_off(page: Page) -> None:
    await page.clock.install()
    await page.route_web_socket("**/feed**", lambda socket: socket.close())
    await page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    await page.route("**/socket.io/**", lambda route: route.abort())
    await page.route("**/panels**", lambda route: route.abort())
