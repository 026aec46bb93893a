// Takes a named vote in seat order, a key a member. The vote is sent and the next member called at
// once; who was skipped is called again, and how many are missing is always to be seen.
//
//   import { nameKey, naming, startNamedVote, takeNames } from "./named-vote.js";

import { say } from "./announce.js";
import { give, onAnswer, onRefusal, unanswered } from "./commands.js";
import { leave, show, shown } from "./composer.js";
import { applied } from "./panels.js";
import { problem, slips } from "./slips.js";
import { words } from "./words.js";

const CHOICES = { f: "for", a: "against", b: "abstain", x: "abstain" };
const FEW = 3; // names that are shown ahead

const by = (id) => document.getElementById(id);
const panel = () => document.querySelector("[data-slot=vote] [data-voters][data-open]");
const row = (person) => document.querySelector(`[data-slot=roll] [data-person="${CSS.escape(person)}"]`);
const name = (person) => row(person)?.dataset.name ?? person;

let vote = ""; // the id of the vote that is taken
let roll = [];
let called = "";
let behind = []; // who was called before, the latest last
let wanted = ""; // the choice that waits for a reason
const given = new Map(); // what was given and is not drawn yet, by person
const acts = new Map(); // the act by which a vote was taken down, by person
let last = ""; // whose vote was given last

export const naming = () => called !== "" && shown().dataset.slip === "named";

export function startNamedVote() {
  document.addEventListener("click", begin, true);
  for (const button of document.querySelectorAll("[data-named]"))
    button.addEventListener("click", () => nameKey(button.dataset.named));
  by("named-reason").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey) return;
    event.preventDefault();
    putRight();
  });
  by("named-right").addEventListener("click", putRight);
  onAnswer(answered);
  onRefusal(refused);
  applied(look);
}

