// Drafts: what stands in a slip, kept at every keystroke for its place (an item, an entry), until
// it is recorded. Each window has its own; those of a window that was shut pass to the next one,
// but never from one member to another.
//
//   import { draft, drafts, dropDraft, dropSent, joined, keepDraft, startDrafts } from "./drafts.js";
//   dropSent(slip, place, (fields) => …);  // of all windows, where that is true: they are recorded
//   await startDrafts(() => …);            // is called when drafts were taken over

import { openWindows, ownName } from "./own-window.js";
import { forget, keep, kept, keptUnder } from "./store.js";

const LATE = 2000; // milliseconds: a window that is being reloaded is back by then
const AGAIN = 30_000;
const EARLY = [0, 1000, 2000]; // a window that was shut just now may let its name go late

const { meeting, person } = document.body.dataset;
const prefix = `orderpaper.draft.${meeting}${person ? `.person:${person}` : ""}/`;
const key = (slip, place) => `${prefix}${mine}/${slip}/${place}`;

let mine = "";

export const draft = (slip, place) => kept(key(slip, place));
export const keepDraft = (slip, place, fields) => keep(key(slip, place), fields);
export const dropDraft = (slip, place) => forget(key(slip, place));

export async function startDrafts(takenOver) {
  mine = await ownName();
  const look = async () => {
    const shut = await shutWindows();
    setTimeout(async () => (await takeFrom(shut)) && takenOver(), LATE);
  };
  for (const wait of EARLY) setTimeout(look, wait);
  setInterval(look, AGAIN);
}

export function dropSent(slip, place, isSent) {
  for (const name of keptUnder(prefix))
    if (name.endsWith(`/${slip}/${place}`) && isSent(kept(name) ?? {})) forget(name);
}

// All drafts of this window as [slip, place].
export function drafts() {
  return keptUnder(prefix)
    .map(parts)
    .filter(([owner]) => owner === mine)
    .map(([, slip, place]) => [slip, place]);
}

// Two drafts for one place become one: no word of either is lost.
export function joined(there, here) {
  const both = { ...there, ...here };
  for (const [name, value] of Object.entries(there ?? {})) if (!here[name]) both[name] = value;
  if (there?.text && here.text && there.text !== here.text)
    both.text = `${there.text}\n\n${here.text}`;
  return both;
}

// The number of an item may have strokes of its own: FC26/108a.
function parts(name) {
  const [owner, slip, ...place] = name.slice(prefix.length).split("/");
  return [owner, slip, place.join("/")];
}

// The windows that left drafts and are not open now, which may be because they are being reloaded.
async function shutWindows() {
  const open = await openWindows();
  const owners = keptUnder(prefix).map((name) => parts(name)[0]);
  return new Set(owners.filter((owner) => owner !== mine && !open.has(owner)));
}

// A draft of a shut window waits until this one has none for the same place, so that nothing is
// changed under the hands of somebody who writes.
async function takeFrom(shut) {
  const open = await openWindows();
  let taken = 0;
  for (const name of keptUnder(prefix)) {
    const [owner, slip, place] = parts(name);
    if (!shut.has(owner) || open.has(owner) || draft(slip, place)) continue;
    keepDraft(slip, place, kept(name));
    forget(name);
    taken += 1;
  }
  return taken > 0;
}
