// Asks whether a remote member hears and is heard: yes or no, by key or button.
//
//   import { answerAsked, ask, asking } from "./ask.js";
//   if (await ask("Jo Bloggs")) …

import { say } from "./announce.js";
import { show, shown } from "./composer.js";
import { slips } from "./slips.js";

let tell = null;

export const asking = () => tell !== null;

export function ask(name) {
  const before = shown().dataset.slip;
  const section = slips.get("ask");
  section.querySelector("#ask-name").textContent = name;
  show("ask");
  section.querySelector("[data-answer=y]").focus();
  say(`${section.querySelector("#ask-question").textContent} ${name}`);
  return new Promise((answer) => {
    tell = (yes) => {
      tell = null;
      show(before);
      answer(yes);
    };
  });
}

export function answerAsked(key) {
  if (key === "y") tell(true);
  else if (key === "n" || key === "Escape") tell(false);
  else return false;
  return true;
}

export function startAsking() {
  for (const button of document.querySelectorAll("[data-answer]"))
    button.addEventListener("click", () => tell?.(button.dataset.answer === "y"));
}
