// The box in which a member moves an amendment begins with the motion as it reads now, for as long as
// nobody has written in it.
//
//   import { startPresenting } from "./own-amendment.js";
//   startPresenting();     // once

import { onRefusal } from "./commands.js";
import { applied } from "./panels.js";

const motion = () => document.querySelector("[data-slot=motion] [data-motion]");

export function startPresenting() {
  applied(present);
  present();
  // After a refusal the motion has been read as it is now, so that sending again is meant.
  onRefusal(({ command }) => {
    if (command === "move_amendment") for (const box of boxes()) setVersion(box);
    return false;
  });
}

const boxes = () => document.querySelectorAll("textarea[data-present-text]");

function present() {
  for (const box of boxes()) if (motion() && untouched(box)) begin(box, motion().dataset.motionText);
}

function untouched(box) {
  if (box === document.activeElement) return false;
  return !box.value.trim() || box.value === box.dataset.presented;
}

function begin(box, text) {
  box.dataset.presented = text;
  box.defaultValue = text;
  box.value = text;
  setVersion(box);
}

function setVersion(box) {
  const version = box.form.querySelector("input[data-motion-version]");
  if (motion()) version.value = motion().dataset.motionVersion;
}
