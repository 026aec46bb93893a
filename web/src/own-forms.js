// The forms of a member's and the chair's page: what is typed outlives a reload, a form keeps its
// words until they are stored, and what is on its way is not sent twice.
//
//   import { formOf, goToForm, startKeeping } from "./own-forms.js";
//   await startKeeping();      // once, before the forms are taken
//   goToForm(call);            // opens the form that a refused call came from, if formOf(call) has it

import { letGo, onAnswer, onChange, onRefusal, unanswered } from "./commands.js";
import { draft, dropDraft, dropSent, keepDraft, startDrafts } from "./drafts.js";
import { commandOf, fields, holder, valuesOf, writable } from "./forms.js";
import { applied } from "./panels.js";
import { element } from "./slips.js";

const TYPED = "textarea, input:not([type]), input[type=text]";

export async function startKeeping() {
  document.addEventListener("submit", onlyOnce, true);
  document.addEventListener("given", ({ target, detail }) => supersede(target, detail));
  document.addEventListener("input", ({ target }) => {
    if (target.name === "sensitive") silence(target);
    if (target.form) keepWords(target.form);
  });
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

// Who does the next thing has done with the refusals.
function supersede(form, call) {
  tellBeside(form, "");
  for (const old of unanswered()) if (old !== call && old.problem) letGo(old);
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

// Of a sensitive interest the nature is kept nowhere, not in this browser either.
function silence(tick) {
  const nature = tick.form.elements.nature;
  if (tick.checked) nature.value = "";
  nature.disabled = tick.checked;
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

// The buttons of the seat may give the same command: the form is the one that is typed into.
export function formOf(call) {
  return ours().find((form) => call.from && slipOf(form) === call.from.slip && sameItem(form, call));
}

const slipOf = (form) =>
  form.closest("[data-slip]")?.dataset.slip ?? (writable(form).length ? commandOf(form) : "");
const sameItem = (form, call) => !place(form) || place(form) === call.with.item;

// What is stored leaves no words behind, whichever window wrote or sent them.
function stored(call) {
  if (!call.from) return;
  const form = formOf(call);
  const where = form ? place(form) : (call.with.item ?? "");
  dropSent(call.command, where, (words) => same(words, call.from.fields));
  if (!form || !same(fields(form), call.from.fields)) return; // somebody has written on meanwhile
  tellBeside(form, "");
  form.reset();
  if (form.elements.sensitive) silence(form.elements.sensitive);
  open(form, false);
}

const same = (words, sent) => Object.entries(sent).every(([name, value]) => words[name] === value);

function takeBack(call) {
  const form = formOf(call);
  if (!form) return false;
  if (!hasWords(form)) fill(form, call.from.fields);
  keepWords(form);
  open(form, true);
  tellBeside(form, call.problem);
  return false; // #sent tells of it
}

export function goToForm(call) {
  takeBack(call);
  const form = formOf(call);
  const first = writable(form)[0];
  form.scrollIntoView();
  first?.focus({ preventScroll: form.offsetHeight < window.innerHeight });
}

// The reason of a refusal, beside what it is about until that is sent again.
function tellBeside(form, sentence) {
  form.querySelectorAll("[data-problem]").forEach((line) => line.remove());
  const id = `${form.id || slipOf(form)}-problem`;
  for (const field of writable(form)) describe(field, id, sentence);
  if (!sentence) return;
  const line = element("p", { className: "govuk-error-message", id }, sentence);
  line.dataset.problem = "";
  line.setAttribute("role", "alert");
  form.prepend(line);
}

function describe(field, id, yes) {
  const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each && each !== id);
  const all = yes ? [id, ...others] : others;
  if (all.length) field.setAttribute("aria-describedby", all.join(" "));
  else field.removeAttribute("aria-describedby");
}

function open(form, yes) {
  const fold = form.closest("details");
  if (fold) fold.open = yes;
}
