"""How soon the public page is read on a slow line, and what it weighs.

    python -m tests.soak.first_view

The line is Chromium's own emulation: 400 kbit/s, 400 ms for a round trip. The meeting is the one
that tests/pages/test_weight.py weighs. Seconds are from when the address was entered.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.async_api import Browser, async_playwright

from tests.pages import busy_meeting
from tests.pages.conftest import ARGUMENTS, CHROMIUM, WINDOW
from tests.pages.test_weight import slowed
from tests.pages.weak_network import Line, line_to
from tests.serve import Town, town

VISITS = 7
SEEN = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const painted = performance.getEntriesByName("first-contentful-paint")[0].startTime;
  const files = performance.getEntriesByType("resource").map((one) => one.responseEnd);
  return { painted, page: page.responseEnd, files: Math.max(...files), live: performance.now() };
}"""


async def main() -> None:
    """Visit it a few times, each from a new browser, and say how long that took."""
    async with (
        town(Path(tempfile.mkdtemp()), busy_meeting.BUSY) as busy,
        line_to(busy) as line,
        async_playwright() as playwright,
    ):
        await busy_meeting.begin(busy)
        await busy_meeting.put_to_the_vote(busy)
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        visits = [await visit(browser, busy, line) for _ in range(VISITS)]
        await browser.close()
    for name, what in (
        ("painted", "the page can be read"),
        ("page", "the page has come whole"),
        ("files", "everything has come"),
        ("live", "it follows"),
    ):
        took = sorted(each[name] / 1000 for each in visits)
        print(f"{what:26} {median(took):5.2f} s  ({took[0]:.2f} to {took[-1]:.2f})")
    print(f"over the wire: {visits[-1]['up']} bytes up, {visits[-1]['down']} down")


async def visit(browser: Browser, busy: Town, line: Line) -> dict[str, Any]:
    """Milliseconds until each thing was so, and bytes."""
    line.up = line.down = 0
    context = await browser.new_context(**WINDOW)
    page = await context.new_page()
    await slowed(page)
    await page.goto(line.door(busy.links.public), wait_until="commit")
    await page.locator("#connection[data-state=live]").wait_for()
    seen: dict[str, Any] = await page.evaluate(SEEN)
    await context.close()
    return {**seen, "up": line.up, "down": line.down}


if __name__ == "__main__":
    asyncio.run(main())
