"""Whether a line is more of a title: titles run over lines, and stand in two languages."""

from __future__ import annotations

import re

from server.importing.draft import Draft
from server.importing.labels import reporting
from server.importing.lines import Line

_MOST = 1_000  # characters of what may still be a title
_MOST_EACH = 200  # of a title in each of two languages
_NEAR = 3  # lines below

_HANGING = re.compile(
    r"(?:\b(?:of|the|and|on|in|for|to|at|by|a|an|with|from|held|or)|[,&(\-–—])$", re.I
)
_WELSH = re.compile(
    r"\b(?:ymddiheur\w+|datgan\w*|cofnodion|adroddiad\w*|unrhyw|fusnes|busnes|cyngor|pwyllgor"
    r"|derbyn|cadarnhau|ystyried|cyfarfod|gynhaliwyd|absenoldeb|fuddiant\w*|fuddiannau|rhaglen"
    r"|blaenrhaglen|gwaith|gwahardd|eithrio|cyhoedd|cyllideb|gyllideb|penodi|ethol|yr|y|yn|i['’]w"
    r"|gan|ar gyfer|eitemau|brys|materion|cyhoeddiadau|cwestiynau|chwarter)\b",
    re.I,
)


def goes_on(draft: Draft, line: Line) -> bool:
    """Whether the line is more of the title: that ends in the middle, or is all in capitals."""
    title = draft.title
    if not title:
        return True
    if not draft.empty or line.bullet or line.cell or line.number - draft.titled > _NEAR:
        return False
    if other_language(title, line.text):
        return True
    if line.gap or line.number != draft.titled + 1 or len(title) > _MOST:
        return False
    shouted = line.shouted and title.isupper() and not title.endswith((".", ":"))
    return shouted or bool(_HANGING.search(title[-20:])) or line.text[:1].islower()


def other_language(title: str, text: str) -> bool:
    """Whether one is Welsh and the other is not, and both are no longer than titles are."""
    if not title or max(len(title), len(text)) > _MOST_EACH:
        return False
    if text.endswith(".") or " / " in title or reporting(text):
        return False
    return bool(_WELSH.search(title)) != bool(_WELSH.search(text))
