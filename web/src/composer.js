// The box of the console. One slip is shown; what is typed into it is kept for its place at every
// keystroke, comes back after a reload, and goes only when it is on its way to the journal. If it
// is refused it comes back, with the reason beside it.
//
//   import { leave, open, putBack, shown, startComposer } from "./composer.js";
//   startComposer();
//   open("record_note");               // shows a slip and puts the cursor into its box
//   open("record_note", "3");          // … for item 3
//   leave();                           // back to the keys; the words stay

import { readAction } from "./action-line.js";
import { onChange, onRefusal } from "./commands.js";
import { draft, dropDraft, joined, keepDraft, startDrafts } from "./drafts.js";
import { acceptEntry, openEntry, prepareEntry, quoteEntry } from "./entry-slip.js";
import { applied } from "./panels.js";
import {
  adoptSlips, aim, box, element, empty, entryField, fill, form, inHand, isTab, itemsToCome, key,
  onto, place, problem, read, rowOfEntry, slips,
} from "./slips.js";
import { words } from "./words.js";

const around = [];
let current = "";
let writing = "";
let cameFrom = null;

export const shown = () => slips.get(current);
export const whenAroundChanges = (tell) => around.push(tell);

export async function startComposer() {
  await startDrafts(() => [...slips.values()].forEach(catchUp));
  adoptSlips();
  for (const section of slips.values()) prepare(section);
  drawTabs();
  document.addEventListener("click", follow);
  onRefusal(takeBack);
  onChange(changedAround);
  applied(changedAround);
  show(firstSlip());
  document.getElementById("composer").dataset.ready = "";
}

function firstSlip() {
  const refused = document.querySelector(".app-slip--refused");
  const linked = slips.get(location.hash.replace("#slip-", ""));
  return (refused ?? linked ?? [...slips.values()].find(isTab)).dataset.slip;
}

function prepare(section) {
  section.hidden = true;
  if (!form(section)) return;
  form(section).noValidate = true; // the server says in a sentence what is missing
  for (const line of section.querySelectorAll("[data-action-line]")) line.hidden = false;
  form(section).addEventListener("input", (event) => typed(section, event.target));
  form(section).addEventListener("submit", () => prepareEntry(section));
  form(section).addEventListener("given", (event) => given(section, event.detail));
  onto(section)?.addEventListener("change", ({ target }) => retarget(section, target.value, true));
  if (section.matches(".app-slip--refused")) section.target = onto(section)?.value ?? "";
  else aim(section, inHand());
}

// Typing

function typed(section, field) {
  problem(section, "");
  if (section.dataset.slip === "call") return;
  if (field.closest("[data-action-line]")) readLine(section, field.value);
  save(section);
}

function readLine(section, line) {
  for (const [name, value] of Object.entries(readAction(line)))
    form(section).elements[name].value = value;
}

export function save(section) {
  const version = section.querySelector("[data-version]")?.value;
  if (empty(section)) dropDraft(section.dataset.slip, place(section));
  else keepDraft(section.dataset.slip, place(section), { ...read(section), version });
}

// A draft that came from a window that was shut fills its slip, if nothing was written there yet.
function catchUp(section) {
  if (form(section) && empty(section)) aim(section, section.aimed ?? "");
  changedAround();
}

// The words go with the slip to another item; what was drafted there is joined to them.
export function retarget(section, item, chosen = false) {
  section.chosen = chosen;
  const moved = joined(draft(section.dataset.slip, item), read(section));
  if (!empty(section)) dropDraft(section.dataset.slip, place(section));
  aim(section, item);
  fill(section, moved);
  save(section);
  changedAround();
}

// Showing

export function open(name, item) {
  const section = slips.get(name);
  if (!section) return;
  if (item !== undefined && onto(section) && section.target !== item) aim(section, item);
  show(name);
  focusBox(section);
}

