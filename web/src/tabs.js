// The tabs of the box: what can be written, each with its key.
//
//   import { draftName, drawTabs, fits, offerTabs, tellWhatIsLeft } from "./tabs.js";

import { drafts } from "./drafts.js";
import { element, isHere, isTab, itemsToCome, key, onto, slips, unrecorded } from "./slips.js";
import { words } from "./words.js";

const tabs = () => document.querySelectorAll("#tabs [data-opens]");

export function drawTabs(open) {
  const drawn = [...slips.values()].filter(isTab).map(({ dataset }) => {
    const { slip, label, key: letter } = dataset;
    const tab = element("button", { type: "button", className: "app-tab" }, label, " ");
    if (letter) tab.append(key(letter));
    tab.dataset.opens = slip;
    tab.addEventListener("click", () => open(slip));
    return tab;
  });
  document.getElementById("tabs").replaceChildren(...drawn);
}

// What belongs to the minutes of an earlier meeting is offered where an item brings them.
export function offerTabs(current, hand) {
  for (const tab of tabs()) {
    const { opens } = tab.dataset;
    tab.setAttribute("aria-pressed", String(opens === current));
    tab.hidden = !fits(opens, hand) && opens !== current;
  }
}

// Whether a slip has to do with the item in hand.
export function fits(slip, hand) {
  const brings = `[data-hand="${CSS.escape(hand)}"][data-minutes-of]`;
  return !slip.endsWith("previous_minutes") || document.querySelector(brings) !== null;
}

// What a draft is called: "Note on item 6".
export function draftName([slip, at]) {
  const { label } = slips.get(slip).dataset;
  return (onto(slips.get(slip)) || isHere(slips.get(slip))) && at ? words("on_item", { label, item: at }) : label;
}

// Before the meeting is closed: what stands in the box, what was not taken, and what has no entry.
export function tellWhatIsLeft() {
  const place = document.querySelector("[data-undone]");
  if (!place) return;
  const written = drafts().filter(([slip]) => slips.has(slip));
  const left = [
    ["not_recorded", written.map(draftName)],
    ["not_taken", itemsToCome()],
    ["nothing_on", unrecorded()],
  ];
  place.textContent = left
    .filter(([, items]) => items.length)
    .map(([name, items]) => words(name, { items: items.join(", ") }))
    .join(" ");
}
