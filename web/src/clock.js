// Ticks the durations on the page by the server's clock, whatever the device's own says.
//
//   import { startClock } from "./clock.js";
//   startClock();     // once, after startServerTime()
//
// <time data-since="2020-07-14T12:02:00Z" data-planned="10" data-before="120">since 1.02pm</time>
// becomes "8 of 10 minutes" (or "8 minutes" where nothing was planned). `data-before` is the
// seconds that were used up before; with no data-since the time stands still. The words "minutes",
// "minutes_one", "minutes_of" and "minutes_over" come from the page (words.js). The element gets
// data-over when more than the plan is used, and --share, from 0 to 1, for a bar.

import { applied } from "./panels.js";
import { corrected, serverNow } from "./server-time.js";
import { words } from "./words.js";

const MINUTE = 60_000;
const SPENT = ":is([data-since], [data-before]):not([data-countdown])";

export function startClock() {
  applied(tick);
  corrected(tick);
  document.addEventListener("visibilitychange", tick);
  setInterval(tick, 5000);
  tick();
}

function tick() {
  if (document.hidden) return;
  for (const element of document.querySelectorAll(SPENT)) show(element);
}

function show(element) {
  const { since, before = 0, planned = 0 } = element.dataset;
  const running = since ? Math.max(0, serverNow() - Date.parse(since)) : 0;
  const used = Math.floor((before * 1000 + running) / MINUTE);
  const text = told(used, Number(planned));
  if (element.textContent !== text) element.textContent = text;
  element.toggleAttribute("data-over", planned > 0 && used > planned);
  const meter = element.closest("[data-meter]");
  if (meter && planned > 0) {
    meter.style.setProperty("--share", Math.min(1, used / planned));
    meter.toggleAttribute("data-over", used > planned);
  }
}

function told(used, planned) {
  if (!planned) return words(used === 1 ? "minutes_one" : "minutes", { used });
  if (used > planned) return words("minutes_over", { used, planned, over: used - planned });
  return words("minutes_of", { used, planned });
}
