"""Members as a clerk writes them down: a name on each line, after it a role, a ward or both."""

from __future__ import annotations

import re

import msgspec

_HONOURS = re.compile(r"(?:[A-Z]{2,5}|[A-Z][A-Za-z]{0,3}D)(?: (?:[A-Z]{2,5}))*\Z")
_ROLE = re.compile(
    r"\b(vice|deputy|chair\w*|co-chair|(lord )?mayor|provost|conven[eo]r|president|leader|"
    r"presiding|clerk|secretary|treasurer|cadeirydd|is-gadeirydd|maer|arweinydd)\b",
    re.IGNORECASE,
)


class WrittenMember(msgspec.Struct, frozen=True):
    """Somebody on a line."""

    name: str
    role: str = ""
    ward: str = ""


def written_member(line: str) -> WrittenMember:
    """“Ann Owen, Chair” has a role, “Ann Owen, North ward” a ward, “Ann Owen, Chair, North” both.

    Honours after a comma, as in “Ann Owen, OBE”, stay with the name.
    """
    name, *rest = [" ".join(part.split()) for part in re.split(r"[,;\t]", line)]
    role = ward = ""
    for part in rest:
        if not part:
            continue
        if _HONOURS.match(part) and not role and not ward:
            name = f"{name} {part}"
        elif not role and _ROLE.search(part):
            role = part
        else:
            ward = f"{ward}, {part}" if ward else part
    return WrittenMember(name, role, ward)
