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
let timer;

export function connection(state) {
  clearTimeout(timer);
  if (TROUBLE.includes(state) && state !== shown) timer = setTimeout(() => show(state), PATIENCE);
  else show(state);
}

function show(state) {
  if (state === shown) return;
  const trouble = TROUBLE.includes(state);
  const line = document.getElementById("connection");
  if (line) {
    line.dataset.state = state;
    line.textContent = words(`connection_${state}`);
    line.hidden = false;
  }
  if (trouble || TROUBLE.includes(shown)) say(words(`connection_${state}`));
  shown = state;
}
