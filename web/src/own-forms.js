// The forms of a member's and the chair's page: what is typed outlives a reload, a form keeps its
// words until they are stored, and what is on its way is not sent twice.
//
//   import { startKeeping } from "./own-forms.js";
//   await startKeeping();      // once, before the forms are taken

import { letGo, onAnswer, onChange, onRefusal, unanswered } from "./commands.js";
import { draft, dropDraft, keepDraft, startDrafts } from "./drafts.js";
import { commandOf, fields, holder, valuesOf, writable } from "./forms.js";
import { applied } from "./panels.js";

const TYPED = "textarea, input:not([type]), input[type=text]";

export async function startKeeping() {
  document.addEventListener("submit", onlyOnce, true);
  document.addEventListener("given", ({ target, detail }) => supersede(target, detail));
  document.addEventListener("input", ({ target }) => target.form && keepWords(target.form));
  onAnswer(stored);
  onRefusal(takeBack);
  onChange(mark);
  applied(mark);
  await startDrafts(fillAll);
  fillAll();
}

const ours = () => [...document.forms].filter((form) => commandOf(form));
const typed = (form) => writable(form).filter((field) => field.matches(TYPED));
const hasWords = (form) =>
  typed(form).some((field) => field.value.trim() && field.value !== field.dataset.presented);
const version = (form) => form.querySelector("input[data-motion-version]");

// Sent once

const name = (command, values) => `${command} ${JSON.stringify(values)}`;
const underWay = () =>
  new Set(unanswered().filter(({ problem }) => !problem).map((call) => name(call.command, call.with)));

function onlyOnce(event) {
  const { target: form, submitter } = event;
  const command = commandOf(form, submitter);
  if (!command || !underWay().has(name(command, valuesOf(form, submitter)))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

// A button whose act is on its way says so, and keeps its place in the order of the keys.
function mark() {
  const busy = underWay();
  for (const form of ours())
    for (const button of form.querySelectorAll("button:not([type=button])")) {
      const sending = busy.has(name(commandOf(form, button), valuesOf(form, button)));
      button.toggleAttribute("data-sending", sending);
      if (sending) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
}

// Who does the same thing again has done with the refusal.
function supersede(form, call) {
  for (const old of unanswered())
    if (old !== call && old.problem && old.command === call.command) letGo(old);
}

// Its words

const place = (form) => form.querySelector("input[type=hidden][name=item]")?.value ?? "";

function keepWords(form) {
  const command = commandOf(form);
  if (!command || !typed(form).length) return;
  const { begun } = holder(form).dataset;
  if (hasWords(form)) keepDraft(command, place(form), { ...fields(form), begun, version: version(form)?.value });
  else dropDraft(command, place(form));
}

function fillAll() {
  for (const form of ours())
    if (typed(form).length && !hasWords(form)) fill(form, draft(commandOf(form), place(form)));
}

function fill(form, values) {
  if (!values) return;
  for (const field of writable(form)) {
    const value = values[field.name || field.id];
    if (value === undefined) continue;
    if (field.type === "checkbox") field.checked = value;
    else if (field.type === "radio") field.checked = field.value === value;
    else field.value = value;
  }
  if (version(form) && values.version !== undefined) version(form).value = values.version;
  if (values.begun !== undefined) holder(form).dataset.begun = values.begun;
  open(form, true);
  mark();
}

function formOf(call) {
  return ours().find((form) => call.from && commandOf(form) === call.command && sameItem(form, call));
}

const sameItem = (form, call) => !place(form) || place(form) === call.with.item;

function stored(call) {
  const form = formOf(call);
  if (!form || JSON.stringify(fields(form)) !== JSON.stringify(call.from.fields)) return;
  dropDraft(call.command, place(form));
  form.reset(); // nobody has written on meanwhile
  open(form, false);
}

function takeBack(call) {
  const form = formOf(call);
  if (!form) return false;
  if (!hasWords(form)) fill(form, call.from.fields);
  open(form, true);
  return false; // #sent tells of it
}

function open(form, yes) {
  const fold = form.closest("details");
  if (fold) fold.open = yes;
}
