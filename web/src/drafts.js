// Drafts: what stands in a slip, kept at every keystroke for its place (an item, an entry), until
// it is recorded. Each window has its own; those of a window that was shut pass to the next one.
//
//   import { draft, drafts, dropDraft, joined, keepDraft, startDrafts } from "./drafts.js";
//   await startDrafts(() => …);            // is called when drafts were taken over later on

import { openWindows, ownName } from "./own-window.js";
import { forget, keep, kept, keptUnder } from "./store.js";

const LATE = 2000; // a window that was shut a moment ago lets its lock go late

const prefix = `orderpaper.draft.${document.body.dataset.meeting}/`;
const key = (slip, place) => `${prefix}${mine}/${slip}/${place}`;

let mine = "";

export const draft = (slip, place) => kept(key(slip, place));
export const keepDraft = (slip, place, fields) => keep(key(slip, place), fields);
export const dropDraft = (slip, place) => forget(key(slip, place));

export async function startDrafts(later) {
  mine = await ownName();
  await takeOver();
  setTimeout(async () => (await takeOver()) && later(), LATE);
}

// All drafts of this window as [slip, place].
export function drafts() {
  return keptUnder(prefix)
    .map((name) => name.slice(prefix.length).split("/"))
    .filter(([owner]) => owner === mine)
    .map(([, slip, place]) => [slip, place]);
}

// Two drafts for one place become one: no word of either is lost.
export function joined(there, here) {
  const both = { ...there, ...here };
  for (const [name, value] of Object.entries(there ?? {})) {
    if (!here[name]) both[name] = value;
    else if (name === "text" && value && value !== here.text) both.text = `${value}\n\n${here.text}`;
  }
  return both;
}

async function takeOver() {
  const open = await openWindows();
  const left = keptUnder(prefix).filter((name) => {
    const [owner] = name.slice(prefix.length).split("/");
    return owner !== mine && !open.has(owner);
  });
  for (const name of left) {
    const [, slip, place] = name.slice(prefix.length).split("/");
    const both = joined(kept(name), draft(slip, place) ?? {});
    forget(name);
    keepDraft(slip, place, both);
  }
  return left.length > 0;
}
