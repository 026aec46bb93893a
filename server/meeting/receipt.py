"""Receipts: a short code by which members recognise their own vote in the published record.

A receipt is made of four things: the id of the vote, the id of the member, the choice (`for`,
`against`, `abstain`), and the id of the event by which the vote was stored, which is random and was
not known before. They are written as UTF-8, each with a line feed after it; of the SHA-256 of that
(FIPS 180-4) the first fifty bits are written in the base 32 of Crockford, which has no I, L, O or
U, as ten characters, five and five with a hyphen between.

Whoever voted keeps the receipt that their device showed. When a named vote is closed, the record
publishes names, choices, receipts and all that they are made of: so that anybody can make each
receipt again, and each member can see that theirs stands there. It proves that the record has the
vote which the server said it had stored: another choice, or a vote stored anew, has another
receipt. It is no signature and keeps no secret: it does not prove who held the device, and a vote
by name is public in any case. That nothing was put in or taken out of the journal is what the
journal's own chain shows.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode

LENGTH = 10
_RFC_4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_WITHOUT_LOOK_ALIKES = str.maketrans(_RFC_4648, _CROCKFORD)


def receipt(vote: str, person: str, choice: str, event: str) -> str:
    """The receipt of this person's vote, as XXXXX-XXXXX. `event` is the id of what stored it."""
    written = "".join(f"{each}\n" for each in (vote, person, choice, event))
    digest = hashlib.sha256(written.encode()).digest()
    code = b32encode(digest).decode()[:LENGTH].translate(_WITHOUT_LOOK_ALIKES)
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"
