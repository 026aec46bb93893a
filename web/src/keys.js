// The keys of the console. A letter works while nobody is typing and can be switched off; with
// Ctrl or Alt they work everywhere. What has a data-key has that key: a slip opens, a button is
// pressed, so that every key is also something to be seen on the page.
//
//   import { startKeys } from "./keys.js";

import { answerAsked, asking } from "./ask.js";
import { give } from "./commands.js";
import { leave, open, shown } from "./composer.js";
import { moveToHand, turnInto } from "./elsewhere.js";
import { nameKey, naming } from "./named-vote.js";
import { takePhrase } from "./phrases.js";
import { voteKey } from "./put-vote.js";
import { callOne, calling, rollKey } from "./roll-call.js";
import { currentRow, lastEntry, onOtherList, sideways, step } from "./rows.js";
import { form, inHand, itemNumbers, itemsToCome, slips } from "./slips.js";
import { keep, kept } from "./store.js";
import { words } from "./words.js";

const SWITCH = "orderpaper.keys";
const TYPING = "textarea, select, input:not([type=checkbox], [type=radio])";
const TAKE_NEXT = ["t", "Space"];
const HABIT = 1500; // milliseconds in which an Enter still belongs to the number before it
const PRESSABLE = "button, a[href], summary, input, [role=button]";

let numbered = -HABIT;

export function startKeys() {
  const on = document.getElementById("keys-on");
  on.checked = kept(SWITCH) ?? true;
  on.addEventListener("change", () => keep(SWITCH, on.checked));
  document.getElementById("keybar").hidden = false;
  document.getElementById("show-keys").addEventListener("click", showMap);
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || document.getElementById("keymap").open) return;
    const taken = anywhere(event) || (on.checked && !combined(event) && letter(event));
    if (taken) event.preventDefault();
  });
  document.getElementById("slip-take_item-item")?.addEventListener("input", takeIfClear);
}

const combined = (event) => event.ctrlKey || event.altKey || event.metaKey;

function anywhere(event) {
  const { key, code } = event;
  const digit = code.match(/^Digit([1-9])$/)?.[1];
  if (key === "Enter" && (event.ctrlKey || event.metaKey || shut(event.target))) return record();
  if (key === "Escape") return escape();
  if (!event.altKey || event.ctrlKey || event.metaKey) return false;
  if (digit) return did(takePhrase(Number(digit)));
  if (code === "KeyM") return did(moveToHand());
  const turned = event.shiftKey && slipWithKey(code.replace("Key", "").toLowerCase());
  return turned && turned.hasAttribute("data-tab") ? did(turnInto(turned.dataset.slip)) : false;
}

const did = () => true;

// Enter on a list of choices that is not open records, as it does in a line of text. Where a browser
// cannot tell whether it is open, Enter is left to choose.
function shut(target) {
  try {
    return target.matches("select:not(:open)");
  } catch {
    return false;
  }
}

function record() {
  const { activeElement: active } = document;
  if (!shown().contains(active)) return false;
  const submit = form(shown())?.querySelector("[type=submit]");
  if (submit) form(shown()).requestSubmit(submit);
  return Boolean(submit);
}

function escape() {
  if (asking()) return answerAsked("Escape");
  if (calling()) return rollKey("Escape");
  if (naming()) return nameKey("Escape");
  return did(leave());
}

function letter(event) {
  const { key, target } = event;
  if (target.matches(TYPING)) return false;
  if (asking()) return answerAsked(key.toLowerCase());
  if (calling() && rollKey(key.length === 1 ? key.toLowerCase() : key)) return true;
  if (naming() && nameKey(key.length === 1 ? key.toLowerCase() : key)) return true;
  if (voteKey(key)) return true;
  if ((key === " " || key === "Enter") && target.matches(PRESSABLE)) return false;
  if (key === "Enter") return event.timeStamp - numbered < HABIT || call(currentRow());
  return move(key) || press(key === " " ? "Space" : key);
}

function move(key) {
  if (key === "j" || key === "ArrowDown") return did(step(1));
  if (key === "k" || key === "ArrowUp") return did(step(-1));
  if (key === "ArrowRight") return did(sideways(1));
  if (key === "ArrowLeft") return did(sideways(-1));
  return false;
}

// Enter on a member calls them; on an item takes it.
function call(row) {
  const member = row?.querySelector("[data-person]");
  if (member) return did(callOne(member));
  const take = row?.querySelector("form[action$=take_item]");
  return take ? did(take.requestSubmit()) : false;
}

function press(key) {
  const ofRow = (row) => row?.querySelector(`[data-row-key="${CSS.escape(key)}"]`);
  const chosen = ofRow(onOtherList() ? currentRow() : (currentRow() ?? lastEntry()?.closest("li")));
  if (chosen) return did(chosen.click());
  const offered = first("[data-slot=private] [data-key], [data-slot=vote] [data-key], [data-slot=motion] [data-key]", key);
  if (offered) return did(offered.click());
  const slip = slipWithKey(key);
  if (slip) return did(open(slip.dataset.slip));
  const button = first("button[data-key]", key);
  if (TAKE_NEXT.includes(key)) return takeNext();
  return button ? did(button.click()) : false;
}

// What is to be done about the motion or the vote now comes before the slip that has the key always.
function first(selector, key) {
  const found = [...document.querySelectorAll(selector)];
  return found.find((each) => each.dataset.key.split(" ").includes(key) && each.offsetParent);
}

// By the agenda and what was given, and not by what the page shows: keys may come faster than
// panels, and while the connection is lost no panels come.
function takeNext() {
  const [item] = itemsToCome();
  if (item) give({ command: "take_item", with: { item }, told: words("take", { item }) });
  return Boolean(item);
}

function slipWithKey(key) {
  return [...slips.values()].find((section) => section.dataset.key === key);
}

// After g: as soon as the number can only be one item, it is taken; else Enter says so.
function takeIfClear(event) {
  const typed = event.target.value.trim();
  const meant = itemNumbers().filter((number) => number.startsWith(typed));
  if (meant.length !== 1 || meant[0] !== typed || typed === inHand()) return;
  numbered = event.timeStamp;
  event.target.form.requestSubmit();
}

function showMap() {
  document.getElementById("keymap").showModal();
}
