// The box in which a motion is amended or altered begins with the motion as it reads now.
//
//   import { presentText } from "./present-text.js";
//   presentText(section);      // when the slip is opened

import { draft } from "./drafts.js";
import { box, place } from "./slips.js";

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

// After a refusal the motion has been read as it is now, so that sending again is meant.
export function acceptText(section) {
  const motion = document.querySelector("[data-slot=motion] [data-motion]");
  if (motion) setVersion(section, motion.dataset.motionVersion);
}

function setVersion(section, value) {
  if (version(section)) version(section).value = value;
}
