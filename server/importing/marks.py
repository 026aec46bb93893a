"""Marks within the words of an item: exempt, pages, minutes allotted, a time, a purpose."""

from __future__ import annotations

import re

import msgspec

from server.meeting.agenda import Access, Purpose

_NUMBERS = r"(\d{1,2}[A-Z]?(?:\s*(?:,|and|&|or|to|-|–)\s*\d{1,2}[A-Z]?)*)"
_PARAGRAPHS = re.compile(
    rf"\b(?:paragraphs?|paras?\.?|paragraph\(s\)|paragraffau?|baragraff\w*)\s*{_NUMBERS}(?=\W|$)",
    re.I,
)
_EXEMPT = re.compile(
    r"[\[(]\s*(?:part\s*(?:ii|2|b)\s*[-–:,]?\s*)?(?:exempt|confidential|eithriedig|cyfrinachol)"
    r"(?:\s+(?:item|report|information|paper|business|appendix|/ ?confidential))*\s*[\])]"
    r"|[-–—:]\s*(?:EXEMPT|CONFIDENTIAL)(?:\s+(?:ITEM|REPORT))?\s*$"
    r"|^(?:EXEMPT|CONFIDENTIAL)(?:\s+(?:ITEM|REPORT))?\s*(?:[-–—:]\s*|$)"
    r"|^(?:exempt|confidential)(?:\s+(?:item|report))?\.?$",
)
_EXEMPT_ANY = re.compile(_EXEMPT.pattern, re.I)
_NOT_PUBLISHED = (
    r"\b(?:not for publication|exempt (?:from publication|by virtue|under|information)"
    r"|exempt(?=\W+para)|ddim i['’]?w gyhoeddi)\b"
)
_UNPUBLISHED = re.compile(rf"[\[(]\s*{_NOT_PUBLISHED}[^\])]*[\])]|{_NOT_PUBLISHED}.*", re.I)
_PAGES = re.compile(
    r"[\[(]\s*(?:pages?|pps?\.?|tudalen(?:nau)?)\s*(?:no\.?s?\s*)?\d+(?:\s*(?:[-–—,]|to|and|&)\s*\d+)*\s*[\])]"
    r"|(?:^|\s)(?:pages?|pps?\.?|tudalen(?:nau)?)\s*:?\s*\d+(?:\s*(?:[-–—,]|to|and|&)\s*\d+)*\s*$"
    r"|^page\s+\d+\s+of\s+\d+$",
    re.I,
)
_BARE_PAGES = re.compile(r"\d{1,4}\s*[-–—]\s*\d{1,4}")
_ALLOTTED = re.compile(
    r"[\[(]\s*(?:approx\w*\.?\s*)?(\d{1,3})\s*(?:mins?\.?|minutes|munud)\s*[\])]"
    r"|(?:^|[-–—:]\s*|(?<=[.)])\s+)(\d{1,3})\s*(?:mins?\.?|minutes)$",
    re.I,
)
_SET_ASIDE = re.compile(
    r"\b(\d{1,3}) minutes (?:(?:is|are|will be|has been) )?"
    r"(?:allowed|allotted|set aside|allocated)\b",
    re.I,
)
_CLOCK = re.compile(
    r"[\[(]?\b(?:[01]?\d|2[0-3])(?:[.:][0-5]\d)?\s*(?:[ap]\.?m\.?|hrs?|hours)"
    r"(?:\s*(?:-|–|to)\s*\d{1,2}(?:[.:]\d\d)?\s*(?:[ap]\.?m\.?|hrs?|hours))?[\])]?"
    r"|\b(?:[01]\d|2[0-3])[:.][0-5]\d\b",
    re.I,
)
_CLOCK_AT_END = re.compile(rf"(?:[\[(])(?:{_CLOCK.pattern})$", re.I)
_FOR = re.compile(
    r"[\[(]\s*for\s+(decision|discussion|information|noting|approval|determination|debate)\s*[\])]"
    r"|(?:^|[-–—]\s*)for\s+(decision|discussion|information|noting|approval|determination|debate)"
    r"(?:\s+(?:only|and\s+(?:decision|discussion|information)))?\s*\.?$",
    re.I,
)
_PURPOSES = {
    "decision": Purpose.DECISION,
    "approval": Purpose.DECISION,
    "determination": Purpose.DECISION,
    "information": Purpose.INFORMATION,
    "noting": Purpose.INFORMATION,
}


class Marked(msgspec.Struct):
    """Words without their marks, and what the marks say; the words taken away for each."""

    rest: str
    access: Access = Access.OPEN
    doubtful: bool = False  # “confidential” often means exempt
    paragraphs: tuple[str, ...] = ()
    minutes: int = 0
    purpose: Purpose | None = None
    understood: list[str] = msgspec.field(default_factory=list)
    kept: list[str] = msgspec.field(default_factory=list)  # said more than a mark can keep
    pages: list[str] = msgspec.field(default_factory=list)
    clock: list[str] = msgspec.field(default_factory=list)

    @property
    def closed(self) -> bool:
        """Whether the words are marked as private business."""
        return self.access is not Access.OPEN


