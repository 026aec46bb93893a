// Gives commands to the meeting. Each is kept in the browser before it is sent, and let go only
// when it was answered; while the connection is lost they wait, in order, with their own time.
//
//   import { give, onChange, onAnswer, onRefusal, startCommands, … } from "./commands.js";
//   await startCommands(socket);
//   give({ command: "record_note", with: { text: "…" }, at: "", told: "Note on item 3" });
//   onChange(() => …);                 // the list of unanswered() changed
//   onAnswer((call, answer) => …);     // recorded
//   onRefusal((call) => true);         // true: taken care of, so the list need not keep it
//   unheard(call);                     // it was sent, and no answer came in time
//
// A call: {id, command, with, at, told, from, given, seat, waiting, problem, override}. `given` is
// when; the server is told how long it waited, not the time of this device. `out`: it was sent at
// least once, so it may be stored. `override`: a rule of the body is against it, and with a reason
// it can be done all the same.
//
// They are kept for the person who gave them, in whatever office: who takes the chair meanwhile
// sends them from there, and whoever signs in after them on this device neither sees nor sends them.

import { say } from "./announce.js";
import { forget, keep, kept, keptUnder } from "./store.js";
import { newId, openWindows, ownName } from "./own-window.js";
import { words } from "./words.js";

const PATIENCE = 5000; // milliseconds without an answer until a command counts as waiting
const TRY_AGAIN = 3000;
const AT_ONCE = 1000; // sent within that time, it did not wait
const LONGEST = 200_000; // characters: what is far too long would break the connection

const { meeting, office, person } = document.body.dataset;
const prefix = `orderpaper.waiting.${meeting}.${person ? `person:${person}` : office}/`;

const changed = [];
const answered = [];
const refused = [];
let calls = [];
let flying = new Set();
let late = new Set(); // flown in vain on this connection
let socket;
let mine;

export const onChange = (tell) => changed.push(tell);
export const onAnswer = (tell) => answered.push(tell);
export const onRefusal = (tell) => refused.push(tell);
export const unanswered = () => calls;
export const unheard = ({ id }) => late.has(id);

export async function startCommands(connection) {
  socket = connection;
  socket.on("connect", () => late.clear());
  socket.on("connect", sendAll);
  socket.on("connect", adopt);
  mine = await ownName();
  calls = [...stored().filter((call) => call.seat === mine), ...calls.map(owned)];
  if (socket.connected) sendAll(); // the connection may be here before the name
  await adopt();
  setTimeout(adopt, PATIENCE); // a window that was shut a moment ago lets its lock go late
}

export function give({ command, with: values = {}, at = "", side = "", told = "", from = null }) {
  const given = Date.now();
  const call = { id: newId(), given, seat: mine, command, with: values, at, side, told, from };
  calls.filter(passing).forEach(letGo);
  calls.push(call);
  save(call);
  tellChange();
  send(call);
  return call;
}

// A button that was pressed in vain is told of until the next thing is done.
const passing = (call) => call.problem && !call.waiting && !call.from;

// Of a member it is a new act, of now; the clerk records what happened when it was given.
export function tryAgain(call, anew = false) {
  const side = document.querySelector("[data-side]")?.dataset.side ?? "";
  if (anew) {
    forget(key(call));
    call.given = Date.now();
  }
  Object.assign(call, { id: newId(), side, problem: "", waiting: true, out: false });
  save(call, true);
  tellChange();
  send(call);
}

export function letGo(call) {
  calls = calls.filter((each) => each !== call);
  forget(key(call));
  tellChange();
}

function sendAll() {
  for (const call of calls) if (!call.problem) send(call);
}

function send(call) {
  if (!socket || flying.has(call.id)) return;
  if (JSON.stringify(call.with).length > LONGEST) return tooLong(call);
  if (!socket.connected) return wait(call);
  const { id, command, with: values, at, side } = call;
  const age = Date.now() - call.given;
  const waited = age < AT_ONCE ? 0 : age;
  flying.add(id);
  call.out = true;
  save(call);
  socket.timeout(PATIENCE).emit("do", { command, with: values, id, waited, at, side }, (lost, answer) => {
    flying.delete(id);
    if (lost || answer.again) return later(call);
    if (answer.ok) recorded(call, answer);
    else refuse(call, answer.problem, answer.override);
  });
}

// Refused a moment later, as the server would: by then the box can take its words back.
function tooLong(call) {
  flying.add(call.id);
  setTimeout(() => {
    flying.delete(call.id);
    refuse(call, words("too_long"));
  });
}

function later(call) {
  if (socket.connected) late.add(call.id);
  wait(call);
  tellChange();
  if (!socket.connected) return; // all that waits is sent when the connection is back
  setTimeout(() => calls.includes(call) && !call.problem && send(call), TRY_AGAIN);
}

function wait(call) {
  if (call.waiting) return;
  call.waiting = true;
  save(call);
  tellChange();
}

function recorded(call, answer) {
  letGo(call);
  answered.forEach((tell) => tell(call, answer));
  if (answer.said) say(answer.said);
}

function refuse(call, problem, override = false) {
  call.problem = problem;
  call.override = override;
  save(call);
  if (refused.some((tell) => tell(call))) letGo(call);
  else tellChange();
}

// What windows left behind that are open no more is sent by this one.
async function adopt() {
  const take = async () => {
    const open = await openWindows();
    const known = new Set(calls.map(({ id }) => id));
    const orphans = stored().filter((call) => !known.has(call.id) && !open.has(call.seat));
    if (!orphans.length) return;
    calls = [...orphans.map(owned), ...calls].sort((a, b) => a.given - b.given);
    tellChange();
    sendAll();
  };
  if (navigator.locks) await navigator.locks.request("orderpaper.adopting", take);
  else await take();
  tellChange();
}

function owned(call) {
  call.seat = mine;
  save(call);
  return call;
}

const key = (call) => `${prefix}${call.given}.${call.kept ?? call.id}`;

function save(call) {
  call.kept ??= call.id;
  keep(key(call), call);
}

function stored() {
  return keptUnder(prefix).sort().map(kept).filter(Boolean);
}

function tellChange() {
  changed.forEach((tell) => tell());
}
