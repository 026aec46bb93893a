// The server's time, also on a device whose own clock is wrong or is set while the page is open.
//
//   import { corrected, known, serverNow, startServerTime } from "./server-time.js";
//   startServerTime();          // once
//   serverNow();                // milliseconds since 1970, by the server's clock
//   known();                    // false: nobody has told the time yet, and serverNow() guesses
//   corrected(() => …);         // is called whenever the time was put right
//
// GET /time is asked a few times, and the quickest answer believed: it is wrong by at most half of
// the time that it took. It is asked only while the page shows a running clock, and not by all
// pages at the same moment. Until then it is the time at which the page was drawn.

import { applied } from "./panels.js";

const GOOD = 100; // milliseconds: an answer that came so soon is at most half of it wrong
const MOST = 4; // times in a row, until it is known; then once, for each is a kilobyte
const DRAWN = 5000; // by so much, at most, the time on the page is taken to be old
const DRIFT = 20; // by so much it may go wrong until it is asked again
const AGAIN = 240_000;
const FAILED = 15_000;
const PATIENCE = 5000;
const SPREAD = 1000;
const JUMP = 1000; // the device slept, or its clock was set

const telling = [];
let offset = null; // of the server's clock from this page's steady one
let error = Infinity;
let device = 0;
let timer;
let asking = false;
let asked = false; // or about to be

export const known = () => offset !== null;
export const serverNow = () => (known() ? performance.now() + offset : Date.now());
export const corrected = (tell) => telling.push(tell);

export function startServerTime() {
  device = Date.now() - performance.now();
  told(document.body.dataset.now);
  applied(({ now }) => {
    told(now);
    if (!asked && running()) soon();
  });
  document.addEventListener("visibilitychange", soon);
  window.addEventListener("online", soon);
  setInterval(watch, 5000);
  ask();
}

function told(now) {
  if (now && error > DRAWN) set(Date.parse(now) - performance.now(), DRAWN);
}

function set(other, wrong) {
  [offset, error] = [other, wrong];
  telling.forEach((tell) => tell());
}

function watch() {
  const now = Date.now() - performance.now();
  if (Math.abs(now - device) < JUMP) return;
  device = now;
  error = Infinity;
  soon();
}

const running = () => document.querySelector("[data-countdown], [data-since]");
const soon = () => later(Math.random() * SPREAD);

function later(wait) {
  asked = true;
  clearTimeout(timer);
  timer = setTimeout(ask, wait);
}

async function ask() {
  if (asking) return;
  asked = !document.hidden && running();
  if (!asked) return;
  asking = true;
  const most = error < DRAWN ? 1 : MOST;
  error += DRIFT;
  let took = GOOD + 1;
  for (let n = 0; n < most && took > GOOD; n += 1) took = await once();
  asking = false;
  later(took ? AGAIN * (1 + Math.random() / 2) : FAILED);
}

// How long the answer took; 0 if none came.
async function once() {
  const from = performance.now();
  try {
    const { now } = await (await fetch("/time", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) })).json();
    const took = performance.now() - from;
    if (took / 2 < error) set(now - from - took / 2, took / 2);
    return Math.max(took, 1);
  } catch {
    return 0;
  }
}
