// The slip of an action: its one line fills the parts beneath it as it is typed, and where it begins
// with nobody who is known, that is said and nobody is guessed.
//
//   import { readLine, tellUnknown } from "./action-slip.js";
//   readLine(section, field);   // this field was typed into; nothing, if the slip has no such line
//   tellUnknown();              // says it, or takes it back, by what stands in the slip now

import { knower, namesOneOf, readAction } from "./action-line.js";
import { box, form } from "./slips.js";
import { words } from "./words.js";

const lineOf = (section) => section.querySelector("[data-action-line]");
const knownTo = (section) => knower([lineOf(section).dataset.known]);

// Who was written by hand stays; unless that is who the line begins with, the line is then all
// "what".
export function readLine(section, field) {
  if (!lineOf(section)) return;
  const { who, what, by_when } = form(section).elements;
  const line = box(section);
  const known = knownTo(section);
  const before = readAction(section.line ?? line.value, "", known);
  const own = who.value === before.who ? "" : who.value.trim();
  const now = readAction(line.value, "", own ? undefined : known);
  const whole = readAction(line.value, own);
  const parts = own && !namesOneOf(own, now.who) ? whole : now;
  if (field === line) {
    [who.value, what.value, by_when.value] = [own || parts.who, parts.what, parts.by_when];
    section.line = line.value;
  } else if (field === who && own && [now.what, whole.what].includes(what.value)) {
    what.value = parts.what;
  }
}

export function tellUnknown() {
  for (const place of document.querySelectorAll("[data-action-unknown]")) {
    const section = place.closest("[data-slip]");
    const { who } = form(section).elements;
    const { unknown } = readAction(box(section).value, who.value.trim(), knownTo(section));
    const text = unknown ? words("who_acts", { who: unknown }) : "";
    if (place.textContent !== text) place.textContent = text;
  }
}
