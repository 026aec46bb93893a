// Tells whether the page is kept up to date, calmly: a short interruption is not worth a word.
//
//   import { connection } from "./connection-state.js";
//   connection("live");      // or "joining", "polling", "lost", "offline"
//
// Written into <p id="connection" data-state="…">: the page's words "connection_live" and so on.
// What stays broken longer than a few seconds is also said to people who listen.

import { say } from "./announce.js";
import { words } from "./words.js";

const PATIENCE = 4000;
const TROUBLE = ["lost", "offline"];

let shown = "";
let trouble = "";
let timer;

export function connection(state) {
  if (TROUBLE.includes(state) && !TROUBLE.includes(shown)) {
    trouble = state;
    timer ??= setTimeout(() => show(trouble), PATIENCE);
  } else show(state);
}

function show(state) {
  clearTimeout(timer);
  timer = undefined;
  if (state === shown) return;
  const line = document.getElementById("connection");
  if (line) {
    line.dataset.state = state;
    line.textContent = words(`connection_${state}`);
    line.hidden = false;
  }
  if (TROUBLE.includes(state) || TROUBLE.includes(shown)) say(words(`connection_${state}`));
  shown = state;
}
