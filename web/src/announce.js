// Says what is new to people who listen to the page: short sentences, politely, not too often.
//
//   import { say, sayWhatIsNew } from "./announce.js";
//   sayWhatIsNew();        // once: from now on, each new text of a [data-announce] is said
//   say("Recorded.");      // or a sentence of one's own
//
// The page has one <div id="announce" role="status" aria-live="polite"> outside all panels. At
// most three sentences are said at a time, and at most one announcement in two seconds.

import { applied } from "./panels.js";

const MOST = 3;
const PAUSE = 2000;

let told = new Set();
let toSay = [];
let busy = false;

function sentences() {
  const texts = Array.from(document.querySelectorAll("[data-announce]"), (element) =>
    (element.dataset.announce || element.textContent).replace(/\s+/g, " ").trim(),
  );
  return new Set(texts.filter(Boolean));
}

export function sayWhatIsNew() {
  told = sentences();
  applied(() => {
    const now = sentences();
    for (const sentence of now) if (!told.has(sentence)) say(sentence);
    told = now;
  });
}

export function say(sentence) {
  if (!toSay.includes(sentence)) toSay.push(sentence);
  if (!busy) speak();
}

function speak() {
  busy = toSay.length > 0;
  if (!busy) return;
  const region = document.getElementById("announce");
  const text = toSay.slice(0, MOST).join(" ");
  toSay = [];
  region.textContent = "";
  // Emptied first, so that the same sentence twice is heard twice.
  setTimeout(() => (region.textContent = text), 50);
  setTimeout(speak, PAUSE);
}
