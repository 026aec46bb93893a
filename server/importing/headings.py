"""Headings between items: what follows is open or exempt, is for decision, or is no agenda."""

from __future__ import annotations

import re

from server.importing import exclusion
from server.importing.lines import Line
from server.meeting.agenda import Purpose

MOST = 180  # characters of a heading

_PART = re.compile(r"(?:part|section|rhan)\s+(?:(1|i|a|one)|(2|ii|b|two))\b[\s.:\-–—]*(.*)", re.I)
_SHUT = re.compile(
    r"\bexempt\b|\bconfidential\b|\bprivate\b|\bclosed\b|\bnot open\b|\bnot for publication\b"
    r"|\b(?:press|public)\b.*\bexcluded|exclu\w+ (?:of )?the (?:press|public)|\bin camera\b"
    r"|\brestricted\b|\beithri\w+|\besempt\w*|\bgyfrinach\w*|\bnon-public\b|\bpart 2\b",
    re.I,
)
_SHUT_HEADING = re.compile(
    r"(?:the )?(?:exempt|confidential|private|closed|non-public|restricted)\W+(?:items?|business|"
    r"information|session|part|reports?|matters|agenda|section)\b"
    r"|(?:items?|business|matters|reports?)\b.*\b(?:press|public)\b.*\bexclu"
    r"|(?:items?|business|matters) (?:to be )?(?:considered|taken|discussed|heard) in "
    r"(?:private|closed|confidential)|(?:items?|reports?) (?:containing|involving) (?:exempt|conf)"
    r"|eitemau (?:eithri|esempt|cyfrin)|not for publication$|part ii$|(?:in )?closed session$",
    re.I,
)
_OPEN = re.compile(
    r"open to the (?:press|public)|public (?:items?|session|business|part|reports?)|"
    r"open (?:items?|session|business|part)|items? (?:to be )?(?:considered|taken) in public|"
    r"(?:press and )?public (?:are )?(?:welcome|present)",
    re.I,
)
_FOR = re.compile(
    r"(?:items?|matters?|business|reports?|papers?)\s+(?:for|requiring)\s+(?:a\s+)?"
    r"(decision|discussion|information|noting|approval|determination|debate)s?",
    re.I,
)
_PURPOSES = {
    "decision": Purpose.DECISION,
    "approval": Purpose.DECISION,
    "determination": Purpose.DECISION,
    "information": Purpose.INFORMATION,
    "noting": Purpose.INFORMATION,
}
_TAIL = re.compile(
    r"members of the .{3,80}(?::|$)|(?:committee |board |panel |council )?members(?:hip)?\s*:"
    r"|membership\b.{0,60}$|substitut\w+(?: members)?\s*:|quorum\s*[:=]|circulation\b|copies to\b"
    r"|to:?\s+(?:all\s+)?(?:the\s+)?(?:members|councillors|cllrs)\b|distribution\s*:"
    r"|(?:interim |acting |deputy )?(?:chief executive|town clerk|parish clerk|monitoring officer"
    r"|proper officer|clerk to the|clerk and|director of (?:law|legal|governance|democratic))"
    r"|clerk$|dated?\b\s*:?\s*\d|date of (?:publication|issue|despatch|dispatch)|published|issued"
    r"|signed\b|yours (?:faithfully|sincerely)|for (?:further|more) (?:information|details)"
    r"|if you (?:require|need|would like|have)|notes?\s*:|notes$|please note|filming"
    r"|(?:audio )?recording|(?:many )?thanks\b.{0,20}$|(?:(?:kind|best) )?regards\b.{0,20}$"
    r"|(?:date|time)s? (?:and \w+ )?of (?:the )?next meeting|next meeting\b"
    r"|this (?:agenda|meeting|document) (?:is|will|can|may)|emergency|fire (?:evac|proced|alarm)"
    r"|public (?:participation|access|information|seating)\s*(?::|notes?|$)|map of|"
    r"you are (?:hereby )?summoned|access (?:to|arrangements)|agenda (?:published|issued)"
    r"|contact\s*:|webcast|the (?:meeting|public) (?:will|is|are|may)|members of the public"
    r"|.{0,60}\b(?:proper officer|(?:town|parish) clerk|clerk to the \w+|chief executive)$"
    r"|head of (?:law|legal|governance|democratic)\b|(?:clerc\s*/\s*)?clerk(?: to the council)?\s*:"
    r"|www\.\S+$|meeting (?:finish|close|end)(?:es|s)?$|end of (?:agenda|meeting)$"
    r"|\*\s?denotes|\[image|appendix [a-z0-9]+\s*[-–]\s*attendance",
    re.I,
)


_NOTE = re.compile(
    r"members of the |the (?:meeting|public) |if you |please note|public (?:participation|access)"
    r"|this (?:agenda|meeting)",
    re.I,
)
_SIGNS = re.compile(r"(?:[A-Z][\w.'’-]{0,20}\s?){1,5}(?:,? ?\(?[A-Z][\w&., ]{1,30}\)?)?")


def is_note(line: Line) -> bool:
    """Whether the line may as well be what stands under an item, as “Members of the public may …”
    does under public questions."""
    return bool(_NOTE.match(line.plain))


def signs(line: Line) -> bool:
    """Whether the line may be the name of who signs: their office stands below it."""
    return line.gap and len(line.text) <= 60 and bool(_SIGNS.fullmatch(line.plain))


def is_tail(line: Line) -> bool:
    """Whether the line begins what stands beside an agenda: members, a signature, notes."""
    return bool(_TAIL.match(line.plain))


def part(line: Line) -> bool | None:
    """Whether what follows the line is closed; None where the line is no heading of a part."""
    text = line.plain.strip(" .:-–—*[]")
    if len(text) > MOST or text.startswith("("):
        return None
    found = _PART.match(text)
    if found and _heads(line, found):
        return _closed(found)
    if _SHUT_HEADING.match(text) and not text.endswith("."):
        return True
    if exclusion.heads(text):
        return True
    return False if _OPEN.match(text) and len(text) <= 80 else None


def heads_private(title: str) -> bool:
    """Whether an item is itself the heading of private business."""
    return len(title) <= MOST and bool(_SHUT_HEADING.match(title))


def purpose_of_section(line: Line) -> Purpose | None:
    """What the items under a heading such as “Items for decision” are for."""
    found = _FOR.search(line.plain)
    return _PURPOSES.get(found[1].lower(), Purpose.DISCUSSION) if found else None


def is_section(line: Line, before_item: bool) -> bool:
    """Whether the line heads the items that follow, and belongs to none."""
    if len(line.text) > 80 or not before_item:
        return False
    if _FOR.fullmatch(line.plain.strip(" .:-–—")):
        return True
    return bool(line.heading or line.bold or line.shouted) and len(line.cells) == 1


def _heads(line: Line, found: re.Match[str]) -> bool:
    """Whether “Part …” is a heading, and not a sentence that speaks of a part of an act."""
    return not re.match(r"of\b|of the\b|\(|and\b|to\b|,", found[3], re.I)


def _closed(found: re.Match[str]) -> bool:
    rest = found[3]
    if _OPEN.search(rest) and not re.search(r"\bnot open|closed", rest, re.I):
        return False
    if found[1]:
        return bool(re.search(r"not open|closed to", rest, re.I))
    return not rest or bool(_SHUT.search(rest))
