"""The conference by which those inside take part remotely: its address, and numbers to dial."""

from __future__ import annotations

import re

import msgspec

_NATIONAL_ZERO = "(0)"  # "+44 (0)20 …": it is dialled only within the country
_NO_DIGIT = re.compile(r"[^0-9]")
_NO_TONE = re.compile(r"[^0-9*#]")


class DialIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A telephone number of the conference as it is written, what it is for, and the code that is
    asked for."""

    number: str
    label: str = ""
    code: str = ""

    @property
    def dialled(self) -> str:
        """The number as a telephone takes it (RFC 3966): digits, after a plus if it has one."""
        plus = "+" if self.number.lstrip().startswith("+") else ""
        number = self.number.replace(_NATIONAL_ZERO, "") if plus else self.number
        return plus + _NO_DIGIT.sub("", number)

    @property
    def keyed(self) -> str:
        """The code as it is keyed in, with the hash that ends it; empty if there is none."""
        code = _NO_TONE.sub("", self.code)
        return f"{code.rstrip('#')}#" if code else ""
