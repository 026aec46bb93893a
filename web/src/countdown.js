// The clock of whoever speaks, to the second, with the same digits at the same moment everywhere.
//
//   import { startCountdown } from "./countdown.js";
//   startCountdown();     // once, after startServerTime()
//
// <time data-countdown data-used="12.5" data-since="2020-07-14T12:02:00Z" data-allowed="180"
//   data-warned="30">3 minutes</time> becomes "2:31", the time left, and "−0:05" when it is over; or
// the time used where none is `allowed`. Seconds all; without `data-since` it stands still. It gets
// data-state: fine, warned when `data-warned` is left, or over. Whoever presides and the speaker
// (`data-speaker` on it, as the body's `data-person`) hear of both, once and politely. Until the
// server's time is known the words of the server stay.

import { say } from "./announce.js";
import { applied } from "./panels.js";
import { corrected, known, serverNow } from "./server-time.js";
import { words } from "./words.js";

const SURELY = 2; // milliseconds after the second: a timer may be early

const states = new Map();
let timer;

export function startCountdown() {
  applied(tick);
  corrected(tick);
  document.addEventListener("visibilitychange", tick);
  tick();
}

function tick() {
  clearTimeout(timer);
  const clocks = document.querySelectorAll("[data-countdown]");
  if (document.hidden || !known() || !clocks.length) return;
  const next = Math.min(...Array.from(clocks, show));
  if (next < Infinity) timer = setTimeout(tick, next + SURELY);
}

// Shows the time, and tells in how many milliseconds it will be another.
function show(element) {
  const { used = 0, since, allowed = 0, warned = 0 } = element.dataset;
  const running = since ? Math.max(0, serverNow() - Date.parse(since)) : 0;
  const spent = used * 1000 + running;
  const left = allowed * 1000 - spent;
  const limited = allowed > 0;
  const text = digits(limited ? Math.ceil(left / 1000) : Math.floor(spent / 1000));
  if (element.textContent !== text) element.textContent = text;
  const state = !limited || left > warned * 1000 ? "fine" : left > 0 ? "warned" : "over";
  if (element.dataset.state !== state) element.dataset.state = state;
  if (since) tell(element, `${since} ${allowed}`, state, Math.ceil(left / 1000));
  return since ? 1000 - (spent % 1000) : Infinity;
}

function digits(seconds) {
  const size = Math.abs(seconds);
  return `${seconds < 0 ? "−" : ""}${Math.floor(size / 60)}:${`${size % 60}`.padStart(2, "0")}`;
}

function tell(element, clock, state, seconds) {
  const { office, person } = document.body.dataset;
  if (office !== "chair" && !(person && person === element.dataset.speaker)) return;
  const before = states.get(clock);
  states.set(clock, state);
  if (!before || before === state || state === "fine") return;
  say(words(`time_${state}`, { seconds }));
}
