// Finding somebody in a list by the beginning of any name: "per" finds "Cllr Alice Perry".
// A title finds nobody, and where somebody is from only if no name does.
// Browsers look at the beginning of the whole line only, which for councillors is always the same.
//
//   import { startTypeAhead } from "./type-ahead.js";

const PAUSE = 1000;
const TITLES = /^((cllr|councillor|mayor|lord|lady|sir|dame|mr|mrs|ms|miss|dr)\.?\s+)+/i;

let typed = "";
let last = 0;

export function startTypeAhead() {
  document.addEventListener("focusin", () => (typed = ""));
  document.addEventListener("keydown", (event) => {
    const list = event.target;
    if (!list.matches("select[name=person], select[data-people]:not([multiple])") || event.key.length !== 1) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    typed = (event.timeStamp - last < PAUSE ? typed : "") + event.key.toLowerCase();
    last = event.timeStamp;
    if (!typed.trim()) return;
    event.preventDefault();
    const meant = typed.replace(TITLES, "");
    if (!meant) return;
    const begins = (text) => ` ${text.toLowerCase().replace(TITLES, "")}`.includes(` ${meant}`);
    const people = [...list.options];
    const named = people.find(({ text }) => begins(text.split(",")[0]));
    const found = named ?? people.find(({ text }) => begins(text));
    if (!found || found.selected) return;
    list.value = found.value;
    list.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
