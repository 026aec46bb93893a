"""The XML of ModernGov's web service: its envelopes, its fields, its true and false."""

from __future__ import annotations

from server.importing.decoding import Unusable, decoded
from server.importing.findings import Findings
from server.importing.xml_tree import Node, read_xml
from server.words import N_

# What holds words in which raw HTML may stand.
FIELDS = frozenset(
    [
        "agendaitemtitle", "agendatext", "decisionnonemptyhtmlbody",
        "minutesnonemptyhtmlbody", "title", "url", "meetinglocation", "meetingtitle",
        "meetingstatus", "committeetitle", "fulldisplaynumberformat", "keyposts",
        "wardtitle", "fullusername", "politicalpartytitle", "politicalgrouptitle",
        "districttitle", "representing", "photosmallurl", "photobigurl", "homeaddress",
        "workaddress",
    ]
)  # fmt: skip
# Where and how a person lives and is reached: never read, and told once without the words.
PRIVATE = (
    "address", "postcode", "phone", "mobile", "email", "fax", "line1", "line2", "line3", "line4",
    "birth", "home", "surger",
)  # fmt: skip


def read_root(content: bytes | str, wanted: tuple[str, ...], notes: Findings) -> Node:
    """The first element of one of these names, in whatever envelope. Raises Unusable."""
    text, findings = decoded(content)
    notes.add(findings)
    root = read_xml(text, FIELDS)
    for _ in range(2):  # a service that answers with a string has its XML escaped in another
        found = [node for name in wanted for node in _outermost(root, name)]
        if len(found) > 1 and found[0].name == "meeting":
            sentence = N_("There are {count} meetings in this. Give the answer for one of them.")
            raise Unusable(sentence, found[1].line, count=len(found))
        if found:
            return found[0]
        inner = next((n.text for n in _with_xml_in_it(root)), "")
        if not inner:
            break
        root = read_xml(inner.lstrip(), FIELDS)
    sentence = N_(
        "There is no “{wanted}” in this XML. Save the answer of ModernGov’s web service as it is."
    )
    raise Unusable(sentence, wanted=wanted[0])


def _outermost(root: Node, name: str) -> list[Node]:
    return [node for node in root.every(name) if not node.within(name)]


def _with_xml_in_it(root: Node) -> list[Node]:
    return [
        node
        for name in ("string", "getmeetingresult", "getcouncillorsbywardresult")
        for node in root.every(name)
        if node.text.lstrip().startswith("<")
    ]


def private(name: str) -> bool:
    """Whether a field by its name tells where somebody lives or how to reach them."""
    return any(part in name for part in PRIVATE)


def tell_private(root: Node, notes: Findings) -> None:
    """Say once, without their words, that there are such fields."""
    if any(private(name) for name in root.names):
        sentence = N_("Addresses and other ways to reach people are never read.")
        notes.leave(sentence, 0, "")


def refuse_nested(root: Node, name: str) -> None:
    """Raises Unusable if an element stands in another of its own name, as none should."""
    for node in root.every(name):
        if node.within(name):
            sentence = N_("This XML is damaged: on line {line} a “{name}” stands within another.")
            raise Unusable(sentence, node.line, line=node.line, name=name)


def first_of(node: Node) -> tuple[dict[str, Node], list[Node]]:
    """Its fields by name, and those that are given a second time."""
    fields: dict[str, Node] = {}
    again = []
    for child in node.children:
        if child.name in fields:
            again.append(child)
        else:
            fields[child.name] = child
    return fields, again


def closed(fields: dict[str, Node]) -> bool:
    """Whether it is restricted or not displayed. Whatever is not clearly open is closed."""
    restricted = _flag(fields, "isrestricted")
    displayed = _flag(fields, "isdisplayallowed")
    return restricted not in ("", "false", "0", "no") or displayed not in ("", "true", "1", "yes")


def _flag(fields: dict[str, Node], name: str) -> str:
    return fields[name].words.casefold() if name in fields else ""
