// Correcting and striking: a slip that is about an entry of the record. If somebody changes the
// entry meanwhile, both readings are shown, and neither is lost.
//
//   import { acceptEntry, openEntry, prepareEntry, quoteEntry } from "./entry-slip.js";

import { draft } from "./drafts.js";
import { entryField, element, fill, form, problem, rowOfEntry } from "./slips.js";
import { words } from "./words.js";

const versionField = (section) => section.querySelector("[data-version]");

export function openEntry(section, row, seen) {
  if (!row) return;
  const { entry, version, words: text = "" } = row.dataset;
  const drafted = draft(section.dataset.slip, entry);
  entryField(section).value = entry;
  if (versionField(section)) versionField(section).value = seen ?? drafted?.version ?? version;
  const motion = section.querySelector("input[data-motion-version]");
  if (motion) motion.value = ""; // until the motion has been read as it is now
  section.querySelector("[data-theirs]").replaceChildren();
  fill(section, drafted ?? { text });
  problem(section, "");
  quoteEntry(section);
}

// Says which entry it is, and how it reads now if it was changed since it was opened.
export function quoteEntry(section) {
  const row = rowOfEntry(entryField(section).value);
  if (!row) return;
  const when = row.querySelector("time")?.textContent ?? "";
  const parts = row.querySelectorAll(".app-entry__what > :not(.app-entry__trail)");
  const reads = [...parts].map(({ textContent }) => textContent).join(" ");
  section.querySelector("[data-quote]").textContent = `${when} ${reads.replace(/\s+/g, " ").trim()}`;
  const version = versionField(section);
  if (!version || version.value === row.dataset.version) return;
  const theirs = section.querySelector("[data-theirs]");
  theirs.replaceChildren(
    element("strong", {}, words("it_reads_now")),
    element("blockquote", {}, row.dataset.words ?? ""),
  );
  theirs.hidden = false;
}

// After a refusal both readings have been seen, so that saving again is meant.
export function acceptEntry(section) {
  const row = entryField(section) && rowOfEntry(entryField(section).value);
  if (row && versionField(section)) versionField(section).value = row.dataset.version;
}

// A note is edited while the meeting is open; everything else is corrected, with a reason.
export function prepareEntry(section) {
  if (section.dataset.slip !== "correct_entry") return;
  const row = rowOfEntry(entryField(section).value);
  const open = document.querySelector("[data-phase]")?.dataset.phase === "open";
  const edits = open && row?.dataset.kind === "note";
  const { action } = form(section).attributes;
  action.value = action.value.replace(/\w+$/, edits ? "edit_note" : "correct_entry");
  form(section).elements.reason.disabled = edits;
}
