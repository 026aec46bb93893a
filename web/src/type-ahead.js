// Finding somebody in a list by the beginning of any of their names: "per" finds "Cllr Alice Perry".
// Browsers look at the beginning of the whole line only, which for councillors is always the same.
//
//   import { startTypeAhead } from "./type-ahead.js";

const PAUSE = 1000;

let typed = "";
let last = 0;

export function startTypeAhead() {
  document.addEventListener("keydown", (event) => {
    const list = event.target;
    if (!list.matches("select[name=person]") || event.key.length !== 1) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    typed = event.timeStamp - last < PAUSE ? typed + event.key.toLowerCase() : event.key.toLowerCase();
    last = event.timeStamp;
    if (!typed.trim()) return;
    event.preventDefault();
    const found = [...list.options].find(({ text }) => ` ${text.toLowerCase()}`.includes(` ${typed}`));
    if (!found || found.selected) return;
    list.value = found.value;
    list.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
