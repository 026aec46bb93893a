"""What would keep somebody from reading or working a page: axe's rules, and ours beside them."""

from __future__ import annotations

from functools import cache

from playwright.async_api import Page

from tests.pages.conftest import AXE, RULES

SMALLEST = 24  # CSS pixels, for a target that is pressed (WCAG 2.5.8)

# What axe is sure of, and what it leaves to be judged: the one as bad as the other.
_RUN = """async rules => {
  const {violations, incomplete} = await axe.run(document, {
    runOnly: rules, resultTypes: ["violations", "incomplete"],
  });
  const told = (doubt) => ({id, nodes}) => nodes.map(({target, failureSummary}) =>
    `${doubt}${id}: ${target.flat().join(" ")}: ${failureSummary.replace(/\\s+/g, " ")}`);
  return [...violations.flatMap(told("")), ...incomplete.flatMap(told("unsure of "))];
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
  const {scrollWidth, clientWidth} = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`scrolls sideways: ${scrollWidth} > ${clientWidth}`);
  const pressed = "button, summary, select, textarea, input:not([type=hidden])";
  for (const control of document.querySelectorAll(pressed)) {
    if (!seen(control)) continue;
    const label = control.type === "checkbox" ? control.labels[0] : null;
    const boxes = [control, label].filter(Boolean).map((each) => each.getBoundingClientRect());
    const width = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
    const height = Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top));
    if (Math.min(width, height) < smallest - 0.01)
      faults.push(`small, ${width.toFixed(1)} by ${height.toFixed(1)}: ${name(control)}`);
  }
  return faults;
}"""


@cache
def _source() -> str:
    return AXE.read_text()


async def barriers(page: Page) -> list[str]:
    """What is wrong with the page as it stands; nothing, when all is well."""
    await page.evaluate(_source())  # through the debugger, so the page's own policy stays on
    return [*await page.evaluate(_RUN, list(RULES)), *await page.evaluate(_OURS, SMALLEST)]
