// The public page's script: follows the meeting's feed for as long as the page is open.
// It only listens: a first word from each follower would cost the server memory for ever.

import { sayWhatIsNew } from "./announce.js";
import { connection } from "./connection-state.js";
import { startCountdown } from "./countdown.js";
import { held, receive, root } from "./panels.js";
import { offerPause } from "./pause.js";
import { startServerTime } from "./server-time.js";
import { startStrip } from "./strip.js";

const CATCH_UP = 4001; // the server wants to know which panels we hold
const LONGEST_WAIT = 30_000;
const POLL_EVERY = 15_000;
const POLL_AFTER = 3; // attempts at a socket; some networks let none through

const { meeting, lang } = document.body.dataset;

let socket;
let failures = 0;
let retry;
let polling;

function address(path, more) {
  return `/meetings/${meeting}/${path}?${new URLSearchParams({ lang, root: root(), ...more })}`;
}

function follow(more) {
  clearTimeout(retry);
  const mine = new WebSocket(location.origin.replace(/^http/, "ws") + address("feed", more));
  socket = mine;
  mine.onopen = () => {
    failures = 0;
    clearInterval(polling);
    polling = undefined;
    connection("live");
  };
  mine.onmessage = (event) => receive(JSON.parse(event.data));
  mine.onclose = ({ code }) => {
    if (mine !== socket) return;
    if (code === CATCH_UP && !more) return follow({ hold: digests() });
    failures += 1;
    const wait = Math.min(LONGEST_WAIT, 2000 * 2 ** Math.min(failures, 4));
    retry = setTimeout(follow, 1000 + Math.random() * (wait - 1000));
    if (failures >= POLL_AFTER) pollFromNowOn();
    else troubled();
  };
}

function digests() {
  return Object.entries(held()).map((pair) => pair.join(":")).join(",");
}

function troubled() {
  connection(navigator.onLine ? "lost" : "offline");
}

function pollFromNowOn() {
  if (polling) return;
  polling = setInterval(poll, POLL_EVERY);
  poll();
}

async function poll() {
  try {
    const unlessSame = { headers: { "If-None-Match": `"${root()}"` } };
    const answer = await fetch(address("panels", { hold: digests() }), unlessSame);
    const update = answer.status === 200 && (await answer.json());
    if (!polling) return;
    if (update) receive(update);
    if (answer.ok || answer.status === 304) connection("polling");
    else troubled();
  } catch {
    troubled();
  }
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
startCountdown();
document.documentElement.classList.add("app-has-script");
document.addEventListener("visibilitychange", again);
window.addEventListener("online", anew);
window.addEventListener("offline", troubled);
follow();
