"""How sign-ins end, what is said of it, and what stays in the browser."""

from __future__ import annotations

from server.words import N_

ENDINGS = {
    "out": N_("You have signed out."),
    "ended": N_("Your sign-in on this device was ended by the council’s officers."),
    "revoked": N_("The link that you came in by was withdrawn. Ask the clerk for a new one."),
    "disabled": N_("Your account was disabled. Ask an administrator if this is a mistake."),
    "passphrase": N_("A new passphrase was chosen for your account. Sign in with it."),
    "replaced": N_("You signed in anew on this device."),
    "expired": N_("Your sign-in has expired. Sign in again, or open your link again."),
}
"""What is said to somebody whose sign-in has ended, by how it did."""
FOR_GOOD = frozenset({"out", "ended", "revoked", "disabled"})
"""How a sign-in ends after which nothing is to stay in the browser (OWASP ASVS 5, 14.3.1). After
the others the same person signs in again, and finds the words that were not recorded yet."""
CLEARED = {"Clear-Site-Data": '"storage"'}
"""Has a browser forget what the pages kept in it (w3.org/TR/clear-site-data). Not its cookies:
those of the council's other sites would go as well."""