def marked(text: str, title: bool) -> Marked:
    """The marks of a title, or of a line that may be nothing but marks."""
    found = Marked(text)
    if title:
        _take_clock(found)
    _take_access(found, title)
    _take_pages(found)
    _take_time(found, title)
    mark = _FOR.search(found.rest)
    if mark and (title or mark[0] == found.rest):
        decides = "decision" in mark[0].lower()  # “for discussion and decision”
        found.purpose = Purpose.DECISION if decides else purpose_named(mark[1] or mark[2])
        _understand(found, mark)
    found.rest = found.rest.strip(" \t-–—").strip() if found.rest != text else text
    return found


def set_aside(text: str) -> int:
    """The minutes that a sentence sets aside for the item; 0 where it does not."""
    found = _SET_ASIDE.search(text)
    return int(found[1]) if found and int(found[1]) <= 1_440 else 0


def purpose_named(word: str) -> Purpose:
    """The purpose that “for decision” or its like names."""
    return _PURPOSES.get(word.lower(), Purpose.DISCUSSION)


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of the schedule that a text cites, each once, in their order."""
    found: list[str] = []
    for cited in _PARAGRAPHS.finditer(text):
        found += _spelled(cited[1])
    return tuple(dict.fromkeys(found))[:50]


def is_pages(cell: str) -> bool:
    """Whether a cell of a row holds nothing but page numbers."""
    return bool(_BARE_PAGES.fullmatch(cell) or _PAGES.fullmatch(cell))


def cut_pages(text: str, paged: bool) -> tuple[str, str]:
    """A row without the cell of page numbers at its end. `paged`: its table has such a column."""
    head, tab, last = text.rpartition("\t")
    bare = paged and re.fullmatch(r"\d{1,4}", last) is not None
    return (head, last) if tab and (bare or is_pages(last)) else (text, "")


def is_clock(cell: str) -> bool:
    """Whether a cell of a row holds nothing but a time of day."""
    return bool(_CLOCK.fullmatch(cell))


def _spelled(cited: str) -> list[str]:
    """“1 to 3” in full."""
    span = re.fullmatch(r"(\d+)\s*(?:to|-|–)\s*(\d+)", cited)
    if span and int(span[1]) < int(span[2]):
        return [str(n) for n in range(int(span[1]), int(span[2]) + 1)]
    return re.findall(r"\d{1,2}[A-Z]?", cited)


def _take_access(found: Marked, title: bool) -> None:
    mark = _UNPUBLISHED.search(found.rest)
    if mark and (title or mark.start() <= 2):
        _close(found, mark, Access.EXEMPT)
        found.kept.append(found.understood.pop())
    mark = (_EXEMPT_ANY if title else _EXEMPT).search(found.rest)
    if mark and not (mark[0].strip("-–—:").strip() == "" or _only_part(found.rest, mark, title)):
        loose = "confidential" in mark[0].lower() and "exempt" not in mark[0].lower()
        _close(found, mark, Access.CONFIDENTIAL if loose else Access.EXEMPT)
    if found.paragraphs and found.access is Access.CONFIDENTIAL:
        found.access = Access.EXEMPT
    found.doubtful = found.access is Access.CONFIDENTIAL


def _only_part(text: str, mark: re.Match[str], title: bool) -> bool:
    """Whether the mark is of an appendix alone, or of something said in passing."""
    before = text[: mark.start()]
    return "appendix" in mark[0].lower() or (not title and len(before.strip()) > 0)


def _close(found: Marked, mark: re.Match[str], access: Access) -> None:
    found.paragraphs = tuple(dict.fromkeys((*found.paragraphs, *paragraphs(mark[0]))))
    if not found.closed:
        found.access = access
    _understand(found, mark)


def _understand(found: Marked, mark: re.Match[str]) -> None:
    found.understood.append(mark[0])
    found.rest = _without(found.rest, mark)


def _without(text: str, mark: re.Match[str]) -> str:
    return f"{text[: mark.start()].rstrip()} {text[mark.end() :].lstrip()}".strip()


def _take_pages(found: Marked) -> None:
    while mark := _PAGES.search(found.rest):
        found.pages.append(mark[0].strip())
        found.rest = _without(found.rest, mark)


def _take_time(found: Marked, title: bool) -> None:
    mark = _ALLOTTED.search(found.rest)
    if mark and (title or mark[0] == found.rest):
        minutes = int(mark[1] or mark[2])
        if 0 < minutes <= 1_440:
            found.minutes = minutes
            _understand(found, mark)


def _take_clock(found: Marked) -> None:
    mark = _CLOCK.match(found.rest) or _CLOCK_AT_END.search(found.rest)
    if mark:
        found.clock.append(mark[0])
        found.rest = _without(found.rest, mark)
