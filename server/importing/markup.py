"""HTML as other systems put it into their fields becomes plain lines."""

from __future__ import annotations

import html
import re

from server.meeting_file.values import clean

# Possessive and without quoted values, so that no markup, however broken, takes long.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>|<[!?][^>]*+(?:>|\Z)"
    r"|<(?P<ends>/?)(?P<name>[A-Za-z][A-Za-z0-9:]*+)(?P<rest>(?![A-Za-z0-9:])[^<>]*+)>",
    re.DOTALL,
)
_ADDRESS = re.compile(r"""\bhref\s*=\s*["']?(https?://[^\s"'<>]++)""", re.IGNORECASE)
_UNREAD = frozenset(["script", "style", "template", "noscript"])
_LINES = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center",
        "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "head", "header", "hr", "html", "li", "main", "nav", "ol", "p",
        "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
    ]
)  # fmt: skip
_WITHIN = frozenset(
    [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "col", "colgroup",
        "data", "del", "dfn", "em", "font", "i", "iframe", "img", "input", "ins", "kbd",
        "label", "legend", "link", "mark", "meta", "object", "q", "s", "samp", "small",
        "span", "strike", "strong", "sub", "sup", "td", "th", "time", "title", "tt", "u",
        "var", "wbr",
    ]
)  # fmt: skip
_CELLS = frozenset(["td", "th", "img", "input"])


def plain(markup: str) -> str:
    """The words of HTML as lines: a paragraph, an entry of a list, a row of a table each on one.

    Scripts and styles are dropped. A link keeps its address behind its words. What only looks like
    a tag, such as <name>, stays. Plain text comes out as it is, but for its spaces.
    """
    if "<" not in markup and "&" not in markup and "]]>" not in markup:
        return lines(markup)
    parts: list[str] = []
    place, unread, address = 0, "", ""
    for token in _TOKEN.finditer(markup):
        if not unread:
            parts.append(_unescaped(markup[place : token.start()]))
        place = token.end()
        name, ends = (token["name"] or "").lower(), bool(token["ends"])
        if unread:
            unread = "" if ends and name == unread else unread
        elif name in _UNREAD and not ends:
            unread = name
        elif name == "a":
            parts.append(f" ({address}) " if ends and address else "")
            address = "" if ends else _address(token["rest"])
        else:
            parts.append(_in_place_of(token[0], name))
    parts.append("" if unread else _unescaped(markup[place:]))
    return lines("".join(parts))


def lines(text: str) -> str:
    """The lines of a text that are not empty, each with single spaces and only what prints."""
    told = (" ".join(clean(line.replace("\x00", "")).split()) for line in text.splitlines())
    return "\n".join(line for line in told if line)


def one_line(text: str) -> str:
    """A text on one line, with single spaces and only what prints."""
    return " ".join(lines(text).split())


def _unescaped(text: str) -> str:
    return html.unescape(text) if "&" in text else text


def _address(rest: str) -> str:
    found = _ADDRESS.search(rest)
    return html.unescape(found[1]) if found else ""


def _in_place_of(token: str, name: str) -> str:
    """What stands instead of a tag; an unknown one is no tag but words."""
    if not name or name in _CELLS or ":" in name:
        return " " if name in _CELLS else ""
    if name in _LINES:
        return "\n"
    return "" if name in _WITHIN or name in _UNREAD else _unescaped(token)
