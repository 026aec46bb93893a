// What a member or the chair has done on this page, and where it is: on its way, waiting for the
// connection, stored, or refused. Nothing is told as stored before the server has said so, and what
// was sent without an answer is not told as not stored.
//
//   import { startSent } from "./sent.js";
//   await startSent(socket);      // before startCommands; the page has <div id="sent" role="status">

import { letGo, onAnswer, onChange, tryAgain, unanswered, unheard } from "./commands.js";
import { formOf, goToForm, startKeeping } from "./own-forms.js";
import { element } from "./slips.js";
import { keeps } from "./store.js";
import { words } from "./words.js";

const SOON = 250; // milliseconds: what is stored within them is told once
const STAYS = 6000;

const rows = new Map();
const stored = new Map();
let socket;

export function startSent(connection) {
  socket = connection;
  for (const event of ["connect", "disconnect", "connect_error"]) socket.on(event, draw);
  onChange(() => {
    draw();
    setTimeout(draw, SOON + 20); // a timer may be early
  });
  onAnswer(tellStored);
  return startKeeping();
}

const key = (call) => call.kept ?? call.id;
const isNew = (call) => !call.waiting && !call.problem && Date.now() - call.given < SOON;

function tellStored(call, { stored: time, sent }) {
  stored.clear(); // the newest is news; the lasting fact stands in the seat
  stored.set(key(call), { ...call, stored: time, sent });
  draw();
  setTimeout(() => {
    stored.delete(key(call));
    draw();
  }, STAYS);
}

function draw() {
  const place = document.getElementById("sent");
  if (!place) return; // hidden, or about to be replaced
  const acts = [...stored.values(), ...unanswered().filter((call) => rows.has(key(call)) || !isNew(call))];
  const shown = new Set(acts.map(key));
  for (const [name, row] of rows) if (!shown.has(name)) takeAway(name, row);
  for (const act of acts) {
    if (!rows.has(key(act))) rows.set(key(act), place.appendChild(element("div", { className: "app-progress__act" })));
    write(rows.get(key(act)), act);
  }
}

function write(row, act) {
  const state = stateOf(act);
  const now = `${state} ${act.problem ?? ""}`;
  if (row.now === now) return;
  const focused = row.contains(document.activeElement);
  row.now = now;
  row.dataset.state = state;
  const said = element("span", {}, sentence(act, state));
  if (state === "refused" && formOf(act)) said.setAttribute("aria-hidden", "true"); // said at the form
  row.replaceChildren(
    element("p", {}, element("strong", {}, act.told), " ", said),
    ...buttons(act, state),
  );
  if (focused) keepFocus(row);
}

function stateOf(act) {
  if ("stored" in act) return "stored";
  if (act.problem) return "refused";
  if (socket.denied) return "denied";
  if (!socket.connected) return act.out ? "unsure" : "unsent";
  return unheard(act) ? "unanswered" : "sending";
}

function sentence(act, state) {
  if (state === "refused") return `${words("sent_refused")} ${act.problem}`;
  if (state === "stored") return told(act);
  const open = !keeps() ? ` ${words("sent_keep_open")}` : "";
  return words(`sent_${state}`) + open;
}

function told({ sent, stored: time }) {
  const name = sent ? "sent_to_clerk" : "sent_stored";
  return time ? words(`${name}_at`, { time }) : words(name);
}

function buttons(act, state) {
  const again = () => button(words("try_again"), act, () => tryAgain(act, true));
  const form = () => button(words("to_form"), act, () => goThere(act));
  const drop = (text) => button(text, act, () => letGo(act));
  const made = [];
  if (state === "refused") made.push(formOf(act) ? form() : again(), drop(words("dismiss")));
  else if (["unsent", "denied"].includes(state) && !act.out) made.push(drop(words("do_not_send")));
  return made.length ? [element("p", { className: "app-progress__ways" }, ...made)] : [];
}

function button(text, act, press) {
  const made = element("button", { type: "button", className: "govuk-button govuk-button--secondary" }, text);
  made.append(element("span", { className: "govuk-visually-hidden" }, `: ${act.told}`));
  made.addEventListener("click", press);
  return made;
}

// At the form the reason stands beside the words, and no longer over them.
function goThere(act) {
  goToForm(act);
  letGo(act);
}

function takeAway(name, row) {
  rows.delete(name);
  const focused = row.contains(document.activeElement);
  row.remove();
  if (focused) keepFocus(document.getElementById("sent"));
}

// Whoever pressed a button that is gone is still there.
function keepFocus(place) {
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
}
