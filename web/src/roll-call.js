// Calls the roll in seat order, a key a member. The answer is sent and the next member called at
// once; what is refused is told, and one can go back.
//
//   import { callOne, calling, rollKey, startRollCall } from "./roll-call.js";

import { say } from "./announce.js";
import { leave, show, shown } from "./composer.js";
import { onChange, unanswered } from "./commands.js";
import { applied } from "./panels.js";
import { problem, slips } from "./slips.js";
import { words } from "./words.js";

const rows = () => [...document.querySelectorAll("[data-slot=roll] [data-person]")];
const by = (id) => document.getElementById(id);

let called = ""; // the id of the person
let one = false; // one member only, not the whole roll

export const calling = () => called !== "" && shown().dataset.slip === "call";

export function startRollCall() {
  const button = by("call-the-roll");
  button.hidden = false;
  button.addEventListener("click", () => callRoll());
  by("call").addEventListener("given", () => (one ? endCall() : next(1)));
  for (const each of document.querySelectorAll("[data-call]"))
    if (each.type === "button") each.addEventListener("click", () => rollKey(each.dataset.call));
  applied(mark);
  onChange(mark);
}

function callRoll() {
  const first = rows().find((row) => !answered(row)) ?? rows()[0];
  if (!first) return say(words("nobody"));
  one = false;
  problem(slips.get("call"), "");
  call(first);
}

export function callOne(row) {
  one = true;
  problem(slips.get("call"), "");
  call(row);
}

function endCall(sentence = "") {
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

function next(step) {
  const all = rows();
  const row = all[all.findIndex(({ dataset }) => dataset.person === called) + step];
  if (row) call(row);
  else if (step > 0) endCall(words("call_done"));
}

const state = (row) => row.querySelector(".app-roll__state").textContent.replace(/\s+/g, " ").trim();
const answered = (row) => state(row) !== "" || onTheWay().has(row.dataset.person);

// The answers that were given and are not recorded yet, by person.
function onTheWay() {
  const calls = unanswered().filter((each) => each.with.person && !each.problem);
  return new Map(calls.map((each) => [each.with.person, each]));
}

// Shows who is called, and whose answer still waits to be sent.
function mark() {
  const waiting = onTheWay();
  for (const row of rows()) {
    const seat = row.closest("li");
    seat.toggleAttribute("data-called", row.dataset.person === called);
    seat.toggleAttribute("data-waiting", waiting.has(row.dataset.person));
  }
  const row = rows().find(({ dataset }) => dataset.person === called);
  if (row) describe(row, waiting.get(called)?.told || state(row));
}

function describe(row, answer) {
  const all = rows();
  const number = all.indexOf(row) + 1;
  by("call-count").textContent = words("call_count", { number, all: all.length });
  by("call-state").textContent = answer || words("not_called");
  const { classList } = row.closest("li");
  const here = classList.contains("app-roll--here");
  document.querySelector("[data-call=l]").hidden = !here;
  document.querySelector("[data-call=c]").hidden = here || classList.contains("app-roll--uncalled");
}
