// What a member has sent is recorded as it was sent, or in the words of the slip in which the clerk
// changes them; never as it was sent while other words for it stand in the slip.
//
//   import { startOfferWords } from "./offer-words.js";
//   startOfferWords();

import { open, shown, whenAroundChanges } from "./composer.js";
import { draft } from "./drafts.js";
import { openEntry } from "./entry-slip.js";
import { box, entryField, problem, rowOfEntry, slips } from "./slips.js";
import { words } from "./words.js";

const PRESSES = "[data-slot=offers] form[action$='/take_up_offer']";

const slip = () => slips.get("take_up_offer");
const offerOf = (form) => form.elements.offer.value;
const isOpen = (id) => slip() === shown() && entryField(slip()).value === id;

export function startOfferWords() {
  if (!slip()) return;
  document.addEventListener("submit", keepFromSending, true);
  whenAroundChanges(mark);
  mark();
}

// Words that were changed and left wait in the box of their slip.
function isChanged(id) {
  const { text } = draft("take_up_offer", id) ?? {};
  return text !== undefined && text !== rowOfEntry(id)?.dataset.words;
}

function keepFromSending(event) {
  if (!event.target.matches(PRESSES)) return;
  const id = offerOf(event.target);
  if (!isOpen(id) && !isChanged(id)) return;
  event.preventDefault();
  event.stopPropagation();
  if (!isOpen(id)) openEntry(slip(), rowOfEntry(id));
  open("take_up_offer");
  problem(slip(), words("changed_words"));
  box(slip()).focus();
}

function mark() {
  for (const form of document.querySelectorAll(PRESSES)) {
    const button = form.querySelector("button");
    if (isOpen(offerOf(form))) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}
