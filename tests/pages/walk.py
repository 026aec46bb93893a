"""Going through a page with the Tab key: what is reached, in what order, and whether it shows."""

from __future__ import annotations

import msgspec
from playwright.async_api import Page

MOST = 500  # presses; by then a page that has not begun again keeps somebody in

# What a control looks like, with what is drawn for it: its label, and what it stands in.
_PREPARE = """() => {
  const outline = ({outlineStyle, outlineWidth, outlineColor}) =>
    outlineStyle === "none" || outlineWidth === "0px" || /, 0\\)$/.test(outlineColor)
      ? "" : outlineWidth + outlineColor;
  const look = (control) =>
    [control, control.labels?.[0], control.parentElement].filter(Boolean).map((drawn) => {
      const style = getComputedStyle(drawn);
      return [outline(style), style.boxShadow, style.backgroundColor, style.borderColor].join();
    }).join();
  const name = (control) => (control.getAttribute("aria-label") || control.labels?.[0]?.textContent
    || control.textContent).replace(/\\s+/g, " ").trim();
  const native = "a[href], button, summary, select, textarea, input:not([type=hidden])";
  const controls = document.querySelectorAll(`${native}, [tabindex], [data-list] > *`);
  const seen = (each) => each.checkVisibility({visibilityProperty: true}) && !each.disabled;
  const looks = new Map([...controls].filter(seen).map((each) => [each, look(each)]));
  const opacity = (each) => each ? getComputedStyle(each).opacity * opacity(each.parentElement) : 1;

  // Whether no point of it is in view, or something else lies over all of them.
  const hidden = (control) => {
    const {left, right, top, bottom} = control.getBoundingClientRect();
    const points = [0.1, 0.5, 0.9].flatMap((across) => [0.2, 0.5, 0.8].map((down) =>
      [left + (right - left) * across, top + (bottom - top) * down]));
    return !points.some(([x, y]) => control.contains(document.elementFromPoint(x, y)));
  };

  window.walk = {
    left: () => [...looks.keys()].filter(
      (each) => seen(each) && (each.matches(native) || each.tabIndex >= 0)).map(name),
    step: () => {
      const control = document.activeElement;
      if (control === document.body || control.walked) return null;
      control.walked = true;
      const fault = look(control) === looks.get(control) ? "looks as if it had no focus"
        : opacity(control) < 0.9 ? "is drawn too faintly"
        : hidden(control) ? "is hidden by something else" : "";
      looks.delete(control);
      return {name: name(control), fault: fault && `${control.outerHTML.slice(0, 120)} ${fault}`};
    },
  };
}"""


class Walk(msgspec.Struct, frozen=True):
    """The names of what was reached, in order; of what was not; and what is wrong with some."""

    reached: tuple[str, ...]
    missed: tuple[str, ...]
    faults: tuple[str, ...]

    def passes(self, *names: str) -> bool:
        """Whether controls whose names begin like these are reached in this order."""
        rest = iter(self.reached)
        return all(any(each.startswith(name) for each in rest) for name in names)


async def walk(page: Page, *keys: str) -> Walk:
    """Press these keys, or else Tab from the top of the page until it begins again."""
    await page.evaluate(_PREPARE)
    reached, faults = [], []
    for key in keys or ["Tab"] * MOST:
        await page.keyboard.press(key)
        step = await page.evaluate("walk.step()")
        if step is None:
            break
        reached.append(step["name"])
        faults += [step["fault"]] if step["fault"] else []
    return Walk(tuple(reached), tuple(await page.evaluate("walk.left()")), tuple(faults))
