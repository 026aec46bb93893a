// The box of the console. One slip is shown; what is typed into it is kept for its place at every
// keystroke, comes back after a reload, and goes only when it is on its way to the journal. If it
// is refused it comes back, with the reason beside it.
//
//   import { leave, open, putBack, shown, startComposer } from "./composer.js";
//   startComposer();
//   open("record_note");               // shows a slip and puts the cursor into its box
//   open("record_note", "3");          // … for item 3
//   leave();                           // back to the keys; the words stay

import { readLine, tellUnknown } from "./action-slip.js";
import { onAnswer, onChange, onRefusal } from "./commands.js";
import { draft, dropDraft, joined, keepDraft, startDrafts } from "./drafts.js";
import { acceptEntry, openEntry, prepareEntry, quoteEntry } from "./entry-slip.js";
import { applied } from "./panels.js";
import { acceptText, presentText, presentWay } from "./present-text.js";
import {
  adoptSlips, aim, box, empty, entryField, fill, form, inHand, isHere, isTab, onto, place, problem, read,
  rowOfEntry, slips, tickByRecord, told,
} from "./slips.js";
import { drawTabs, fits, offerTabs, tellWhatIsLeft } from "./tabs.js";

const CALLING = ["call", "named"]; // slips that call one member after the other
const SOON = 3000; // what waited longer may meet somebody who has gone on to other things

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
  drawTabs(open);
  document.addEventListener("click", follow);
  onRefusal(takeBack);
  onAnswer(succeeded);
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
  if (section.matches(".app-slip--refused")) section.target = onto(section)?.value ?? inHand();
  else aim(section, inHand());
}

// Typing

function typed(section, field) {
  problem(section, "");
  if (CALLING.includes(section.dataset.slip)) return;
  readLine(section, field);
  save(section);
}

export function save(section) {
  problem(section, "");
  const version = section.querySelector("[data-version], input[data-motion-version]")?.value;
  if (empty(section)) dropDraft(section.dataset.slip, place(section));
  else keepDraft(section.dataset.slip, place(section), { ...read(section), version });
  tellUnknown();
}

// A draft that came from a window that was shut fills its slip, if nothing was written there yet.
function catchUp(section) {
  if (form(section) && empty(section) && !section.chosen) aim(section, section.aimed ?? "");
  changedAround();
}

// The words go with the slip to another item; what was drafted there is joined to them.
export function retarget(section, item, chosen = false) {
  section.chosen = chosen;
  const moved = joined(draft(section.dataset.slip, item), read(section));
  if (!empty(section)) dropDraft(section.dataset.slip, place(section));
  aim(section, item);
  fill(section, moved);
  tickByRecord(section);
  save(section);
  changedAround();
}

// Showing

export function open(name, item) {
  const section = slips.get(name);
  if (!section) return;
  if (item !== undefined && aimable(section) && section.target !== item) aim(section, item);
  if (item !== undefined && isHere(section)) section.chosen = true;
  if (!told(section)) tickByRecord(section);
  presentText(section);
  presentWay(section);
  for (const other of slips.values()) if (other !== section) forgive(other);
  show(name);
  focusBox(section);
}

// A reason that was read goes when one turns to something else.
function forgive(section) {
  if (!told(section)) return;
  problem(section, "");
  section.chosen = false;
}

export function show(name) {
  const active = document.activeElement;
  if (!shown()?.contains(active)) cameFrom = active;
  current = name;
  if (isTab(shown())) writing = name;
  for (const section of slips.values()) section.hidden = section !== shown();
  changedAround();
}

function focusBox(section) {
  const others = "input:not([type=hidden], [type=checkbox], [data-clock]), select:not([data-onto])";
  const first = section.querySelector("[data-first]");
  const fields = [first, box(section), ...section.querySelectorAll(others)];
  const seen = fields.find((each) => each?.checkVisibility());
  const field = seen ?? section.querySelector("[type=submit]");
  field?.focus();
  if (field?.matches("textarea")) field.setSelectionRange(field.value.length, field.value.length);
}

