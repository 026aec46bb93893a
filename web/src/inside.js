// The script of the pages inside a meeting: clerk, chair and members, over Socket.IO.

import { io } from "socket.io-client";
import { sayWhatIsNew } from "./announce.js";
import { startCheck } from "./check.js";
import { startClock } from "./clock.js";
import { startCommands } from "./commands.js";
import { connection } from "./connection-state.js";
import { ask, startConsole } from "./console.js";
import { startCountdown } from "./countdown.js";
import { takeForms } from "./forms.js";
import { startPresenting } from "./own-amendment.js";
import { forget, held, receive, redraw, root } from "./panels.js";
import { offerPause } from "./pause.js";
import { startSent } from "./sent.js";
import { startServerTime } from "./server-time.js";
import { drawStrip, startStrip } from "./strip.js";
import { words } from "./words.js";

const SENT_AWAY = "io server disconnect"; // the server stops or restarts: come back by ourselves
const KNOCK_AGAIN = 15_000;
const JOINING = 8000; // longer without an answer, a connection is told to be in trouble
const HIDE_AFTER = 10_000;

let hiding = null;
let hidden = false;

const { meeting, office, audience, lang, person } = document.body.dataset;
const clerk = document.getElementById("console");

const socket = io({
  transports: ["websocket", "polling"],
  tryAllTransports: true,
  reconnectionDelayMax: 10_000,
  timeout: JOINING,
  auth: (tell) => tell({ meeting, office, audience, person, lang, root: root(), hold: held() }),
});

socket.on("panels", receive);
socket.on("replace", leave);
socket.on("seat", ({ html }) => {
  const seat = document.getElementById("seat");
  const drawn = document.createElement("div");
  drawn.innerHTML = html;
  if (seat && seat.innerHTML !== drawn.innerHTML) redraw(seat, html); // it may be there already
});
socket.on("connect", () => {
  socket.denied = false;
  clearTimeout(hiding);
  hiding = null;
  if (hidden) return location.reload();
  forget();
  connection("live");
});
socket.on("disconnect", (reason) => {
  troubled();
  if (reason === SENT_AWAY) setTimeout(() => socket.connect(), 1000 + Math.random() * 2000);
});
socket.on("connect_error", () => {
  troubled();
  socket.denied = !socket.active;
  if (socket.denied) setTimeout(() => socket.connect(), KNOCK_AGAIN);
});

// A right has passed: nothing that it showed stays on the screen while the other page is fetched.
function leave() {
  socket.off(); // nor has this page anything more to say about its connection
  document.querySelector("main").replaceChildren();
  drawStrip();
  location.reload();
}

// Nor does the browser's way back show it: a page that it kept is fetched anew.
window.addEventListener("pagehide", () => (document.documentElement.hidden = true));
window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

function troubled() {
  connection(navigator.onLine ? "lost" : "offline");
  if (!clerk && document.querySelector(".app-private__sign")) hiding ??= setTimeout(hide, HIDE_AFTER);
}

// Who is cut off while the meeting is in private may have lost the right to stay: what they saw
// does not stand on their screen for ever. The clerk writes on.
function hide() {
  hidden = true;
  const told = Object.assign(document.createElement("p"), { role: "status" });
  told.textContent = words("hidden_in_private");
  document.querySelector("main").replaceChildren(told);
  drawStrip();
}

// After a change of network an open socket may lead nowhere, so a fresh one takes its place, and
// one that waits before it tries again tries now.
window.addEventListener("online", () => socket.disconnect().connect());
window.addEventListener("offline", troubled);

document.documentElement.classList.add("app-has-script");
sayWhatIsNew();
startServerTime();
startClock();
startStrip();
startCountdown();
startCheck(socket);
if (document.getElementById("pause")) offerPause();
if (clerk) {
  takeForms(ask);
  startConsole(socket);
  startCommands(socket);
} else if (document.getElementById("sent")) {
  takeForms();
  startPresenting();
  startSent(socket);
  startCommands(socket); // whoever is outside waits with what is not sent until they are back
}
