// Drafts: what stands in a slip, kept at every keystroke for its item, until it is recorded.
//
//   import { draft, drafts, dropDraft, keepDraft, movedInto, onDraftElsewhere } from "./drafts.js";
//   onDraftElsewhere((slip, item, before, now) => …);   // another window changed one

import { forget, keep, kept, keptUnder } from "./store.js";

const prefix = `orderpaper.draft.${document.body.dataset.meeting}/`;
const key = (slip, item) => `${prefix}${slip}/${item}`;

export const draft = (slip, item) => kept(key(slip, item));
export const dropDraft = (slip, item) => forget(key(slip, item));

export function keepDraft(slip, item, fields) {
  keep(key(slip, item), fields);
}

// All kept drafts as [slip, item].
export function drafts() {
  return keptUnder(prefix).map((name) => name.slice(prefix.length).split("/"));
}

// Two drafts for one place become one: no word of either is lost.
export function movedInto(there, here) {
  const joined = { ...there, ...here };
  for (const [name, value] of Object.entries(there ?? {}))
    if (typeof value === "string" && value && here[name] && value !== here[name])
      joined[name] = name === "text" ? `${value}\n\n${here[name]}` : here[name];
    else if (!here[name]) joined[name] = value;
  return joined;
}

export function onDraftElsewhere(tell) {
  window.addEventListener("storage", ({ key: name, oldValue, newValue }) => {
    if (!name?.startsWith(prefix)) return;
    const [slip, item] = name.slice(prefix.length).split("/");
    tell(slip, item, JSON.parse(oldValue ?? "{}"), JSON.parse(newValue ?? "{}"));
  });
}