export function leave() {
  const inside = shown().contains(document.activeElement);
  if (!told(shown())) shown().chosen = false; // an item chosen for words that were never written
  if (current !== writing) show(writing);
  if (!inside) return;
  document.activeElement.blur();
  const row = cameFrom?.isConnected && cameFrom.closest("[data-row]");
  if (row) row.focus({ preventScroll: true });
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

// Recording

function given(section, call) {
  if (CALLING.includes(call.from.slip)) return;
  call.from.place = place(section);
  dropDraft(section.dataset.slip, place(section));
  section.chosen = false;
  problem(section, "");
  fill(section, {});
  if (!isTab(section) || !box(section)) return leave(); // nothing to write on: the keys, then
  if (aimable(section)) aim(section, inHand());
  focusBox(section);
  changedAround();
}

// A reason is done with when the slip's command succeeds; that of the roll-call is about somebody
// called before, and stays.
function succeeded({ from }) {
  if (slips.has(from?.slip) && !CALLING.includes(from.slip)) problem(slips.get(from.slip), "");
}

// A refused command gives its words back to its box, unless somebody writes elsewhere by now.
function takeBack(call) {
  offerReason(call);
  const section = slips.get(call.from?.slip);
  if (!section || call.from.slip === "named") return false;
  if (call.waiting && Date.now() - call.given > SOON) return false;
  if (call.from.slip === "call") {
    problem(section, `${call.told}: ${call.problem}`);
    return section === shown();
  }
  const busy = shown().contains(document.activeElement) && (section !== shown() || !empty(section));
  if (!busy) putBack(call);
  return !busy;
}

// A button that a rule is against has its slip, where a reason to go on can be given.
function offerReason(call) {
  if (!call.override || call.from || !slips.has(call.command)) return;
  call.from = { slip: call.command, fields: call.with, place: "" };
}

// The box for that reason is opened when a rule of the body is against it.
function openReason(section, call) {
  const reason = call.override && section.querySelector("[name=override]");
  if (!reason) return;
  const fold = reason.closest("details");
  if (fold) fold.open = true;
  reason.focus();
}

export function putBack(call) {
  const section = slips.get(call.from.slip);
  const words = { ...call.from.fields };
  if (onto(section)) delete words.item;
  const { entry, offer, version } = call.with;
  if (entryField(section)) openEntry(section, rowOfEntry(entry ?? offer), version);
  else if (aimable(section) && section.target !== call.from.place) aim(section, call.from.place);
  section.chosen = true; // the reason is about that item, whatever is in hand by now
  if (entryField(section)) fill(section, { ...read(section), ...words });
  else fill(section, empty(section) ? words : joined(read(section), words));
  save(section);
  if (isTab(section) && !box(section)) show(call.from.slip);
  else open(call.from.slip);
  problem(section, call.problem);
  acceptEntry(section);
  acceptText(section);
  openReason(section, call);
}

const aimable = (section) => onto(section) || isHere(section);

// What was begun about an item stays with it: another item begins with empty forms.
function atAnotherItem(section, hand) {
  const written = section === shown() && section.contains(document.activeElement);
  return isHere(section) && !section.chosen && !written && section.target !== hand;
}

// What changes around the box while somebody writes in it never changes the box.

function changedAround() {
  const hand = inHand();
  for (const section of slips.values()) {
    const free = onto(section) && !section.chosen && empty(section);
    if ((free && section.aimed !== hand) || atAnotherItem(section, hand)) {
      aim(section, hand);
      problem(section, "");
      disarm(section);
    }
    if (entryField(section)?.value) quoteEntry(section);
  }
  tellUnknown();
  offerTabs(current, hand);
  tellWhatIsLeft();
  around.forEach((tell) => tell());
}

// What belongs to earlier minutes is put away when an item comes that brings none.
function disarm(section) {
  const written = box(section) && section.contains(document.activeElement);
  if (section !== shown() || written || fits(section.dataset.slip, inHand())) return;
  document.activeElement?.blur();
  show([...slips.values()].find(isTab).dataset.slip);
}
