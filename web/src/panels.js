// Puts the panels that the server has drawn again into the page, and disturbs nobody: focus,
// selection, scroll position and open <details> stay as they are.
//
//   import { applied, forget, hold, held, receive, root } from "./panels.js";
//   receive(message);             // a `panels` message: {root, set, order, now}
//   receive(message, true);       // the same, told of what the page shows and not of what it keeps back
//   redraw(element, html);        // puts other content into an element that is no panel
//   applied((message) => …);      // is called whenever a message has been put into the page
//   root();                       // the digest of what the page shows: for the handshake
//   held();                       // {panel id: digest} of the panels shown: for catching up
//   hold(true); hold(false);      // keep messages back, and let them through again
//   forget();                     // drop those kept back: what comes now is told of what the page shows
//   heldBack((count) => …);       // is called when the number of messages kept back changes

import { Idiomorph } from "idiomorph";

const afterwards = [];
const counting = [];
let holding = false;
let waiting = null;
let count = 0;

export const applied = (tell) => afterwards.push(tell);
export const heldBack = (tell) => counting.push(tell);
export const root = () => document.body.dataset.root;

export function held() {
  const panels = document.querySelectorAll("[data-panel]");
  return Object.fromEntries(Array.from(panels, (panel) => [panel.id, panel.dataset.panel]));
}

export function receive(message, whole = false) {
  if (!holding) return put(message);
  if (message.root === waiting?.root) return; // the same again, by another way
  const before = whole ? null : waiting;
  waiting = {
    ...message,
    set: { ...before?.set, ...message.set },
    order: { ...before?.order, ...message.order },
  };
  countTo(count + 1);
}

export function forget() {
  waiting = null;
  if (count) countTo(0);
}

export function hold(yes) {
  holding = yes;
  if (yes) return;
  if (waiting) put(waiting);
  forget();
}

function countTo(number) {
  count = number;
  counting.forEach((tell) => tell(count));
}

function put(message) {
  const backToPlace = place();
  const backToFocus = focus();
  for (const [id, html] of Object.entries(message.set ?? {})) change(id, html);
  for (const [slot, ids] of Object.entries(message.order ?? {})) arrange(slot, ids, message.set);
  document.body.dataset.root = message.root;
  afterwards.forEach((tell) => tell(message));
  backToFocus();
  backToPlace();
}

// What is typed into keeps its value; a button that has the focus gets its new words all the same.
const gently = () => ({
  ignoreActiveValue: document.activeElement?.matches("input, textarea, select") ?? false,
  callbacks: {
    // What a reader has opened stays open, and what was shut stays shut.
    beforeAttributeUpdated: (name, element) => name !== "open" || element.tagName !== "DETAILS",
  },
});

function change(id, html) {
  const panel = document.getElementById(id);
  if (!panel || html.includes(`data-panel="${panel.dataset.panel}"`)) return;
  Idiomorph.morph(panel, html, gently());
}

export function redraw(element, html) {
  const backToPlace = place();
  const backToFocus = focus();
  Idiomorph.morph(element, html, { ...gently(), morphStyle: "innerHTML" });
  element.dataset.redrawn = "";
  afterwards.forEach((tell) => tell({}));
  backToFocus();
  backToPlace();
}

// The slot's panels in this order and no others; what stands right already is not moved,
// because an element that moves loses its focus.
function arrange(slot, ids, set) {
  const container = document.querySelector(`[data-slot="${slot}"]`);
  if (!container) return;
  const wanted = ids.map((id) => document.getElementById(id) ?? made(set[id])).filter(Boolean);
  const kept = new Set(wanted);
  for (const panel of container.querySelectorAll(":scope > [data-panel]"))
    if (!kept.has(panel)) panel.remove();
  let next = container.querySelector(":scope > [data-panel]");
  for (const panel of wanted) {
    if (panel === next) next = next.nextElementSibling;
    else container.insertBefore(panel, next);
  }
}

function made(html) {
  const template = document.createElement("template");
  template.innerHTML = html ?? "";
  return template.content.firstElementChild;
}

// Remembers what the reader looks at: the innermost element with an id at the top of the window.
// At the very top of the page nothing is held still, so that what is new there is seen.
function place() {
  if (window.scrollY < 1) return () => {};
  document.documentElement.style.overflowAnchor = "none"; // or the browser would do it twice
  const seen = [];
  for (let at = document.querySelector("main"); at; at = firstInView(at))
    if (at.id) seen.unshift([at, at.getBoundingClientRect().top]);
  return () => {
    const found = seen.find(([element]) => element.isConnected);
    if (found) window.scrollBy(0, found[0].getBoundingClientRect().top - found[1]);
  };
}

function firstInView(parent) {
  return Array.from(parent.children).find((child) => child.getBoundingClientRect().bottom > 0);
}

// A button that is drawn away takes the focus with it; its panel or seat, or else its list, gets it
// then.
function focus() {
  const active = document.activeElement;
  const panel = active?.closest("[data-panel], #seat");
  const slot = active?.closest("[data-slot]");
  return () => {
    if (!panel || document.activeElement === active) return;
    const target = [active, panel, slot].find((element) => element?.isConnected);
    if (!target) return;
    if (target !== active) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  };
}