export function show(name) {
  const active = document.activeElement;
  if (!shown()?.contains(active)) cameFrom = active;
  current = name;
  if (isTab(shown())) writing = name;
  for (const section of slips.values()) section.hidden = section !== shown();
  for (const tab of document.querySelectorAll("#tabs [data-opens]"))
    tab.setAttribute("aria-pressed", String(tab.dataset.opens === name));
  changedAround();
}

function focusBox(section) {
  const others = "input:not([type=hidden], [type=checkbox], [data-clock]), select:not([data-onto])";
  const fields = [box(section), ...section.querySelectorAll(others)];
  const field = fields.find((each) => each?.offsetParent) ?? section.querySelector("[type=submit]");
  field?.focus();
  if (field?.matches("textarea")) field.setSelectionRange(field.value.length, field.value.length);
}

export function leave() {
  const inside = shown().contains(document.activeElement);
  shown().chosen = false; // an item chosen for words that were never written
  if (current !== writing) show(writing);
  if (!inside) return;
  document.activeElement.blur();
  if (cameFrom?.isConnected && cameFrom.matches("[data-row]")) cameFrom.focus({ preventScroll: true });
}

// A link to a slip opens it here; a link of an entry opens it for that entry.
function follow(event) {
  const way = event.target.closest("a[href*='#slip-']");
  const section = way && slips.get(way.hash.replace("#slip-", ""));
  if (!section || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const row = way.closest("[data-entry]");
  if (row && entryField(section)) openEntry(section, row);
  open(section.dataset.slip);
}

function drawTabs() {
  const tabs = [...slips.values()].filter(isTab).map((section) => {
    const { slip, label, key: letter } = section.dataset;
    const tab = element("button", { type: "button", className: "app-tab" }, label, " ", letter && key(letter));
    tab.dataset.opens = slip;
    tab.addEventListener("click", () => open(slip));
    return tab;
  });
  document.getElementById("tabs").replaceChildren(...tabs);
}

// Recording

function given(section, call) {
  if (call.from.slip === "call") return;
  call.from.place = place(section);
  dropDraft(section.dataset.slip, place(section));
  section.chosen = false;
  problem(section, "");
  fill(section, {});
  if (!isTab(section)) return leave();
  if (onto(section)) aim(section, inHand());
  focusBox(section);
  changedAround();
}

// A refused command gives its words back to its box, unless somebody writes elsewhere by now.
function takeBack(call) {
  const section = slips.get(call.from?.slip);
  if (!section || call.waiting) return false;
  if (call.from.slip === "call") {
    problem(section, `${call.told}: ${call.problem}`);
    return section === shown();
  }
  const busy = shown().contains(document.activeElement) && (section !== shown() || !empty(section));
  if (!busy) putBack(call);
  return !busy;
}

export function putBack(call) {
  const section = slips.get(call.from.slip);
  const { item: _, ...words } = call.from.fields;
  if (entryField(section)) openEntry(section, rowOfEntry(call.with.entry), call.with.version);
  else if (onto(section) && section.target !== call.from.place) aim(section, call.from.place);
  fill(section, entryField(section) || empty(section) ? words : joined(read(section), words));
  save(section);
  open(call.from.slip);
  problem(section, call.problem);
  acceptEntry(section);
}

// What changes around the box while somebody writes in it never changes the box.

function changedAround() {
  const hand = inHand();
  for (const section of slips.values()) {
    const free = onto(section) && !section.chosen && empty(section);
    if (free && section.aimed !== hand) aim(section, hand);
    if (entryField(section)?.value) quoteEntry(section);
  }
  offerEarlierMinutes(hand);
  const left = document.querySelector("[data-undone]");
  if (left) left.textContent = itemsToCome().length ? words("not_taken", { items: itemsToCome().join(", ") }) : "";
  around.forEach((tell) => tell());
}

// What belongs to the minutes of an earlier meeting is offered where an item brings them.
function offerEarlierMinutes(hand) {
  const brings = document.querySelector(`[data-hand="${CSS.escape(hand)}"][data-minutes-of]`);
  for (const tab of document.querySelectorAll("#tabs [data-opens$=previous_minutes]"))
    tab.hidden = !brings && tab.dataset.opens !== current;
}
