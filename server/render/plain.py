"""What is drawn as HTML, as words alone: for what is searched, and is shown away from its page."""

from __future__ import annotations

import re

from markupsafe import Markup

_FOLDED = re.compile(r"<details\b.*</details>", re.DOTALL)
_LABEL = re.compile(r'<p class="app-label">(.*?)</p>', re.DOTALL)
_BREAK = re.compile(r"<(?=/?(?:p|div|ul|ol|li|br|h\d|tr|td|th|blockquote)\b)")


def plain(drawn: Markup) -> str:
    """The words in one line, without what is folded away; a label stands before its text."""
    html = _FOLDED.sub(" ", str(drawn))
    html = _LABEL.sub(lambda label: f"<p>{label[1].strip()}:</p>", html)
    return Markup(_BREAK.sub(" <", html)).striptags()  # noqa: S704  # it becomes text
