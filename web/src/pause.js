// The button that holds updates back while somebody reads, and says how many wait.
//
//   import { offerPause } from "./pause.js";
//   offerPause();
//
// <button type="button" id="pause" hidden> and <p id="waiting" hidden>; the page's words "pause",
// "go_on", "waiting_none", "waiting_one" and "waiting" stand in them.

import { say } from "./announce.js";
import { heldBack, hold } from "./panels.js";
import { words } from "./words.js";

export function offerPause() {
  const button = document.getElementById("pause");
  const line = document.getElementById("waiting");
  let paused = false;

  function show(count) {
    button.textContent = words(paused ? "go_on" : "pause");
    const name = ["waiting_none", "waiting_one"][count] ?? "waiting";
    line.textContent = paused ? words(name, { count }) : "";
    line.hidden = !paused;
  }

  button.addEventListener("click", () => {
    paused = !paused;
    hold(paused);
    show(0);
    if (paused) say(line.textContent);
  });
  heldBack(show);
  button.hidden = false;
  show(0);
}
