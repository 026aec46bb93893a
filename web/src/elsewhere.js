// Words that are not for the item in hand: the box says so and offers to move them, and drafts
// that wait in other places are listed, so that none is forgotten.
//
//   import { moveToHand, showElsewhere, turnInto } from "./elsewhere.js";

import { open, retarget, save, shown, whenAroundChanges } from "./composer.js";
import { drafts, dropDraft } from "./drafts.js";
import { openEntry } from "./entry-slip.js";
import {
  box, element, empty, entryField, fill, inHand, isTab, onto, place, rowOfEntry, slips, smallButton,
} from "./slips.js";
import { draftName } from "./tabs.js";
import { words } from "./words.js";

export function showElsewhere() {
  whenAroundChanges(draw);
  document.addEventListener("input", draw);
  draw();
}

export function moveToHand() {
  if (strays(shown())) retarget(shown(), inHand());
}

// What was begun as a note becomes a decision, or an action, for the same item.
export function turnInto(name) {
  const from = shown();
  const into = slips.get(name);
  const text = isTab(from) && box(from)?.value.trim();
  if (!into || from === into || !text) return open(name);
  const item = from.target;
  dropDraft(from.dataset.slip, place(from));
  fill(from, {});
  open(name, item);
  box(into).value = [box(into).value, text].filter(Boolean).join("\n\n");
  box(into).dispatchEvent(new Event("input", { bubbles: true }));
  save(into);
}

function strays(section) {
  const hand = inHand();
  const { target } = section; // none: the words are for whatever item is in hand
  return onto(section) && isTab(section) && !empty(section) && hand && target && target !== hand;
}

const isShown = ([slip, at]) => slip === shown().dataset.slip && at === place(shown());

let drawn = "";

function draw() {
  const others = drafts().filter((each) => slips.has(each[0]) && !isShown(each));
  const now = JSON.stringify([strays(shown()) && [shown().target, inHand()], others]);
  if (now === drawn) return;
  drawn = now;
  document.getElementById("elsewhere").replaceChildren(...stray(), ...others.map(kept));
}

function stray() {
  if (!strays(shown())) return [];
  const told = { hand: inHand(), item: shown().target };
  return [
    element("span", { className: "app-composer__note" }, words("move_to", told)),
    smallButton(words("move", told), moveToHand, "Alt+M"),
  ];
}

function kept([slip, at]) {
  const section = slips.get(slip);
  return smallButton(words("kept_draft", { label: draftName([slip, at]) }), () => {
    if (entryField(section)) openEntry(section, rowOfEntry(at));
    open(slip, at);
  });
}
