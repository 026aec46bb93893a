// Slips: the forms of the console, one a command, that share one place. What a slip is for is its
// `place`: an item (as chosen in [data-onto], or the one in hand for [data-here]), an entry (in
// [data-entry]), or the meeting ("").
//
//   import { slips, adoptSlips, place, read, fill, empty, … } from "./slips.js";

import { draft } from "./drafts.js";
import { unanswered } from "./commands.js";
import { fields, writable } from "./forms.js";

export const slips = new Map();

export function adoptSlips() {
  for (const section of document.querySelectorAll("[data-slip]"))
    slips.set(section.dataset.slip, section);
}

export const form = (section) => section.querySelector("form");
export const onto = (section) => section.querySelector("[data-onto]");
export const entryField = (section) => section.querySelector("input[data-entry]");
export const box = (section) => section.querySelector("[data-words]");
export const isHere = (section) => section.hasAttribute("data-here");
export const isTab = (section) => section.hasAttribute("data-tab");

export function place(section) {
  return entryField(section)?.value ?? (onto(section) || isHere(section) ? section.target : "");
}

// Sets the item, and fills in what was drafted for it.
export function aim(section, item) {
  section.aimed = item;
  if (onto(section)) {
    onto(section).value = item;
    if (onto(section).selectedIndex < 0) onto(section).value = itemsToCome()[0] ?? itemNumbers()[0];
    section.target = onto(section).value;
  }
  if (isHere(section)) section.target = item;
  fill(section, draft(section.dataset.slip, place(section)) ?? {});
}

export function read(section) {
  const values = fields(form(section));
  if (onto(section)) delete values.item;
  return values;
}

export function fill(section, values) {
  for (const field of writable(form(section))) {
    if (field === onto(section)) continue;
    const value = values[field.name || field.id];
    const standard = field.defaultChecked || asked(section, field);
    if (field.type === "checkbox") field.checked = value ?? standard;
    else if (field.multiple) choose(field, (value ?? "").split(","));
    else if (field.matches("select")) field.value = value ?? firstChoice(field);
    else field.value = value ?? "";
  }
}

function choose(list, values) {
  for (const option of list.options) option.selected = values.includes(option.value);
}

// A tick that stands for something on the record of the item is set when that is there.
export function tickByRecord(section) {
  const ticks = section.querySelectorAll("[data-ticked-by]");
  for (const tick of ticks) tick.checked = asked(section, tick);
}

function asked(section, { dataset: { tickedBy } }) {
  if (!tickedBy) return false;
  const item = CSS.escape(section.target || inHand());
  return Boolean(document.querySelector(`[data-matter="${tickedBy}"][data-item="${item}"]`));
}

function firstChoice(select) {
  return (select.querySelector("[selected]") ?? select.options[0])?.value ?? "";
}

// Whether nothing was typed: a choice in a list or a time alone is not worth keeping.
export function empty(section) {
  return writable(form(section)).every(
    (field) => field.matches("select, [type=checkbox], [data-clock]") || !field.value.trim(),
  );
}

export function problem(section, sentence) {
  const line = section.querySelector(".app-slip__problem");
  if (!line) return;
  if (line.textContent !== sentence) line.textContent = sentence;
  line.hidden = !sentence;
}

// The reason that a slip tells, or nothing.
export function told(section) {
  const line = section.querySelector(".app-slip__problem");
  return line && !line.hidden ? line.textContent : "";
}

// The agenda, as the page shows it.

const anchor = (number) => `agenda-item-${number.replace(/[^\p{L}\p{N}]/gu, "-")}`;

// The item in hand, as the server will see it once all that waits has been sent.
export function inHand() {
  const taking = unanswered().filter((call) => call.command === "take_item" && !call.problem);
  return taking.at(-1)?.with.item ?? document.querySelector("[data-hand]")?.dataset.hand ?? "";
}

export function itemNumbers() {
  const options = document.querySelector("[data-onto]")?.options ?? [];
  return [...options].map(({ value }) => value).filter(Boolean);
}

// The items that are still to come, those after the one in hand first.
export function itemsToCome() {
  const numbers = itemNumbers();
  const start = numbers.indexOf(inHand()) + 1;
  const takes = unanswered().filter(({ command }) => command === "take_item");
  const taking = new Set(takes.map((call) => call.with.item));
  return [...numbers.slice(start), ...numbers.slice(0, start)].filter(
    (number) =>
      !taking.has(number) &&
      document.getElementById(anchor(number))?.classList.contains("app-item--pending"),
  );
}

// The items that were taken, or are in hand, and have nothing on record; what has sub-items may.
export function unrecorded() {
  return itemNumbers().filter((number) => {
    const row = document.getElementById(anchor(number));
    const here = row?.matches(".app-item--taken, .app-item--in-hand");
    const below = row?.nextElementSibling?.matches(".app-item--sub");
    const above = below && !row.matches(".app-item--sub");
    const entry = `[data-matter][data-item="${CSS.escape(number)}"]`;
    return here && !above && !document.querySelector(entry);
  });
}

export const rowOfEntry = (id) =>
  id && document.querySelector(`[data-row][data-entry="${CSS.escape(id)}"]`);

export function element(tag, properties = {}, ...content) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...content.filter(Boolean));
  return made;
}

export function key(name) {
  const made = element("kbd", { className: "app-key" }, name);
  made.setAttribute("aria-hidden", "true");
  return made;
}

export function smallButton(text, act, shortcut) {
  const classes = "app-button app-button--quiet";
  const made = element("button", { type: "button", className: classes }, text);
  if (shortcut) made.append(" ", key(shortcut));
  made.addEventListener("click", act);
  return made;
}
