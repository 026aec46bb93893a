"""What would keep somebody from reading or working a page: axe's rules, and ours beside them."""

from __future__ import annotations

from functools import cache

from playwright.async_api import Page

from tests.pages.conftest import AXE, RULES

SMALLEST = 24  # CSS pixels, for a target that is pressed (WCAG 2.5.8)

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
    await page.evaluate(_source())  # through the debugger, so the page's own policy stays on
    found = await page.evaluate(_RUN, [list(RULES), JUDGED])
    found += await page.evaluate(_OURS, SMALLEST)
    return [*found, *(["scrolls sideways"] if await too_wide(page) else [])]


async def too_wide(page: Page) -> bool:
    """Whether the page as a whole must be scrolled sideways."""
    sizes = "({scrollWidth, clientWidth}) => scrollWidth > clientWidth"
    return bool(await page.evaluate(f"({sizes})(document.documentElement)"))
