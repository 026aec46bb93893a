"""An agenda from ModernGov: the XML that its web service answers to GetMeeting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from server.importing.agenda import Details, ImportedAgenda
from server.importing.days import day_of, time_of
from server.importing.decoding import Unusable
from server.importing.findings import Findings
from server.importing.foreign_agenda import written_items
from server.importing.foreign_item import ForeignItem, ForeignPaper, number_in
from server.importing.markup import one_line
from server.importing.moderngov_xml import (
    closed,
    first_of,
    private,
    read_root,
    refuse_nested,
    tell_private,
)
from server.importing.xml_tree import Node
from server.words import N_

_READ = frozenset(["agendaitemtitle", "agendatext", "agendaitemnumber", "fulldisplaynumberformat"])
_OF_AFTERWARDS = frozenset(["decisionnonemptyhtmlbody", "minutesnonemptyhtmlbody"])
# Of an item and of a meeting: marks for the system itself, which say nothing of the business.
_MARKS = re.compile(
    r"(?:is|agenda|decision|minutes?|meeting|committee)?(?:itemid|itemsubnumber|itemnumber|id|status"
    r"|published|allowed|webcast|restricted|decision|plannedfinishtime|actualstarttime"
    r"|actualfinishtime|deleted|expired|category|publicationdate)"
)
_CONTAINERS = frozenset(
    ["agendaitem", "agendaitems", "linkeddoc", "linkeddocuments", "attendee", "attendees"]
)
_OF_THE_MEETING = frozenset(
    ["meetingdate", "meetingtime", "meetinglocation", "committeetitle", "meetingtitle"]
)


def read_moderngov(content: bytes | str) -> ImportedAgenda:
    """The agenda in the answer to GetMeeting, in a SOAP envelope or plain.

    Restricted items and documents stay closed. What was minuted or decided, and who attended, is
    in the findings: `server.importing.people` reads people.
    """
    notes = Findings()
    try:
        meeting = read_root(content, ("meeting",), notes)
        refuse_nested(meeting, "agendaitem")
        refuse_nested(meeting, "linkeddoc")
    except Unusable as unusable:
        return ImportedAgenda(findings=(*notes.all(), unusable.finding))
    details = _details(meeting, notes)
    items = written_items([_item(node, notes) for node in meeting.every("agendaitem")], notes)
    _leave_what_is_elsewhere(meeting, notes)
    _leave_attendees(meeting, notes)
    tell_private(meeting, notes)
    if not items:
        notes.wrong(N_("There is no item in this meeting. Has its agenda been published?"))
    return ImportedAgenda(items, details, notes.all())


def _details(meeting: Node, notes: Findings) -> Details:
    fields, again = first_of(meeting)
    said = {name: node for name, node in fields.items() if name in _OF_THE_MEETING}
    words = {name: one_line(node.words)[:500] for name, node in said.items()}
    day = day_of(words.get("meetingdate", "")).day
    begins = time_of(words.get("meetingtime", ""))
    for name, read in (("meetingdate", day), ("meetingtime", begins)):
        if words.get(name) and read is None:
            sentence = N_("This is no day or time that can be read; write it by hand.")
            notes.leave(sentence, said[name].line, words[name])
    _leave_unknown(fields, again, frozenset(said), notes)
    return Details(
        words.get("committeetitle", ""),
        words.get("meetingtitle", ""),
        day,
        begins,
        words.get("meetinglocation", ""),
    )


def _item(node: Node, notes: Findings) -> ForeignItem:
    fields, again = first_of(node)
    words = {name: fields[name].words for name in _READ if name in fields}
    shown, counted = words.get("fulldisplaynumberformat", ""), words.get("agendaitemnumber", "")
    item = ForeignItem(
        number=one_line(shown if number_in(shown) else counted if number_in(counted) else shown),
        title=one_line(words.get("agendaitemtitle", "")),
        text=words.get("agendatext", ""),
        papers=tuple(_papers(node, notes)),
        closed=closed(fields),
        line=node.line,
    )
    _leave_afterwards(item, fields, notes)
    _leave_unknown(fields, again, _READ | _OF_AFTERWARDS, notes)
    return item


def _papers(node: Node, notes: Findings) -> Iterator[ForeignPaper]:
    for document in node.every("linkeddoc"):
        fields, again = first_of(document)
        title = one_line(fields["title"].words) if "title" in fields else ""
        url = fields["url"].address if "url" in fields else ""
        _leave_unknown(fields, again, frozenset(["title", "url"]), notes)
        paper = ForeignPaper(title, url, closed(fields))
        decision = fields.get("isdecisionattachment")
        if decision is not None and decision.words.casefold() == "true":
            sentence = N_("A document of the decision is left out: it came after the meeting.")
            notes.leave(sentence, document.line, f"{title} {url}".strip())
        elif title or url:
            yield paper


def _leave_afterwards(item: ForeignItem, fields: dict[str, Node], notes: Findings) -> None:
    for name in sorted(_OF_AFTERWARDS & fields.keys()):
        if text := fields[name].words:
            sentence = N_("What was minuted or decided under {item} is left out.")
            notes.leave(sentence, fields[name].line, text, item=item.number or "–")


def _leave_unknown(
    fields: dict[str, Node], again: list[Node], read: frozenset[str], notes: Findings
) -> None:
    """Fields that we do not know, or that are given twice."""
    unread = [node for name, node in fields.items() if name not in read]
    for node in (*unread, *again):
        if _MARKS.fullmatch(node.name) or _holds_others(node):
            continue
        if any(private(name) for name in node.names):
            continue
        if text := node.words:
            sentence = N_("The field “{name}” is left out.")
            notes.leave(sentence, node.line, text, name=node.name[:60])


def _holds_others(node: Node) -> bool:
    return not _CONTAINERS.isdisjoint(node.names)


def _leave_what_is_elsewhere(meeting: Node, notes: Findings) -> None:
    for document in meeting.every("linkeddoc"):
        if not document.within("agendaitem"):
            fields, _ = first_of(document)
            told = [one_line(fields["title"].words)] if "title" in fields else []
            told += [fields["url"].address] if "url" in fields else []
            sentence = N_("A document of the whole meeting is left out: it belongs to no item.")
            notes.leave(sentence, document.line, " ".join(told))


def _leave_attendees(meeting: Node, notes: Findings) -> None:
    for attendee in meeting.every("attendee"):
        said = attendee.attributes or {n.name: n.words for n in attendee.children}
        told = (said.get(name, "") for name in ("name", "roledescription", "attendance"))
        sentence = N_("Those listed as attending are left out: people are taken over apart.")
        notes.leave(sentence, attendee.line, ", ".join(one_line(words) for words in told if words))
