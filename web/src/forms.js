// Sends the page's forms as commands, without leaving the page. A form whose address ends in
// /do/NAME is the command NAME; without this script it is an ordinary form, and works.
//
//   import { takeForms } from "./forms.js";
//   takeForms(async (name) => true);   // how a member is asked whether they hear and are heard

import { give } from "./commands.js";
import { words } from "./words.js";

const COMMAND = /\/do\/(\w+)$/;

let pointed = 0;

// On which side of an exclusion of the public we are: which one, or none.
const side = () => document.querySelector("[data-side]")?.dataset.side ?? "";

// On which side the words of a form were begun: what was begun in private is not to be published
// because the public is back by the time it is recorded.
function begun(form) {
  const slip = form.closest("[data-slip]");
  const then = slip?.dataset.begun ?? side();
  if (slip) delete slip.dataset.begun;
  return then;
}

export function takeForms(ask) {
  document.addEventListener("pointerdown", () => (pointed = Date.now()));
  document.addEventListener("input", ({ target }) => {
    const slip = target.closest("[data-slip]");
    if (slip) slip.dataset.begun ??= side();
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const button = event.submitter;
    const address = button?.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
    const command = address.match(COMMAND)?.[1];
    if (!command) return;
    event.preventDefault();
    const call = read(form, button, command);
    // After a click the keys belong to the page again: Space must not press the same button.
    if (button && Date.now() - pointed < 1000 && !form.closest("[data-slip]")) button.blur();
    if (button?.hasAttribute("data-asks")) {
      if (!(await ask(nameOf(form)))) return;
      call.with.heard = "true";
    }
    form.dispatchEvent(new CustomEvent("given", { bubbles: true, detail: give(call) }));
  });
}

function read(form, button, command) {
  const values = {};
  for (const [name, value] of new FormData(form))
    values[name] = name in values ? `${values[name]},${value}` : value; // several were chosen
  if (button?.name) values[button.name] = button.value;
  const { at = "", command_id: _, side: __, ...rest } = values;
  return { command, with: rest, at: clock(at), side: begun(form), told: told(form, button, rest), from: origin(form) };
}

// "1842" and "942" are times too, for whoever types them without looking.
function clock(at) {
  return at.trim().replace(/^(\d{1,2})(\d{2})$/, "$1:$2");
}

function origin(form) {
  const slip = form.closest("[data-slip]")?.dataset.slip;
  return slip ? { slip, fields: fields(form) } : null;
}

// What is typed or chosen in a form, by the names of its fields or else their ids.
export function fields(form) {
  return Object.fromEntries(
    writable(form).map((field) => [
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
