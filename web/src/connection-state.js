// Tells whether the page is kept up to date, calmly: a short interruption is not worth a word.
//
//   import { connection } from "./connection-state.js";
//   connection("live");      // or "joining", "polling", "lost", "offline"
//
// Written into <p id="connection" data-state="…">: the page's words "connection_live" and so on. On
// pages with a strip (strip.js) trouble stands there as well, with the time since when, for whoever
// reads further down.
// What stays broken longer than a few seconds is also said to people who listen.

import { say } from "./announce.js";
import { serverNow } from "./server-time.js";
import { tellConnection } from "./strip.js";
import { words } from "./words.js";

const PATIENCE = 4000;
const TROUBLE = ["lost", "offline"];

let shown = "";
let trouble = "";
let since = 0;
let timer;

export function connection(state) {
  if (TROUBLE.includes(state) && !TROUBLE.includes(shown)) {
    trouble = state;
    if (!timer) since = serverNow();
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
  tellConnection(TROUBLE.includes(state) ? words("connection_none", { time: clock(since) }) : "");
  if (TROUBLE.includes(state) || TROUBLE.includes(shown)) say(words(`connection_${state}`));
  shown = state;
}

// As the server writes it: 7.22am, in the zone of the meeting.
function clock(time) {
  const timeZone = document.getElementById("strip")?.dataset.zone;
  const parts = new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZone });
  const [hour, minute] = parts.format(time).split(":");
  return `${hour % 12 || 12}.${minute}${words(hour < 12 ? "am" : "pm")}`;
}
