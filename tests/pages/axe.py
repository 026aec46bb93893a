"""What would keep somebody from reading or working a page: axe's rules, and ours beside them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from playwright.async_api import Page, ViewportSize

from tests.pages.conftest import AXE, RULES

SMALLEST = 24  # CSS pixels, for a target that is pressed (WCAG 2.5.8)
COLOURS = ("color-contrast", "link-in-text-block")  # all that other colours alone can break
ROOM = ("target-size", "scrollable-region-focusable")  # what axe says of a window's size

# What axe leaves to a person to judge counts as a fault too, but for what was judged here:
# a letter for a word is a symbol and no label (Understanding 2.5.3); arrows on keys have the
# colours of the letters on the other keys, which are judged.
JUDGED = {
    "label-content-name-mismatch": "Unable to determine if the visible text is part",
    "color-contrast": "only non-text characters",
}
_RUN = """async ([rules, judged]) => {
  const found = await axe.run(window.lookAt ? document.querySelector(window.lookAt) : document, {
    runOnly: rules, resultTypes: ["violations", "incomplete"],
  });
  const told = ({id, nodes}) => nodes.map(({target, failureSummary}) =>
    `${id}: ${target.flat().join(" ")}: ${failureSummary.replace(/\\s+/g, " ")}`);
  const judgedHere = (fault) => Object.entries(judged).some(
    ([rule, why]) => fault.startsWith(rule + ":") && fault.includes(why));
  const doubts = found.incomplete.flatMap(told).filter((fault) => !judgedHere(fault));
  return [...found.violations.flatMap(told), ...doubts.map((fault) => `doubtful: ${fault}`)];
}"""

_OURS = """smallest => {
  const seen = (element) => element.checkVisibility({visibilityProperty: true});
  const name = (element) => element.outerHTML.replace(/\\s+/g, " ").slice(0, 90);
  const faults = [];
  const headings = document.querySelectorAll("h1");
  if (headings.length !== 1) faults.push(`${headings.length} headings of the first level`);
  if (!document.title.trim()) faults.push("no title");
  if (!/^(en|cy)$/.test(document.documentElement.lang)) faults.push("no language");
  const ids = [...document.querySelectorAll("[id]")].map(({id}) => id);
  for (const id of new Set(ids.filter((id, place) => ids.indexOf(id) !== place)))
    faults.push(`two elements have the id ${id}`);
  const controls = document.querySelectorAll(
    "a[href], button, summary, select, textarea, input:not([type=hidden])");
  for (const control of controls) {
    const around = control.matches("a") ? control.closest("p, li, td") : null;
    const inSentence = around && around.textContent.trim() !== control.textContent.trim();
    if (!seen(control) || inSentence || control.matches(".govuk-skip-link:not(:focus)")) continue;
    const label = control.type === "checkbox" ? control.labels[0] : control;
    const [one, other] = [control, label].map((each) => each.getBoundingClientRect());
    const width = Math.max(one.right, other.right) - Math.min(one.left, other.left);
    const height = Math.max(one.bottom, other.bottom) - Math.min(one.top, other.top);
    if (Math.min(width, height) < smallest - 0.01)
      faults.push(`small, ${width.toFixed(1)} by ${height.toFixed(1)}: ${name(control)}`);
  }
  return faults;
}"""


@cache
def _source() -> str:
    return AXE.read_text()


async def barriers(page: Page) -> list[str]:
    """What is wrong with the page as it stands; nothing, when all is well. axe looks at the part
    that the page was told to `lookAt`, if it was."""
    return [*await _by_axe(page, RULES), *await _by_us(page)]


async def barriers_at(page: Page, sizes: Iterable[tuple[int, int]]) -> list[str]:
    """What is wrong with the page in windows of these sizes, the first of which it is seen in by
    all rules, and the others by those that a size can break."""
    first, *others = sizes
    await page.set_viewport_size(ViewportSize(width=first[0], height=first[1]))
    found = await barriers(page)
    for width, height in others:
        await page.set_viewport_size(ViewportSize(width=width, height=height))
        worse = [*await _by_axe(page, ROOM), *await _by_us(page)]
        found += [f"{width} by {height}: {each}" for each in worse]
    return found


async def too_faint(page: Page) -> list[str]:
    """What cannot be told apart in the colours that the page now has, and was right in others."""
    return await _by_axe(page, COLOURS)


async def _by_axe(page: Page, rules: Iterable[str]) -> list[str]:
    if not await page.evaluate("Boolean(window.axe)"):
        await page.evaluate(_source())  # through the debugger, so the page's own policy stays on
    found: list[str] = await page.evaluate(_RUN, [list(rules), JUDGED])
    return found


async def _by_us(page: Page) -> list[str]:
    found: list[str] = await page.evaluate(_OURS, SMALLEST)
    return [*found, *(["scrolls sideways"] if await too_wide(page) else [])]


async def too_wide(page: Page) -> bool:
    """Whether the page as a whole must be scrolled sideways."""
    sizes = "({scrollWidth, clientWidth}) => scrollWidth > clientWidth"
    return bool(await page.evaluate(f"({sizes})(document.documentElement)"))