// The way from the vote to its form leads here.
function begin(event) {
  const way = event.target.closest?.("[data-slot=vote] a[href$='#slip-cast_vote']");
  if (!way || !panel() || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  takeNames();
}

// True if a named vote is open: who is missing is called.
export function takeNames() {
  if (!panel()) return false;
  if (vote !== panel().dataset.vote) [given, acts].forEach((each) => each.clear());
  vote = panel().dataset.vote;
  roll = panel().dataset.voters.split(" ");
  behind = [];
  last = "";
  problem(slips.get("named"), "");
  call(missing()[0] ?? roll[0]);
  return true;
}

// What was cast, with what is on its way.
function choices() {
  const cast = panel()?.dataset.cast.trim().split(/\s+/).filter(Boolean) ?? [];
  return new Map([...cast.map((each) => each.split(":")), ...given]);
}

function missing(now = choices()) {
  return roll.filter((person) => !now.has(person));
}

function call(person) {
  called = person;
  ask("");
  show("named");
  document.activeElement?.blur();
  look();
  row(person)?.scrollIntoView({ block: "center" });
  say(name(person));
}

// To the next who has not voted, and round again to those who were skipped.
function next() {
  const place = roll.indexOf(called);
  const ahead = [...roll.slice(place + 1), ...roll.slice(0, place + 1)];
  const now = choices();
  const person = ahead.find((each) => !now.has(each));
  behind.push(called);
  if (person) call(person);
  else done();
}

// Everybody has voted: the last stays in view until the vote is closed.
function done() {
  ask("");
  look();
  say(words("named_done"));
}

function back() {
  const before = behind.pop();
  if (before) call(before);
}

function end() {
  const here = naming();
  called = "";
  ask("");
  look();
  if (here) leave();
}

// True if the key was one of the named vote's.
export function nameKey(key) {
  if (key === "Escape") end();
  else if (key === "s") next();
  else if (key === "q" && missing().length) takeNames(); // who voted by device is not called
  else if (key === "Backspace") back();
  else if (key === "q" || key === "Enter") close();
  else if (CHOICES[key]) choose(CHOICES[key]);
  else return key.length === 1; // nothing else is done by a wrong key while names are called
  return true;
}

function choose(choice) {
  const now = choices().get(called);
  if (now === choice) return next();
  const taken = { person: called, choice, vote };
  if (!now) send("cast_vote", taken);
  else if (last !== called) return ask(choice);
  else if (acts.has(called)) undo(taken);
  else send("change_vote", { ...taken, reason: words("wrong_key") });
  last = called;
  next();
}

// The last act is undone and done again, as if the right key had been pressed.
function undo(taken) {
  give({ command: "undo", with: { act: acts.get(called) }, told: words("named_undone") });
  acts.delete(called);
  send("cast_vote", taken);
}

function send(command, taken) {
  given.set(taken.person, taken.choice);
  const told = `${words(`choice_${taken.choice}`)}: ${name(taken.person)}`;
  give({ command, with: taken, told, from: { slip: "named", fields: {} } });
}

// What was taken down before something else is put right with a reason.
function ask(choice) {
  wanted = choice;
  by("named-why").hidden = !choice;
  if (!choice) return;
  by("named-reason").value = words("wrong_key");
  by("named-reason").focus();
  by("named-reason").select();
}

function putRight() {
  const reason = by("named-reason").value.trim();
  if (!wanted || !reason) return;
  send("change_vote", { person: called, choice: wanted, vote, reason });
  last = "";
  next();
}

function close() {
  if (missing().length) return say(gap());
  const told = words("named_close");
  give({ command: "close_vote", with: { vote }, told, from: { slip: "close_vote", fields: {} } });
  end();
}

function answered({ command, with: taken }, answer) {
  if (command === "cast_vote" && taken.vote === vote) acts.set(taken.person, answer.entry);
}

// A vote that was refused is missing again; the reason stays while the next are called.
function refused(call) {
  if (call.from?.slip !== "named") return false;
  given.delete(call.with.person);
  problem(slips.get("named"), `${call.told}: ${call.problem}`);
  look();
  return naming();
}

const gap = () => {
  const left = missing();
  if (!left.length) return words("named_all");
  return words("named_gap", { left: left.length, all: roll.length });
};

// Shows who is called and how the vote stands, with what is on its way.
function look() {
  forgetDrawn();
  const now = choices();
  for (const each of document.querySelectorAll("[data-slot=roll] [data-person]")) {
    const { person } = each.dataset;
    const state = each.querySelector(".app-roll__state");
    const choice = panel() ? now.get(person) : "";
    if (choice) state.dataset.voted = words(`choice_${choice}`);
    else delete state.dataset.voted;
    if (vote) each.closest("li").toggleAttribute("data-called", person === called);
  }
  if (!called) return;
  if (panel()?.dataset.vote !== vote) return end();
  describe(now);
}

// What the panel tells is not on its way any more.
function forgetDrawn() {
  const waiting = new Set(unanswered().map((call) => call.with.person));
  const cast = new Map(panel()?.dataset.cast.trim().split(/\s+/).map((each) => each.split(":")));
  for (const [person, choice] of given)
    if (cast.get(person) === choice && !waiting.has(person)) given.delete(person);
}

function describe(now) {
  const left = missing(now);
  const choice = now.get(called);
  const place = roll.indexOf(called);
  const ahead = [...roll.slice(place + 1), ...roll.slice(0, place)].filter((each) => !now.has(each));
  by("named-name").textContent = name(called);
  by("named-state").textContent = words(choice ? `choice_${choice}` : "named_not_yet");
  by("named-count").textContent = words("call_count", { number: place + 1, all: roll.length });
  by("named-ahead").textContent = left.length
    ? words("named_ahead", { names: ahead.slice(0, FEW).map(name).join(", ") || "–" })
    : words("named_done");
  for (const each of document.querySelectorAll("[data-named-total]"))
    each.textContent = [...now.values()].filter((one) => one === each.dataset.namedTotal).length;
  by("named-gap").textContent = gap();
  by("named-gap").toggleAttribute("data-gap", left.length > 0);
  by("named-close").hidden = left.length > 0;
}
