// The big screen: follows the meeting as the public page does, and makes the text fit.
// What is put may be a line or two pages; nobody scrolls here. So short words are made larger and
// long ones smaller, until they could not be read any more: what is left out is told then.

import "./public.js";
import { applied } from "./panels.js";

const LEAST = 0.42; // of the size that the style asks for
const LEAST_PIXELS = 13;
const MOST = 1.5;
const STEPS = 7; // halvings: to within a hundredth

const business = document.getElementById("business");
const cut = document.getElementById("cut");

function fit() {
  leaveOut(false);
  const [least, most] = bounds();
  if (fits(most)) return;
  let [low, high] = [least, most];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  leaveOut(!fits(low));
}

function leaveOut(some) {
  cut.hidden = !some;
  business.toggleAttribute("data-cut", some);
}

// Measured, for there is a least size in pixels too: this may be a speaker's phone.
function bounds() {
  fits(1);
  const pixels = parseFloat(getComputedStyle(business).fontSize);
  return [Math.min(1, Math.max(LEAST, LEAST_PIXELS / pixels)), pixels < 24 ? 1 : MOST];
}

function fits(share) {
  business.style.setProperty("--share", share);
  return business.scrollHeight <= business.clientHeight && business.scrollWidth <= business.clientWidth;
}

document.documentElement.classList.add("app-fits");
fit();
applied(fit);
new ResizeObserver(fit).observe(business); // another window, or more stands above it
document.fonts?.ready.then(fit);
