// The strip at the top of the window: what is required of the member now, while their seat is out of
// view, and that the connection is lost. It stands in the page's flow and sticks, so that it covers
// nothing at the top; further down what has the focus is scrolled clear of it (--app-strip).
//
//   import { drawStrip, startStrip, tellConnection } from "./strip.js";
//   startStrip();               // once, before startCountdown()
//   drawStrip();                // when the seat was taken off the page otherwise than by a panel
//   tellConnection("No …");     // or "": it is there again
//
// The seat says what it is in <p data-news="You have the floor">; the clock of whoever has the floor
// is shown as well. The title of the page begins with the news, for whoever has it in another tab.

import { applied } from "./panels.js";

const strip = document.getElementById("strip");
const line = document.getElementById("strip-connection");
const row = document.getElementById("strip-news");
const usual = document.title;

let news = "";
let asked = false;

export function startStrip() {
  if (!strip) return;
  applied(drawStrip);
  for (const event of ["scroll", "resize"]) window.addEventListener(event, soon, { passive: true });
  new ResizeObserver(measure).observe(strip);
  drawStrip();
}

export function tellConnection(text) {
  if (line) still(() => write(line, line, text));
}

export function drawStrip() {
  if (!strip) return;
  const seat = document.getElementById("seat");
  news = seat?.querySelector("[data-news]")?.dataset.news ?? "";
  const title = news ? `${news} – ${strip.dataset.title}` : usual;
  if (document.title !== title) document.title = title;
  still(() => {
    write(row, row.querySelector("strong"), seat && !inView(seat) ? news : "");
    showClock(seat?.querySelector(".app-own__floor [data-countdown]")?.dataset);
  });
}

function soon() {
  if (asked || !news) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    drawStrip();
  });
}

// Whether enough of the seat is seen for what it says first to be read.
function inView(seat) {
  const { top } = (seat.querySelector("#ballot, .app-own__floor, .app-own__due") ?? seat).getBoundingClientRect();
  const bar = document.querySelector(".app-thumb")?.offsetHeight ?? 0;
  return top >= 0 && top < window.innerHeight - bar - 100;
}

function write(place, element, text) {
  if (element.textContent !== text) element.textContent = text;
  place.hidden = !text;
}

// The clock of the seat says aloud what there is to say.
function showClock(own) {
  const place = row.querySelector(".app-strip__clock");
  if (!own) return place.replaceChildren();
  const clock = place.firstElementChild ?? place.appendChild(document.createElement("time"));
  clock.className = "app-countdown";
  const { used, since, allowed, warned } = own;
  Object.assign(clock.dataset, { countdown: "", used, since, allowed, warned });
}

// What is read does not move when a line comes or goes above it.
function still(change) {
  const main = document.querySelector("main");
  const before = main.getBoundingClientRect().top;
  const scrolled = window.scrollY > 0;
  if (scrolled) document.documentElement.style.overflowAnchor = "none"; // or it would be done twice
  const height = strip.offsetHeight;
  change();
  if (strip.offsetHeight === height) return;
  measure();
  if (scrolled) window.scrollBy(0, main.getBoundingClientRect().top - before);
  uncover();
}

// Nor does it come to stand over what has the focus.
function uncover() {
  const active = document.activeElement;
  const { top: edge, bottom } = strip.getBoundingClientRect();
  if (!active || active.tabIndex < 0 || strip.contains(active) || edge > 0) return;
  const box = active.getBoundingClientRect();
  if (box.top < bottom && box.bottom > 0) window.scrollBy(0, box.top - bottom - 4);
}

function measure() {
  document.documentElement.style.setProperty("--app-strip", `${strip.offsetHeight}px`);
}
