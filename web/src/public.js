// The public page's script: follows the meeting's feed for as long as the page is open.
// It only listens: whoever says a word there is shown out.

import { sayWhatIsNew } from "./announce.js";
import { connection } from "./connection-state.js";
import { startCountdown } from "./countdown.js";
import { forget, held, receive, root } from "./panels.js";
import { offerPause } from "./pause.js";
import { startRevealing } from "./reveal.js";
import { startServerTime } from "./server-time.js";
import { startStrip } from "./strip.js";

const CATCH_UP = 4001; // the server wants to know which panels we hold
const LONGEST_WAIT = 30_000;
const LONGEST_WAIT_POLLING = 600_000; // then nobody waits for the socket
const SETTLED = 1000; // until a socket that says nothing is believed to stay
const OPENING = 20_000; // some networks neither let a socket through nor refuse it
const SILENCE = 130_000; // the server says {} every 50 seconds if there is nothing to say
const POLL_SOONEST = 15_000; // after news
const POLL_LATEST = 60_000; // while there is none: to ask and be told so is nearly a kilobyte
const MOST_HELD = 6000; // characters: no server takes an address of much more than 8 kB
const POLL_AFTER = 3; // attempts at a socket; some networks let none through

const { meeting, lang } = document.body.dataset;

let socket;
let failures = 0;
let retry;
let silence;
let settling;
let polling = false;
let nextPoll;
let pollEvery = POLL_SOONEST;
let answered = false; // by polling

function address(path, more) {
  return `/meetings/${meeting}/${path}?${new URLSearchParams({ lang, root: root(), ...more })}`;
}

function follow(more) {
  clearTimeout(retry);
  clearTimeout(settling);
  const mine = new WebSocket(location.origin.replace(/^http/, "ws") + address("feed", more));
  socket = mine;
  listen(mine, OPENING);
  mine.onopen = () => {
    if (!failures) connection("live");
    if (!more?.root) forget();
    settling = setTimeout(settled, SETTLED, mine);
    listen(mine, SILENCE);
  };
  mine.onmessage = (event) => {
    const message = JSON.parse(event.data);
    if (message.root) receive(message);
    settled(mine);
    listen(mine, SILENCE);
  };
  mine.onclose = ({ code }) => {
    if (mine !== socket) return;
    clearTimeout(settling);
    if (code === CATCH_UP && !more) return catchUp();
    comeBack();
  };
}

// Only now: some networks let a socket in and end it at once, again and again.
function settled(mine) {
  if (mine !== socket) return;
  clearTimeout(settling);
  clearTimeout(nextPoll);
  failures = 0;
  polling = answered = false;
  connection("live");
}

// Says what the page holds, or takes all there is if that is too much to say.
async function catchUp() {
  const told = rest();
  if (told.hold) return follow(told);
  try {
    const page = await news(told);
    receive(page, true);
    follow({ root: page.root });
  } catch {
    comeBack();
  }
}

function rest() {
  const hold = digests();
  return encodeURIComponent(hold).length > MOST_HELD ? { root: "" } : { hold };
}

// A connection can end without a word to either side: it is believed of one that is silent so long.
function listen(mine, patience) {
  if (mine !== socket) return;
  clearTimeout(silence);
  silence = setTimeout(() => {
    mine.onclose = null; // or it would be told again, minutes later
    mine.close();
    comeBack();
  }, patience);
}

// For ever, and not all pages at once.
function comeBack() {
  clearTimeout(silence);
  failures += 1;
  const longest = answered ? LONGEST_WAIT_POLLING : LONGEST_WAIT;
  const wait = Math.min(longest, 2000 * 2 ** Math.min(failures, 9));
  retry = setTimeout(follow, 1000 + Math.random() * (wait - 1000));
  if (failures >= POLL_AFTER) pollFromNowOn();
  else troubled();
}

function digests() {
  return Object.entries(held()).map((pair) => pair.join(":")).join(",");
}

function troubled() {
  connection(navigator.onLine ? "lost" : "offline");
}

function pollFromNowOn() {
  if (polling) return;
  polling = true;
  pollEvery = POLL_SOONEST;
  poll();
}

async function poll() {
  try {
    const update = await news();
    if (!polling) return;
    answered = true;
    pollEvery = update ? POLL_SOONEST : Math.min(POLL_LATEST, pollEvery * 1.5);
    if (update?.root) receive(update, true);
    connection("polling");
  } catch {
    if (!polling) return;
    answered = false;
    pollEvery = POLL_SOONEST;
    troubled();
  }
  clearTimeout(nextPoll);
  nextPoll = setTimeout(poll, pollEvery * (1 + Math.random() / 4)); // not all pages in step
}

// What is new, or null. The server knows what a page holds that has only just missed something; of any
// other it wants to be told, and says {} until then. Throws if no answer can be had.
async function news(more) {
  const answer = await fetch(address("panels", more), {
    headers: more?.root === "" ? {} : { "If-None-Match": `"${root()}"` },
    referrerPolicy: "no-referrer", // in as few bytes as may be
    signal: AbortSignal.timeout(POLL_SOONEST),
  });
  if (answer.status === 304) return null;
  if (!answer.ok) throw new Error(answer.status);
  const update = await answer.json();
  return !update || update.root || more ? update : news(rest());
}

function again() {
  if (!document.hidden && socket.readyState > WebSocket.OPEN) follow();
}

// After a change of network an open socket may lead nowhere, so a fresh one takes its place.
function anew() {
  const old = socket;
  follow();
  old.close();
}

sayWhatIsNew();
if (document.getElementById("pause")) offerPause();
startServerTime();
startStrip();
startRevealing();
startCountdown();
document.documentElement.classList.add("app-has-script");
document.addEventListener("visibilitychange", again);
window.addEventListener("online", anew);
window.addEventListener("offline", troubled);
follow();
