"""XML from other systems, read within bounds: no entities, no network, not too large or deep."""

from __future__ import annotations

import html.entities
import re
from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree

from server.importing.decoding import Unusable
from server.importing.markup import one_line, plain
from server.words import N_

MOST_DEPTH = 100
MOST_ELEMENTS = 100_000
_MOST_TAGS = 4 * MOST_ELEMENTS  # each opens and closes; the rest is raw HTML

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_BEFORE_ROOT = re.compile(r"(?:\s++|<\?[^>]*+>|<!--(?:(?!-->).)*+-->)*+", re.DOTALL)
_NEVER_ALLOWED = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBERED_CONTROL = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.I
)
_NAMED = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]*);|(?!#[0-9]+;|#[xX][0-9A-Fa-f]+;))")
_KEPT = frozenset(["amp", "lt", "gt", "quot", "apos"])


class Node:
    """An element: its name in small letters without namespace, and what is in it."""

    __slots__ = ("_element", "name")

    def __init__(self, element: Any) -> None:
        self._element = element
        self.name = _local(element.tag)

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return int(self._element.sourceline or 0)

    @property
    def children(self) -> list[Node]:
        """The elements directly in it."""
        return [Node(child) for child in self._element if isinstance(child.tag, str)]

    @property
    def attributes(self) -> dict[str, str]:
        """Its attributes, with names as those of elements."""
        return {_local(name): str(value) for name, value in self._element.attrib.items()}

    @property
    def text(self) -> str:
        """The characters directly in it, before its first element."""
        return str(self._element.text or "")

    @property
    def address(self) -> str:
        """Its characters as an address, of which no “&copy=” must become a letter."""
        return one_line("".join(self._element.itertext()).replace("&amp;", "&"))

    @property
    def words(self) -> str:
        """All words in it as plain lines, whether its HTML is escaped or not."""
        element = self._element
        if not len(element):
            return plain(self.text)
        inside = (etree.tostring(child, encoding="unicode") for child in element)
        return plain(_escaped(self.text) + "".join(inside))

    def every(self, name: str) -> Iterator[Node]:
        """Every element of that name in it, however deep, in their order; it may be itself."""
        return self.either(frozenset([name]))

    def either(self, names: frozenset[str]) -> Iterator[Node]:
        """Every element of these names in it, as `every` has those of one."""
        for element in self._element.iter(etree.Element):
            if _local(element.tag) in names:
                yield Node(element)

    @property
    def names(self) -> set[str]:
        """The names of itself and of all elements and attributes in it."""
        elements = list(self._element.iter(etree.Element))
        tags = {_local(element.tag) for element in elements}
        return tags | {_local(name) for element in elements for name in element.attrib}

    def within(self, name: str) -> bool:
        """Whether it stands somewhere in an element of that name."""
        return any(_local(above.tag) == name for above in self._element.iterancestors())


def read_xml(text: str, fields: Collection[str] = ()) -> Node:
    """The root of an XML text. Raises Unusable with the line where it is no XML.

    `fields` are elements that hold only words: raw HTML and loose ampersands in them, which make
    no XML, are taken as words.
    """
    if text.count("<") > _MOST_TAGS or text.count("=") > _MOST_TAGS:  # before a tree is made of it
        raise Unusable(_TOO_MANY)
    text = _DECLARATION.sub("", text.removeprefix("\ufeff"), count=1)
    _refuse_what_is_none(text)
    try:
        root = _parsed(text)
    except etree.XMLSyntaxError:
        root = _mended(text, fields)
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unusable(_DEFINITIONS)
    _refuse_excess(root)
    return Node(root)


_TOO_MANY = N_("This XML has too many parts to be one meeting or one council.")
_DEFINITIONS = N_(
    "This XML has definitions of its own (a DOCTYPE), which are never read: they can make a small "
    "file endless. Fetch it again from the web service."
)


def _refuse_what_is_none(text: str) -> None:
    before = _BEFORE_ROOT.match(text)
    start = text[before.end() if before else 0 :][:200].lower()
    if start.startswith(("<!doctype html", "<html")):
        sentence = N_(
            "This is a web page and no XML. Save the answer of the web service itself, not the "
            "page that a browser shows."
        )
        raise Unusable(sentence)
    if start.startswith(("<!doctype", "<!entity", "<![")):
        raise Unusable(_DEFINITIONS)
    if not start.startswith("<"):
        raise Unusable(N_("This is no XML: it does not begin with “<”."))


def _parsed(text: str) -> Any:
    # The text was decoded by us, so the encoding is ours, whatever the file declared.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(text.encode("utf-8", "replace"), parser)


def _mended(text: str, fields: Collection[str]) -> Any:
    """The root once raw HTML, loose ampersands and letters that XML forbids are put right."""
    text = _NUMBERED_CONTROL.sub("", _NEVER_ALLOWED.sub("", text))
    try:
        return _parsed(_NAMED.sub(_entity, _with_raw_fields_escaped(text, fields)))
    except etree.XMLSyntaxError as error:
        sentence = N_(
            "This is no whole XML: line {line} cannot be read. Something may be cut off; fetch it "
            "again from the web service."
        )
        line = int(error.lineno or 0)
        raise Unusable(sentence, line, line=line) from error


def _with_raw_fields_escaped(text: str, fields: Collection[str]) -> str:
    if not fields:
        return text
    names = "|".join(sorted(fields))
    parts, place, opened = [], 0, ""
    tag = rf"<(?P<ends>/?)(?:[\w.-]{{1,40}}:)?(?P<name>{names})(?:\s[^<>]*+)?(?P<empty>/?)>"
    for token in re.finditer(tag, text, re.IGNORECASE):
        name = token["name"].lower()
        if not opened and not token["ends"] and not token[0].endswith("/>"):
            parts.append(text[place : token.end()])
            place, opened = token.end(), name
        elif opened == name and token["ends"]:
            parts.append(_escaped_if_raw(text[place : token.start()]))
            place, opened = token.start(), ""
    return "".join([*parts, text[place:]])


def _escaped_if_raw(content: str) -> str:
    raw = "<" in content and not content.lstrip().startswith("<![CDATA[")
    return _escaped(content) if raw else content


def _escaped(content: str) -> str:
    return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _entity(found: re.Match[str]) -> str:
    """An entity that XML knows stays; one of HTML becomes its letter; the rest is words."""
    name = found[1]
    if name in _KEPT:
        return found[0]
    letter = html.entities.html5.get(f"{name};") if name else None
    return _escaped(letter) if letter else "&amp;" + found[0][1:]


def _refuse_excess(root: Any) -> None:
    level, count = [root], 0
    for _ in range(MOST_DEPTH):
        level = [child for element in level for child in element]
        count += len(level)
        if not level:
            return
        if count > MOST_ELEMENTS:
            raise Unusable(_TOO_MANY)
    raise Unusable(N_("This XML is nested too deeply to be read."))


def _local(tag: object) -> str:
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
