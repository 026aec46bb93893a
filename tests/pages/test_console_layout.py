"""On the clerk's console nothing is printed over anything else, and no name or date is cut."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.async_api import Page

from server.live.order import Order
from server.meeting.command import Office
from server.meeting.convened import PlannedItem
from server.meeting.people import Person
from tests import conftest
from tests.pages.axe import barriers
from tests.pages.conftest import Visits
from tests.serve import Town, town

SIZES = ((1366, 768), (1366, 600), (768, 1024), (390, 844), (320, 640))
LONG = "To consider quotations for the repair of the swings at the recreation ground"
ITEMS = tuple(
    planned
    for n in range(101, 131)
    for planned in (
        PlannedItem(f"FC26/{n}", LONG if n % 3 else "Planning", minutes=10),
        PlannedItem(f"FC26/{n}a", "26/01834/FUL – 3 Church Lane", parent=f"FC26/{n}"),
    )
)
LATE = "greenaway"
PEOPLE = (
    Person("marlow", "Cllr Susan Marlow", role="Vice-Chairman"),
    Person(LATE, "Cllr Peter Greenaway"),
    Person("wells", "Cllr Dorothy Featherstonehaugh-Wells", role="Chairman"),
    Person("tour", "Cllr Hugo de la Tour"),
)
CONVENED = replace(
    conftest.CONVENED,
    body="Little Oakham with Stoke under Ham Parish Council",
    name="Little Oakham with Stoke under Ham Parish Council",
    people=PEOPLE,
    items=ITEMS,
    rehearsal=True,
)

# Every piece of text where it is seen, within whatever scrolls around it, against every other.
_OVERLAPS = """() => {
  const console = document.getElementById("console");
  const seen = {opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true};
  const within = (rect, element) => {
    let {left, top, right, bottom} = rect;
    for (let each = element; each && each !== document.body; each = each.parentElement) {
      if (getComputedStyle(each).overflow === "visible") continue;
      const box = each.getBoundingClientRect();
      left = Math.max(left, box.left); right = Math.min(right, box.right);
      top = Math.max(top, box.top); bottom = Math.min(bottom, box.bottom);
    }
    return {left, top, right, bottom};
  };
  const pieces = [];
  const texts = document.createTreeWalker(console, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const {textContent, parentElement} = texts.currentNode;
    if (!textContent.trim() || !parentElement.checkVisibility(seen)) continue;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    for (const rect of range.getClientRects()) {
      const box = within(rect, parentElement);
      if (box.right - box.left > 2 && box.bottom - box.top > 2)
        pieces.push({...box, text: textContent.trim().slice(0, 40), of: texts.currentNode});
    }
  }
  const over = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4;
  return pieces.flatMap((one, place) => pieces.slice(place + 1)
    .filter((other) => one.of !== other.of && over(one, other))
    .map((other) => `“${one.text}” and “${other.text}”`));
}"""

# What is cut off by its own box, or ends outside the window.
_CUT = """() => [...document.querySelectorAll(
    ".app-console__bar *, .app-roll *, .app-column__head *, .app-item *")]
  .filter((each) => each.checkVisibility() &&
    !each.matches(".govuk-visually-hidden, .app-undo span, .app-item__standing, svg *"))
  .filter((each) => {
    const cut = getComputedStyle(each).overflowX !== "visible" &&
      each.scrollWidth > each.clientWidth + 1;
    return cut || each.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
  }).map((each) => each.outerHTML.slice(0, 90))"""


# Whether nothing lies over the middle of it.
_UNCOVERED = """(each) => {
  const {left, top, width, height} = each.getBoundingClientRect();
  return each.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""


@pytest.fixture
async def parish(tmp_path: Path) -> AsyncIterator[Town]:
    """Long names, an agenda that is longer than any window, and words from two members."""
    async with town(tmp_path / "data", CONVENED) as running:
        for person, command, given in (
            ("marlow", "record_apologies", {}),
            (LATE, "expect_late", {"when": "after the second item on planning"}),
        ):
            order = Order(Office.MEMBER, command, given, command, person)
            await running.running.live.handle(order)
        yield running


async def faults(page: Page) -> list[str]:
    """What lies over something else or is cut, at every size."""
    found = []
    for width, height in SIZES:
        await page.set_viewport_size({"width": width, "height": height})
        told = await page.evaluate(_OVERLAPS) + await page.evaluate(_CUT)
        found += [f"{width}x{height}: {each}" for each in told]
    return found


async def console(parish: Town, visits: Visits) -> Page:
    page = await visits.open(parish.door(parish.links.clerk))
    await page.locator("#keybar").wait_for()
    return page


async def test_before_the_meeting_nothing_on_the_console_lies_over_anything_else_or_is_cut(
    parish: Town, visits: Visits
) -> None:
    page = await console(parish, visits)
    assert await faults(page) == []
    assert await barriers(page) == []


async def test_nor_while_an_item_is_debated(parish: Town, visits: Visits) -> None:
    for person in ("wells", "tour"):
        await parish.do("record_present", person=person)
    await parish.do("open_meeting")
    await parish.do("take_item", item="FC26/102")
    await parish.do("move_motion", text=f"{LONG}.", mover="wells", seconder="tour")
    page = await console(parish, visits)
    assert await faults(page) == []


async def test_the_words_of_a_motion_are_in_view_beside_the_result_of_its_amendment(
    parish: Town, visits: Visits
) -> None:
    for person in ("wells", "tour", "marlow"):
        await parish.do("record_present", person=person)
    await parish.do("open_meeting")
    await parish.do("take_item", item="FC26/102")
    await parish.do("move_motion", text="That it be £40.", mover="wells", seconder="tour")
    await parish.do("move_amendment", text="That it be £45.", mover="tour", seconder="marlow")
    await parish.do("put_question", way="hands")
    await parish.do("record_counts", in_favour=3, against=0)
    await parish.do("close_vote")
    page = await console(parish, visits)
    await page.keyboard.press("d")
    words = page.get_by_text("That it be £45.", exact=True).locator("visible=true").first
    assert await words.evaluate(_UNCOVERED)


async def test_the_letters_of_the_roll_are_told_as_long_as_somebody_is_to_be_called(
    parish: Town, visits: Visits
) -> None:
    page = await console(parish, visits)
    legend = page.locator(".app-roll-letters")
    told = " ".join((await legend.inner_text()).split())
    assert told == "P present R remote A apologies X absent"
    for person in PEOPLE:
        await parish.do("record_present", person=person.id)
    await legend.wait_for(state="hidden")
