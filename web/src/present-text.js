// The box in which a motion is amended or altered begins with the motion as it reads now.
//
//   import { presentText } from "./present-text.js";
//   presentText(section);      // when the slip is opened
//   presentWay(section);       // that in which the question is put: by names, if enough demand it

import { draft } from "./drafts.js";
import { box, form, place } from "./slips.js";

const version = (section) => section.querySelector("input[data-motion-version]");

export function presentText(section) {
  if (!section.hasAttribute("data-slip") || !section.querySelector("[data-present-text]")) return;
  const motion = document.querySelector("[data-slot=motion] [data-motion]");
  const drafted = draft(section.dataset.slip, place(section));
  if (drafted) return setVersion(section, drafted.version ?? "");
  const untouched = !box(section).value || box(section).value === section.presented;
  if (!motion || !untouched) return;
  section.presented = motion.dataset.motionText;
  box(section).value = section.presented;
  setVersion(section, motion.dataset.motionVersion);
}

export function presentWay(section) {
  const way = section.dataset.slip === "put_question" && form(section).elements.way;
  if (!way || section.matches(".app-slip--refused")) return;
  way.querySelector("[selected]")?.removeAttribute("selected"); // it was so when the page was drawn
  const demanded = document.querySelector("[data-slot=motion] [data-named-demanded]");
  const meant = demanded ? "named" : way.options[0].value;
  if (meant !== section.way || way.value === section.way) way.value = meant;
  section.way = meant;
}

// After a refusal the motion has been read as it is now, so that sending again is meant.
export function acceptText(section) {
  const motion = document.querySelector("[data-slot=motion] [data-motion]");
  if (motion) setVersion(section, motion.dataset.motionVersion);
}

function setVersion(section, value) {
  if (version(section)) version(section).value = value;
}
