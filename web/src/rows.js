// Moving in the lists of the console by keys, and keeping the end of the record in view.
//
//   import { currentRow, lastEntry, sideways, step, … } from "./rows.js";

import { applied } from "./panels.js";

const ORDER = ["agenda", "rest", "record", "roll"];
const slot = (name) => document.querySelector(`[data-list][data-slot=${name}]`);
const lists = () => ORDER.map(slot).filter((list) => rowsOf(list).length);
const rowsOf = (list) => (list.closest("details:not([open])") ? [] : [...list.children]);

export const currentRow = () => document.activeElement?.closest("[data-list] > *");

// Whether somebody moves in the agenda or the roll, where no entry is chosen.
export const onOtherList = () =>
  document.activeElement?.closest("[data-slot=agenda], [data-slot=roll]") != null;

export function lastEntry() {
  return [...document.querySelectorAll("[data-slot=record] [data-row][data-entry]")].at(-1);
}

// To the row that comes so many after this one; into a list, at its end, if there is none.
export function step(by) {
  const row = currentRow();
  if (!row) return enter(slot("record"));
  const rows = rowsOf(row.parentElement);
  focusRow(rows[rows.indexOf(row) + by] ?? row);
}

// To the list that stands so many beside this one.
export function sideways(by) {
  const all = lists();
  const here = all.indexOf(currentRow()?.parentElement);
  if (all.length) enter(all[(here + by + all.length) % all.length]);
}

function enter(list) {
  const found = rowsOf(list).length ? list : lists()[0];
  if (!found) return;
  const known = found.querySelector("[data-called], .app-item--in-hand");
  focusRow(known ?? (found.dataset.slot === "record" ? rowsOf(found).at(-1) : rowsOf(found)[0]));
}

function focusRow(row) {
  const target = row.querySelector("[data-row]") ?? row;
  if (target === row) row.tabIndex = -1;
  target.focus();
  row.scrollIntoView({ block: "nearest" });
}

// With no item in hand after the close, the record of all items is what there is to see.
export function openRestAtClose() {
  let phase = "";
  const look = () => {
    const before = phase;
    phase = document.querySelector("[data-phase]")?.dataset.phase ?? "";
    if (phase === "closed" && before !== phase) document.getElementById("rest").open = true;
  };
  applied(look);
  look();
}

// The record follows its newest entry as long as its end is in view, and never otherwise.
export function keepRecordAtEnd() {
  const record = document.getElementById("record");
  let atEnd = true;
  const toEnd = () => atEnd && (record.scrollTop = record.scrollHeight);
  record.addEventListener("scroll", () => {
    atEnd = record.scrollHeight - record.scrollTop - record.clientHeight < 8;
  });
  applied((message) => {
    if (message.set?.hand) atEnd = true;
    toEnd();
  });
  const grown = new ResizeObserver(toEnd);
  for (const part of [record, ...record.children]) grown.observe(part);
  toEnd();
}
