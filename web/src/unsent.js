// What was given and is not yet recorded, in the record and in one calm line: nothing vanishes.
//
//   import { startUnsent } from "./unsent.js";
//   startUnsent(socket);

import { onAnswer, onChange, letGo, tryAgain, unanswered } from "./commands.js";
import { putBack } from "./composer.js";
import { element, slips, smallButton } from "./slips.js";
import { keeps } from "./store.js";
import { words } from "./words.js";

const SOON = 600; // an answer that comes within this time needs no word
const SENT = 6000;

let socket;
let lostAt = null;
let sentUntil = 0;

export function startUnsent(connection) {
  socket = connection;
  socket.on("connect", () => {
    lostAt = null;
    draw();
  });
  socket.on("disconnect", lose);
  socket.on("connect_error", lose);
  onChange(() => setTimeout(draw, unanswered().length ? SOON : 0));
  onAnswer((call) => call.waiting && told());
  draw();
}

function lose() {
  lostAt ??= new Date();
  draw();
}

function told() {
  sentUntil = Date.now() + SENT;
  draw();
  setTimeout(draw, SENT + 50);
}

const isLate = (call) => call.problem || call.waiting || Date.now() - call.given >= SOON;

let drawn = "";

function draw() {
  const late = unanswered().filter(isLate);
  const now = JSON.stringify(late.map(({ id, problem, waiting }) => [id, problem, waiting]));
  if (now !== drawn) document.getElementById("unsent").replaceChildren(...late.map(row));
  drawn = now;
  line(late);
}

function line(late) {
  const failed = late.filter(({ problem }) => problem).length;
  const count = late.length - failed;
  const sentences = [];
  if (!keeps()) sentences.push(words("keeps_nothing"));
  if (socket.denied) sentences.push(words("refused_entry"));
  else if (lostAt) sentences.push(words("lost_since", { time: clock(lostAt) }));
  if (count) sentences.push(words(count === 1 ? "unsent_one" : "unsent", { count }));
  if (failed === 1) sentences.push(words("unrecorded_one", { why: late.find(({ problem }) => problem).problem }));
  else if (failed) sentences.push(words("unrecorded", { count: failed }));
  if (!late.length && !lostAt && Date.now() < sentUntil) sentences.push(words("sent"));
  const place = document.getElementById("link");
  const text = sentences.join(" ");
  if (place.textContent !== text) place.textContent = text;
  place.dataset.state = lostAt ? "lost" : late.length ? "waiting" : socket.connected ? "live" : "new";
}

function row(call) {
  const text = call.with.text ?? call.with.what ?? call.with.nature ?? "";
  const state = words(call.problem ? "state_refused" : "state_waiting");
  return element(
    "li",
    { className: `app-entry app-entry--${call.problem ? "refused" : "waiting"}` },
    element("p", { className: "app-entry__when" }, clock(new Date(call.given))),
    element(
      "div",
      { className: "app-entry__what" },
      element("p", {}, element("strong", {}, call.told), ` – ${state}`),
      text && element("p", { className: "app-entry__text" }, text),
      call.problem && element("p", { className: "app-entry__problem" }, call.problem),
      call.problem && element("p", { className: "app-entry__again" }, ...choices(call, text)),
    ),
  );
}

function choices(call, text) {
  const written = slips.has(call.from?.slip) && !["call", "named"].includes(call.from.slip);
  const intoTheBox = () => {
    putBack(call);
    letGo(call);
  };
  return [
    smallButton(words("try_again"), () => tryAgain(call)),
    written && smallButton(words("into_the_box"), intoTheBox),
    text && smallButton(words("copy"), () => navigator.clipboard?.writeText(text)),
    smallButton(words("let_go"), () => letGo(call)),
  ];
}

const clock = (when) => when.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
