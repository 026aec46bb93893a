// The script of the doors' pages. They work without it; it lets a passphrase be looked at, prints
// and copies, and brings the keyboard to what is wrong with a form.

import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const Part of [Button, ErrorSummary, NotificationBanner, PasswordInput]) {
  for (const place of document.querySelectorAll(`[data-module="${Part.moduleName}"]`)) new Part(place);
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Only where the page came over TLS or from this machine do browsers let a page copy.
for (const button of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    document.getElementById("announce").textContent = button.dataset.copied;
    button.textContent = button.dataset.copied;
  });
}

// Signing out has the browser forget what the pages kept (Clear-Site-Data); one that came without TLS
// does not heed that. It must have been this window that signed out: anybody can make a link to the
// page that says so.
const LEAVING = "orderpaper.leaving";
const leaving = document.getElementById("sign-out");
leaving?.addEventListener("submit", () => sessionStorage.setItem(LEAVING, "true"));
if (document.getElementById("signed-out") && sessionStorage.getItem(LEAVING)) {
  localStorage.clear();
  sessionStorage.clear();
}

const unrecorded = document.getElementById("unrecorded");
if (unrecorded) {
  const prefixes = unrecorded.dataset.prefixes.split(" ");
  const kept = Object.keys(localStorage).some((key) => prefixes.some((p) => key.startsWith(p)));
  unrecorded.hidden = !kept;
}
