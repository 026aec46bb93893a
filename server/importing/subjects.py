"""What the words of an item make of it: minutes to agree, declarations, the budget, a purpose."""

from __future__ import annotations

import re

from server.meeting.agenda import Purpose

_MINUTES = re.compile(
    r"(?<!\d )\bminutes\b|\bcofnodion\b|\bnotes? of (?:the )?(?:last|previous|meeting)"
    r"|\bnote of last\b",
    re.I,
)
_DECLARATIONS = re.compile(
    r"\b(?:declarations?|disclosures?|declar\w+|disclos\w+)\b.{0,60}\binterests?\b"
    r"|\binterests? (?:to be )?(?:declared|disclosed)|\bmembers['’]? interests\b"
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
    r"exclusion of (?:the )?(?:press|public)|exclude\w*\s+(?:the )?(?:press|public)"
    r"|exclusion\b.{0,30}\bpublic|press and (?:the )?public be excluded|public be excluded"
    r"|public (?:bodies|access).{0,60}exclu|(?:gwahardd|eithrio|cau allan) (?:y )?(?:wasg|cyhoedd)",
    re.I,
)
_DECIDES = re.compile(
    r"\b(?:to|and|or)\s+(?:approve|adopt|agree|determine|resolve|decide|confirm|elect|appoint|authorise"
    r"|ratify|endorse|sign|co-opt|set)\b|^(?:election|appointment|approval|adoption|confirmation"
    r"|co-option|adopting|approving|setting) |\bkey decision\b"
    r"|\b(?:cadarnhau|cymeradwyo|ethol|penodi)\b",
    re.I,
)
_DISCUSSES = re.compile(
    r"\bto (?:consider|discuss|review|debate|scrutinise|comment)\b|\bystyried\b", re.I
)
_INFORMS = re.compile(
    r"\bto (?:receive|note|hear|be (?:updated|informed))\b|\bfor (?:information|noting)\b"
    r"|\bderbyn\b",
    re.I,
)
_TO = re.compile(r"\bto \w+", re.I)


def speaks_of_minutes(line: str) -> bool:
    """Whether a line of a summary may name the meeting whose minutes they are."""
    return bool(_MINUTES.search(line[:1000]))


def names_meetings(line: str) -> bool:
    """Whether a line speaks of more than one meeting."""
    return bool(re.search(r"\bmeetings\b|\bmeeting\b.*\bmeeting\b", line, re.I))


def agrees_minutes(title: str) -> bool:
    """Whether the item agrees the minutes of an earlier meeting."""
    return bool(_MINUTES.search(title)) and not re.search(
        r"matters arising(?! from the minutes)", title, re.I
    )


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


def _asked(words: str) -> Purpose | None:
    if _MINUTES.search(words) and not re.search(r"\bto (?:receive|note)\b", words, re.I):
        return Purpose.DECISION
    if _INFORMS.search(words) and not re.search(
        r"\band (?:approve|adopt|agree|determine)", words, re.I
    ):
        return Purpose.INFORMATION
    if _DECIDES.search(words):
        return Purpose.DECISION
    return Purpose.DISCUSSION if _DISCUSSES.search(words) else None
