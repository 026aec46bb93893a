// Sends the page's forms as commands, without leaving the page. A form whose address ends in
// /do/NAME is the command NAME; without this script it is an ordinary form, and works.
//
//   import { commandOf, fields, takeForms, valuesOf } from "./forms.js";
//   takeForms();
//   takeForms(async (name) => true);   // the clerk's: how a member is asked whether they hear and
//                                      // are heard; and after a click the keys are the page's again

import { give } from "./commands.js";
import { words } from "./words.js";

const COMMAND = /\/do\/(\w+)$/;

let pointed = 0;

// On which side of an exclusion of the public we are: which one, or none.
const side = () => document.querySelector("[data-side]")?.dataset.side ?? "";

// On which side the words of a form were begun: what was begun in private is not to be published
// because the public is back by the time it is recorded.
function begun(form) {
  const then = holder(form).dataset.begun ?? side();
  delete holder(form).dataset.begun;
  return then;
}

export const holder = (form) => form.closest("[data-slip]") ?? form;

export function takeForms(ask) {
  document.addEventListener("pointerdown", () => (pointed = Date.now()));
  document.addEventListener("input", ({ target }) => {
    if (target.form) holder(target.form).dataset.begun ??= side();
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const button = event.submitter;
    const command = commandOf(form, button);
    if (!command) return;
    event.preventDefault();
    const call = read(form, button, command, ask ? "" : command);
    // After a click the keys belong to the page again: Space must not press the same button.
    if (ask && button && Date.now() - pointed < 1000 && !form.closest("[data-slip]")) button.blur();
    if (ask && button?.hasAttribute("data-asks")) {
      if (!(await ask(nameOf(form)))) return;
      call.with.heard = "true";
    }
    form.dispatchEvent(new CustomEvent("given", { bubbles: true, detail: give(call) }));
  });
}

export function commandOf(form, button) {
  const address = button?.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
  return address.match(COMMAND)?.[1];
}

function read(form, button, command, name) {
  const { at = "" } = Object.fromEntries(new FormData(form));
  const values = valuesOf(form, button);
  const from = origin(form, name);
  return { command, with: values, at: clock(at), side: begun(form), told: told(form, button, values), from };
}

// What is given with the command.
export function valuesOf(form, button) {
  const values = {};
  for (const [name, value] of new FormData(form))
    values[name] = name in values ? `${values[name]},${value}` : value; // several were chosen
  if (button?.name) values[button.name] = button.value;
  const { at: _, command_id: __, side: ___, ...rest } = values;
  return rest;
}

// "1842" and "942" are times too, for whoever types them without looking.
function clock(at) {
  return at.trim().replace(/^(\d{1,2})(\d{2})$/, "$1:$2");
}

// Where to put its words back if it is refused: a button alone has none.
function origin(form, name) {
  const slip = form.closest("[data-slip]")?.dataset.slip ?? (writable(form).length ? name : "");
  return slip ? { slip, fields: fields(form) } : null;
}

// What is typed or chosen in a form, by the names of its fields or else their ids.
export function fields(form) {
  return Object.fromEntries(
    writable(form).filter((field) => field.type !== "radio" || field.checked).map((field) => [
      field.name || field.id,
      field.type === "checkbox" ? field.checked : chosen(field),
    ]),
  );
}

const chosen = (field) =>
  field.multiple ? [...field.selectedOptions].map(({ value }) => value).join(",") : field.value;

export function writable(form) {
  const fields = "textarea, select, input:not([type=hidden])";
  return [...form.elements].filter((field) => field.matches(fields));
}

function told(form, button, values) {
  const slip = form.closest("[data-slip]");
  const person = nameOf(form);
  const text = button?.getAttribute("aria-label") ?? label(button);
  if (!slip) return text;
  const verb = form.querySelectorAll("[type=submit]").length > 1 ? text : slip.dataset.label;
  if (person) return `${verb}: ${person}`;
  return values.item ? words("on_item", { label: verb, item: values.item }) : verb;
}

function label(button) {
  const copy = button?.cloneNode(true);
  copy?.querySelectorAll("kbd, [aria-hidden]").forEach((unsaid) => unsaid.remove());
  return copy?.textContent.trim() ?? "";
}

function nameOf(form) {
  const chosen = form.querySelector("select[name=person]");
  if (chosen) return chosen.value ? chosen.selectedOptions[0].text : "";
  return form.dataset.name ?? form.closest("[data-name]")?.dataset.name ?? "";
}
