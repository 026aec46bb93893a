"""What the words of an item make of it: minutes to agree, declarations, the budget, a purpose."""

from __future__ import annotations

import re

from server.meeting.agenda import Purpose

_MINUTES = re.compile(
    r"(?<!\d )\bminutes\b|\bcofnodion\b|\bnotes? of (?:the )?(?:last|previous|meeting)"
    r"|\bnote of last\b|\bminute of (?:the )?(?:\w+ )?meeting\b",
    re.I,
)
_DECLARATIONS = re.compile(
    r"\b(?:declarations?|disclosures?|declar\w+|disclos\w+)\b.{0,60}\binterests?\b"
    r"|^(?:members['’]? )?interests\.?$|\binterests? (?:to be )?(?:declared|disclosed)"
    r"|\bmembers['’]? interests\b"
    r"|\bdatgan\w*\b.{0,40}\b(?:f?uddiant|f?uddiannau)",
    re.I,
)
_BUDGET = re.compile(
    r"\b(?:budgets?|precepts?|council tax|gyllideb|cyllideb|treth gyngor|praesept)\b", re.I
)
_NO_BUDGET = re.compile(
    r"\b(?:monitoring|monitor|outturn|out-turn|virement|consultation|working group|scrutiny|update"
    r"|position|forecast|timetable|process|discretionary|arrears|support scheme|reduction scheme"
    r"|base|empty homes?|exempt\w*)\b",
    re.I,
)
_EXCLUSION = re.compile(
    r"exclusion of (?:the )?(?:press|public)"
    r"|exclud\w*\s+(?:the )?(?:(?:members of the )?public|press)"
    r"|exclusion\b.{0,30}\bpublic|press and (?:the )?public be excluded|public be excluded"
    r"|public (?:bodies|access).{0,60}exclu|(?:gwahardd|eithrio|cau allan) (?:y )?(?:wasg|cyhoedd)",
    re.I,
)
_DECIDES = re.compile(
    r"\b(?:to|and|or|then)\s+(?:approve|pass|adopt|agree|determine|resolve|decide|confirm|elect|appoint|authorise"
    r"|ratify|endorse|sign|co-opt|set)\b|^(?:election|appointment|approval|adoption|confirmation"
    r"|co-option|adopting|approving|setting) |\bkey decision\b"
    r"|\b(?:cadarnhau|cymeradwyo|ethol|penodi)\b",
    re.I,
)
_DISCUSSES = re.compile(
    r"\bto (?:consider|discuss|review|debate|scrutinise|comment)\b|\bystyried\b"
    r"|[.–—-] consider (?:the )?reports?\b",
    re.I,
)
_INFORMS = re.compile(
    r"\bto (?:receive|note|hear|be (?:updated|informed))\b|\bfor (?:information|noting)\b"
    r"|\bderbyn\b",
    re.I,
)
_CHOOSES = re.compile(
    r"\bto (?:\w+ and )?(?:consider|review|discuss)\b.{0,60}"
    r"\b(?:quot(?:es?|ations?)|tenders?|estimates|requests?|(?:grant |planning )?applications?"
    r"|nominations?|co-option|adopting|approving|appointing|whether)\b"
    r"|\bthought (?:fit|appropriate)\b",
    re.I,
)
_ARISING = re.compile(r"(?:(?!\bminutes\b).)*\bmatters arising\b", re.I)
_TO = re.compile(r"\bto \w+", re.I)
_MOVED = re.compile(r"(?:moved|proposed|motion) by\b", re.I)


def speaks_of_minutes(line: str) -> bool:
    """Whether a line of a summary may name the meeting whose minutes they are."""
    return bool(_MINUTES.search(line[:1000]))


def names_meetings(line: str) -> bool:
    """Whether a line speaks of more than one meeting."""
    return bool(re.search(r"\bmeetings\b|\bmeeting\b.*\bmeeting\b", line, re.I))


def agrees_minutes(title: str) -> bool:
    """Whether the item agrees the minutes of an earlier meeting."""
    return bool(_MINUTES.search(title)) and not _ARISING.match(title)


def asks_interests(title: str) -> bool:
    """Whether interests are declared under the item."""
    return bool(_DECLARATIONS.search(title))


def sets_budget(title: str) -> bool:
    """Whether the item may set the budget, the precept or the council tax."""
    return bool(_BUDGET.search(title)) and not _NO_BUDGET.search(title)


def excludes_public(title: str) -> bool:
    """Whether the item is the one that moves the exclusion of the press and public."""
    return bool(_EXCLUSION.search(title))


def purpose_of(title: str, text: str) -> Purpose | None:
    """What the words ask for: the title, or if it does not say, the “To …” below it."""
    lead = next((line for line in text[:2000].splitlines() if _TO.match(line)), "")
    for words in (title[:1000], lead[:1000]):
        found = _asked(words)
        if found is not None:
            return found
    return None


def is_moved(text: str) -> bool:
    """Whether a line of the item names who moves what it is about."""
    return any(_MOVED.match(line) for line in text[:2000].splitlines())


def _asked(words: str) -> Purpose | None:
    if agrees_minutes(words) and not re.search(r"\bto (?:receive|note)\b", words, re.I):
        return Purpose.DECISION
    if _INFORMS.search(words) and not re.search(
        r"\band (?:approve|adopt|agree|determine)", words, re.I
    ):
        return Purpose.INFORMATION
    if _DECIDES.search(words) or _CHOOSES.search(words):
        return Purpose.DECISION
    return Purpose.DISCUSSION if _DISCUSSES.search(words) else None
