// While hands or papers are counted: how many of the roll are in none of the counts.
//
//   import { startCounting } from "./counting.js";

import { applied } from "./panels.js";
import { words } from "./words.js";

export function startCounting() {
  for (const rest of document.querySelectorAll("[data-rest]")) {
    const { form } = rest.closest("form").elements.in_favour;
    const look = () => tell(rest, form);
    form.addEventListener("input", look);
    form.addEventListener("focusin", look);
    applied(look);
    look();
  }
}

function tell(rest, form) {
  const { in_favour, against, abstained } = form.elements;
  const roll = Number(document.querySelector("[data-slot=vote] [data-roll]")?.dataset.roll ?? 0);
  const left = roll - [in_favour, against, abstained].reduce((sum, { value }) => sum + Number(value), 0);
  const name = left > 0 ? "rest_missing" : left < 0 ? "rest_over" : "rest_none";
  const text = roll && !Number.isNaN(left) ? words(name, { left: Math.abs(left), roll }) : "";
  if (rest.textContent !== text) rest.textContent = text;
  rest.toggleAttribute("data-gap", left !== 0);
}
