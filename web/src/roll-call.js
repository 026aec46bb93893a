// Calls the roll in seat order, a key a member. The answer is sent and the next member called at
// once; what is refused is told, and one can go back.
//
//   import { callRoll, callOne, calling, endCall, rollKey, startRollCall } from "./roll-call.js";

import { say } from "./announce.js";
import { leave, open, shown, show } from "./composer.js";
import { onChange, unanswered } from "./commands.js";
import { applied } from "./panels.js";
import { problem, slips } from "./slips.js";
import { words } from "./words.js";

const rows = () => [...document.querySelectorAll("[data-slot=roll] [data-person]")];
const by = (id) => document.getElementById(id);
const answeredOffline = () => new Map(unanswered().filter((call) => call.with.person && !call.problem).map((call) => [call.with.person, call]));

let called = ""; // the id of the person
let one = false; // one member only, not the whole roll

export const calling = () => called !== "" && shown().dataset.slip === "call";

export function startRollCall() {
  const button = by("call-the-roll");
  button.hidden = false;
  button.addEventListener("click", () => callRoll());
  by("call").addEventListener("given", () => (one ? endCall() : next(1, true)));
  for (const each of document.querySelectorAll("[data-call]"))
    if (each.type === "button") each.addEventListener("click", () => rollKey(each.dataset.call));
  applied(mark);
  onChange(mark);
}

export function callRoll() {
  const first = rows().find((row) => !answered(row)) ?? rows()[0];
  if (!first) return say(words("nobody"));
  one = false;
  call(first);
}

export function callOne(row) {
  one = true;
  call(row);
}

export function endCall(sentence = "") {
  called = "";
  mark();
  leave();
  if (sentence) say(sentence);
}

// True if the key was one of the roll-call's.
export function rollKey(key) {
  if (key === "Escape") endCall();
  else if (key === "s") next(1);
  else if (key === "Backspace") next(-1);
  else {
    const button = document.querySelector(`[data-call="${CSS.escape(key)}"]`);
    if (!button) return false;
    if (!button.hidden) by("call").requestSubmit(button);
  }
  return true;
}

function call(row) {
  called = row.dataset.person;
  by("call").elements.person.value = called;
  by("call").elements.at.value = "";
  by("call").dataset.name = row.dataset.name;
  by("call-name").textContent = row.querySelector(".app-roll__who").title;
  show("call");
  document.activeElement?.blur();
  mark();
  row.scrollIntoView({ block: "nearest" });
  say(row.dataset.name);
}

function next(by_, answer = false) {
  const all = rows();
  const at = all.findIndex((row) => row.dataset.person === called);
  if (!answer) problem(slips.get("call"), "");
  const row = all[at + by_];
  if (row) call(row);
  else if (by_ > 0) endCall(words("call_done"));
}

const state = (row) => row.querySelector(".app-roll__state").textContent.trim();
const answered = (row) => state(row) !== "" || answeredOffline().has(row.dataset.person);

// Shows who is called, and whose answer still waits to be sent.
function mark() {
  const waiting = answeredOffline();
  for (const row of rows()) {
    const seat = row.closest("li");
    seat.toggleAttribute("data-called", row.dataset.person === called);
    seat.toggleAttribute("data-waiting", waiting.has(row.dataset.person));
  }
  const row = rows().find(({ dataset }) => dataset.person === called);
  if (!row) return;
  const all = rows();
  by("call-count").textContent = words("call_count", { number: all.indexOf(row) + 1, all: all.length });
  by("call-state").textContent = waiting.get(called)?.told ?? (state(row).replace(/\s+/g, " ") || words("not_called"));
  const seat = row.closest("li").className;
  document.querySelector("[data-call=l]").hidden = !seat.includes("--here");
  document.querySelector("[data-call=c]").hidden = seat.includes("--here") || seat.includes("--uncalled");
}
