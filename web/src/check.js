// The self-check before a meeting, in <div id="check">: whether we are reached, whether the clock is
// right, whether the browser keeps what is sent. Sound and picture are the conference's to check.
//
//   import { startCheck } from "./check.js";
//   startCheck(socket);       // does nothing on a page that has no #check
//
// The words "check_…" come from the page (words.js). Each line is <li data-check="reach">, and gets
// data-state: well, note or trouble.

import { forget, keep, keeps } from "./store.js";
import { words } from "./words.js";

const TRIES = 3; // the quickest counts: the first also opens the connection
const SLOW = 1000; // milliseconds
const PATIENCE = 8000;
const RIGHT = 30_000; // of a clock: as near as people set them
const MINUTE = 60_000;
const PROBE = "orderpaper.check";

let lines;
let checking = false;

export function startCheck(socket) {
  const place = document.getElementById("check");
  if (!place) return;
  lines = place.querySelectorAll("[data-check]");
  show("reach", "note", words("check_reaching"));
  checkStore();
  socket.on("connect", check);
  socket.on("disconnect", unreached);
  socket.on("connect_error", unreached);
}

function show(name, state, text) {
  const line = Array.from(lines).find(({ dataset }) => dataset.check === name);
  line.dataset.state = state;
  if (line.textContent !== text) line.textContent = text;
  line.hidden = false;
}

const unreached = () => show("reach", "trouble", words("check_unreached"));

function checkStore() {
  keep(PROBE, true);
  forget(PROBE);
  const works = keeps();
  show("keeps", works ? "well" : "note", words(works ? "check_keeps" : "check_keeps_nothing"));
}

async function check() {
  if (checking) return;
  checking = true;
  let best = null;
  for (let n = 0; n < TRIES; n += 1) best = quicker(best, await once());
  checking = false;
  if (!best) return unreached();
  const slow = best.took > SLOW;
  show("reach", slow ? "note" : "well", words(slow ? "check_slow" : "check_reached"));
  checkClock(best);
}

const quicker = (one, other) => (!one || (other && other.took < one.took) ? other : one);

// The server's time is that of the middle of the way there and back (Cristian, 1989).
async function once() {
  const [from, here] = [performance.now(), Date.now()];
  try {
    const options = { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
    const { now } = await (await fetch("/time", options)).json();
    const took = performance.now() - from;
    return { took, fast: here + took / 2 - now };
  } catch {
    return null;
  }
}

function checkClock({ took, fast }) {
  const wrong = Math.abs(fast);
  if (wrong <= RIGHT + took / 2) return show("clock", "well", words("check_clock_right"));
  const minutes = Math.max(1, Math.round(wrong / MINUTE));
  const name = fast > 0 ? ["check_fast", "check_fast_one"] : ["check_slow_by", "check_slow_one"];
  show("clock", "note", words(name[Number(minutes === 1)], { minutes }));
}
