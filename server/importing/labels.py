"""Lines that say what they are: recommendations, who presents, a purpose, a paper and its link."""

from __future__ import annotations

import re
from enum import StrEnum

import msgspec

LONGEST_NAME = 120

_AFTER = r"\s*(?:[:.]|[-–—](?=\s|$))\s*"
_RECOMMENDATIONS = re.compile(
    rf"(?:officers?['’]?s?\s+|draft\s+)?(?:recommendation|argymhelliad)\w*(?:\(s\))?(?:\s+\d{{1,2}})?"
    rf"(?:\s+to\s+(?:the\s+)?(?:council|cabinet|committee|executive))?(?:{_AFTER}(.*)|\s*|\s+(that\b.*))$"
    rf"|(?:it is |is |the \w+ is )?recommended\b(?:{_AFTER}(.*)|\s*|\s+((?:that|to)\b.*))$",
    re.I,
)
_THAT = re.compile(r"That (?:the|this|it|members|council|cabinet|authority|approval|any)\b")
_PURPOSE = re.compile(
    rf"(?:purpose|diben)(?: of (?:the |this )?(?:report|item|paper))?(?:{_AFTER}(.*)|\s*)$", re.I
)
_SUMMARY = re.compile(rf"(?:executive )?(?:summary|crynodeb)(?:{_AFTER}(.*)|\s*)$", re.I)
_PRESENTER = re.compile(
    r"(?:(?:verbal |oral |joint |written |update )?reports? (?:of|by|from) (?:the )?"
    r"|adroddiad (?:gan |y |yr )+|(?:to be )?(?:presented|introduced) by\s*:?\s*(?:the )?"
    r"|presenters?\s*:\s*|(?:lead|contact|report|responsible|author|case|presenting)\s+"
    r"(?:officer|member)s?(?: and author)?\s*:\s*"
    r"|(?:portfolio holder|cabinet member|report author|officer|speakers?)\s*:\s*)(\S.*)$",
    re.I,
)
_TO_REPORT = re.compile(
    r"((?:(?:the )?(?:cllr|councillor|clerk|chair\w*|leader|mr|mrs|ms|dr)\b\.?"
    r"(?:(?!\b(?:invited|asked|thanked|welcomed)\b)[^.;]){0,80}?)),?\s+"
    r"(?:to|will)\s+(?:report|present|introduce|update|give an? (?:\w+ )?(?:update|report))\b(.*)$",
    re.I,
)
_IN_TITLE = re.compile(
    r"\s*(?:[-–—]\s+|\()((?:joint |verbal |oral )?report (?:of|by|from) [^()]{3,100})\)?$", re.I
)
_CLLR_IN_TITLE = re.compile(
    r"\s*(?:[-–—]\s+|\()((?:cllr|councillor)s?\b[^()\d]{2,60}?)"
    r"(\s+to (?:report|present|introduce|update))?\)?$",
    re.I,
)
_REACHED = re.compile(
    r"[,;(\s]*(?:\b(?:tel|phone|telephone|mobile|e-?mail|ext)\b|\S+@\S)[^\n]*$"
    r"|[,;(\s]+0[\d ]{9,13}$",
    re.I,
)
_PERSON = re.compile(
    r"(?:cllrs?|councillors?|mr|mrs|ms|miss|dr|sir|dame|lord|lady|baroness|mayor|leader|head of"
    r"|director|(?:assistant|deputy|executive|strategic|corporate|interim|service) (?:director"
    r"|leader|member|head|manager)|chief|(?:\w+ ){1,2}(?:officer|manager)$"
    r"|(?:vice.?)?chair\w*|portfolio|cabinet member|clerk|all)\b",
    re.I,
)
_FOLLOWS = re.compile(
    r"\s*[-–—,]?\s*\(?\b((?:copy |report )?(?:attached|to follow|herewith|enclosed|tabled)\b"
    r"[^()]{0,40})\)?\.?$",
    re.I,
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_PAPER = re.compile(
    r"(?:papers?|enclosures?|encl?\.?|appendi(?:x|ces)|annex(?:es)?|attachments?|documents?|links?"
    r"|reports?|background papers?|supporting documents?)\b",
    re.I,
)
_THOUGHT_FIT = (
    r"(?:consider,?\s+(?:and,?\s+)?"
    r"(?:if (?:thought (?:fit|appropriate)|so minded),?\s+)?(?:to\s+)?)"
)
_WORDING = re.compile(
    rf"to {_THOUGHT_FIT}?(?:resolve|approve|agree|adopt|pass|decide|confirm|determine)"
    r"(?:,? (?:if thought fit,? )?(?:the )?(?:following )?(?:resolution|motion|proposal)s?)?"
    r"\s*[:,–—-]?\s+[“\"‘']?(?=that\b)(.+)$"
    rf"|to {_THOUGHT_FIT}?(?:(?:resolve|approve|agree|adopt|pass|decide)\s*:"
    r"|(?:\w+ ){0,3}the following (?:resolution|motion|proposal)s?\s*[:.–—-]?)$",
    re.I,
)
_WITHIN_TITLE = re.compile(r"(?:^|[-–—:.;,]\s+)(?=to \w+)", re.I)
_CONTACT = re.compile(
    r"(?:(?:tele)?phone|tel|mobile|e-?mail|ext)\b(?: no| number)?\.?\s*[:.]|\S+@\S+\.\S+$", re.I
)
_POSITION = re.compile(r"(?:position|job title|title|post)\s*:\s*(\S.*)$", re.I)


_SECTION = re.compile(
    r"(?:(?:proposed |next )?(?:actions?|steps)|background|introduction|conclusions?"
    r"|reasons?(?: for .{0,60})?|options?(?: .{0,40})?|(?:\w+ ){0,3}implications(?: .{0,40})?"
    r"|consultation|decisions?|implementation|ward\(?s?\)? affected)\s*:?$",
    re.I,
)


class Label(StrEnum):
    """What a line says it is."""

    RECOMMENDATIONS = "recommendations"
    WORDING = "wording"
    PURPOSE = "purpose"
    SUMMARY = "summary"
    PRESENTER = "presenter"
    POSITION = "position"
    CONTACT = "contact"
    SECTION = "section"


class Labelled(msgspec.Struct, frozen=True):
    """A label, the words that make it, and what follows it on the line."""

    label: Label
    words: str
    rest: str


class Linked(msgspec.Struct, frozen=True):
    """A line with an address: what stands before it, the address, and what stands after."""

    title: str
    url: str
    after: str


def labelled(text: str) -> Labelled | None:
    """The label with which a line begins, if it has one."""
    if _THAT.match(text):
        return Labelled(Label.RECOMMENDATIONS, "", text)
    for label, pattern in _PATTERNS:
        found = pattern.match(text)
        if found:
            rest = next((group for group in found.groups() if group), "")
            return Labelled(label, text[: len(text) - len(rest)], rest)
    return None


def wording_in(title: str) -> str:
    """The words to be put, where a title goes “To resolve that …”; empty where it does not."""
    for begins in _WITHIN_TITLE.finditer(title):
        found = _WORDING.match(title, begins.end())
        if found and found[1]:
            return found[1].strip("“”\"‘’' ")
    return ""


def person_of(text: str) -> tuple[str, str] | None:
    """Who presents, and what else the words say; None if it is too long to be a name."""
    after = _FOLLOWS.search(text)
    name = text[: after.start()] if after else text
    name = name.strip(" .,;:")
    if not name or len(name) > LONGEST_NAME or ". " in name:
        return None
    return name, after[1].strip() if after else ""


def reporting(text: str) -> tuple[str, str] | None:
    """“Cllr Shah to report on the pond”: who, and the words after the name."""
    found = _TO_REPORT.match(text)
    return (found[1].strip(), text[found.end(1) :].strip()) if found else None


def in_title(title: str) -> tuple[str, str]:
    """A title without the “Report of …” at its end, and those words."""
    found = _IN_TITLE.search(title[-160:])
    if not found or found.start() == 0 == len(title[:-160]):
        return title, ""
    return title[: len(title[:-160]) + found.start()].strip(), found[1]


def councillor_in_title(title: str) -> tuple[str, str, str] | None:
    """A title without the councillor at its end, the councillor, and the words between."""
    found = _CLLR_IN_TITLE.search(title[-100:])
    start = max(len(title) - 100, 0)
    if not found or start + found.start() == 0:
        return None
    return title[: start + found.start()].strip(), found[1].strip(), found[2] or ""


def without_contact(text: str) -> tuple[str, str]:
    """A name without the telephone number or address after it, and those."""
    found = _REACHED.search(text[:500])
    return (text[: found.start()], found[0]) if found and found.start() else (text, "")


def is_person(cell: str) -> bool:
    """Whether a cell of a row looks like who presents."""
    return len(cell) <= LONGEST_NAME and bool(_PERSON.match(cell))


def linked(text: str) -> Linked | None:
    """The one address on a line. None where there are several, or it stands in a sentence."""
    found = list(_ADDRESS.finditer(text[:3000]))
    if len(found) != 1:
        return None
    url = found[0][0].rstrip(".,;:)]")
    before = text[: found[0].start()].strip(" \t:-–—(<[")
    after = text[found[0].start() + len(url) :].strip(" \t.,;:)>]")
    return Linked(before, url, after) if len(before) <= 200 and len(after) <= 60 else None


def is_paper(text: str) -> bool:
    """Whether a line names a paper whose address may follow."""
    return len(text) <= 200 and bool(_PAPER.match(text))


_PATTERNS = (
    (Label.RECOMMENDATIONS, _RECOMMENDATIONS),
    (Label.WORDING, _WORDING),
    (Label.PURPOSE, _PURPOSE),
    (Label.SUMMARY, _SUMMARY),
    (Label.PRESENTER, _PRESENTER),
    (Label.POSITION, _POSITION),
    (Label.CONTACT, _CONTACT),
    (Label.SECTION, _SECTION),
)
