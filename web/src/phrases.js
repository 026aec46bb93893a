// Standard decisions: Alt+1 to Alt+9 put one into the box, where it can still be changed.
//
//   import { startPhrases, takePhrase } from "./phrases.js";

import { open, save, shown, whenAroundChanges } from "./composer.js";
import { box, element, empty, form, inHand, key, slips } from "./slips.js";

const SLIP = "record_decision";
const offered = () => [...document.querySelectorAll("[data-phrases] form")];

let last = "";

export function startPhrases() {
  document.addEventListener("submit", takeInstead, true);
  whenAroundChanges(draw);
  draw();
}

// The number of a phrase, from 1. Words of one's own are kept, and the phrase comes after them.
export function takePhrase(number) {
  const phrase = offered()[number - 1];
  const section = slips.get(SLIP);
  if (!phrase || !section) return;
  open(SLIP, shown() === section && !empty(section) ? undefined : inHand());
  const { text, outcome } = Object.fromEntries(new FormData(phrase));
  const own = box(section).value.replace(last, "").trim();
  box(section).value = [own, text].filter(Boolean).join("\n\n");
  form(section).elements.outcome.value = outcome;
  last = text;
  save(section);
}

// The one-click forms of the item in hand fill the box where there is one.
function takeInstead(event) {
  const number = offered().indexOf(event.target) + 1;
  if (!number) return;
  event.preventDefault();
  event.stopPropagation();
  takePhrase(number);
}

let drawn = "";

function draw() {
  const section = slips.get(SLIP);
  const list = section?.querySelector("[data-phrase-list]");
  if (!list) return;
  const here = section.target === inHand() ? offered() : [];
  const outcomes = form(section).elements.outcome;
  const phrases = here.map((each) => Object.fromEntries(new FormData(each)));
  const now = JSON.stringify(phrases);
  if (now === drawn) return;
  drawn = now;
  list.hidden = !phrases.length;
  list.replaceChildren(
    ...phrases.slice(0, 9).map(({ text, outcome }, index) => {
      const named = [...outcomes.options].find(({ value }) => value === outcome)?.text ?? outcome;
      const button = element(
        "button",
        { type: "button", className: "app-phrase", title: text },
        key(`Alt+${index + 1}`),
        element("strong", {}, named),
        ` ${text}`,
      );
      button.addEventListener("click", () => takePhrase(index + 1));
      return element("li", {}, button);
    }),
  );
}
