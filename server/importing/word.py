"""An agenda as a Word file, made into lines of text that a person can mend."""

from __future__ import annotations

from msgspec.structs import replace

from server.importing.agenda import ImportedAgenda
from server.importing.finding import Finding, Weight
from server.importing.package import Package
from server.importing.text import read_text
from server.importing.word_lines import WordLines
from server.words import N_, Said

_DELETED = N_("What was deleted in the Word file, with changes tracked, is left out.")
_BESIDE = N_("Headers, footers, notes and comments of the Word file are left out.")


def read_word(content: bytes) -> ImportedAgenda:
    """The agenda in a Word file. It never fails: what cannot be used is in a finding.

    `text` is what was read, as lines; reading those gives the same items.
    """
    try:
        lines = WordLines(Package(content))
    except Said as refused:
        return ImportedAgenda(findings=(Finding(Weight.WRONG, refused),))
    read = read_text(lines.text)
    return replace(read, findings=(*_left_out(lines), *read.findings))


def _left_out(lines: WordLines) -> list[Finding]:
    told = ((_DELETED, lines.deleted), (_BESIDE, lines.beside))
    return [Finding(Weight.LEFT_OUT, Said(said), 0, text) for said, text in told if text]
