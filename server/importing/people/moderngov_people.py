"""People from ModernGov: the councillors of GetCouncillorsByWard, or those who attend a meeting."""

from __future__ import annotations

from server.importing.decoding import Unusable
from server.importing.findings import Findings
from server.importing.markup import one_line
from server.importing.moderngov_xml import first_of, private, read_root, refuse_nested, tell_private
from server.importing.people.cells import Cells
from server.importing.people.person import ImportedPeople, ImportedPerson, gathered
from server.importing.xml_tree import Node
from server.meeting.people import Capacity
from server.meeting_file.faults import shown
from server.words import N_

_ROOTS = ("councillorsbyward", "wards", "ward", "councillors", "meeting")
_OF_A_COUNCILLOR = frozenset(
    [
        "councillorid", "fullusername", "politicalpartytitle", "politicalgrouptitle",
        "keyposts", "termsofoffice", "representing", "wardtitle",
    ]
)  # fmt: skip
_OF_AN_ATTENDEE = frozenset(
    [
        "memberid", "name", "roledescription", "politicalparty", "ward", "representing",
        "attendance",
    ]
)  # fmt: skip


def read_moderngov_people(content: bytes | str) -> ImportedPeople:
    """The councillors in the answer to GetCouncillorsByWard, or the attendees in GetMeeting's.

    Homes, workplaces, telephones and photographs are never read. Councillors come without a body;
    attendees have that of their meeting, where it says which.
    """
    notes = Findings()
    try:
        root = read_root(content, _ROOTS, notes)
        refuse_nested(root, "councillor")
        refuse_nested(root, "attendee")
    except Unusable as unusable:
        return ImportedPeople(findings=(*notes.all(), unusable.finding))
    tell_private(root, notes)
    cells, unread = Cells(notes, day_first=True), dict[str, None]()
    people = _councillors(root, cells, unread)
    people += _attendees(root, len(people) + 1, cells, unread)
    if unread:
        sentence = N_("These fields are not read, nor shown, as they may be private: {names}.")
        names = ", ".join(shown(name) for name in list(unread)[:30])
        notes.leave(sentence, 0, "", names=names)
    return gathered(people, notes)


def _councillors(root: Node, cells: Cells, unread: dict[str, None]) -> list[ImportedPerson]:
    people: list[ImportedPerson] = []
    ward = ""
    for node in root.either(frozenset(["ward", "councillor"])):
        if node.name == "ward":
            ward = _title_of(node)
        else:
            of_ward = ward if node.within("ward") else ""
            people.append(_councillor(node, len(people) + 1, of_ward, cells, unread))
    return people


def _title_of(ward: Node) -> str:
    return next((one_line(n.words) for n in ward.children if n.name == "wardtitle"), "")


def _councillor(
    node: Node, line: int, ward: str, cells: Cells, unread: dict[str, None]
) -> ImportedPerson:
    fields, again = first_of(node)
    _tell(fields, again, _OF_A_COUNCILLOR, unread)
    said = _words(fields, _OF_A_COUNCILLOR - {"termsofoffice"})
    group, party = said["politicalgrouptitle"], said["politicalpartytitle"]
    if group and party and group != party:
        sentence = N_("The party is left out where the political group has another name.")
        cells.notes.leave(sentence, line, f"{said['fullusername']}: {party}")
    if said["representing"] and said["representing"] != ward:
        sentence = N_("Whom a councillor represents is left out where it is not the ward.")
        cells.notes.leave(sentence, line, f"{said['fullusername']}: {said['representing']}")
    since, until = _term(fields, line, cells)
    return ImportedPerson(
        name=said["fullusername"],
        ward=ward or said["wardtitle"],
        group=group or party,
        since=cells.day(since, line),
        until=cells.day(until, line),
        identifier=said["councillorid"],
        position=said["keyposts"],
        line=line,
    )


def _term(fields: dict[str, Node], line: int, cells: Cells) -> tuple[str, str]:
    """The days of the last term of office; earlier ones are noted."""
    if "termsofoffice" not in fields:
        return "", ""
    node = fields["termsofoffice"]
    terms: list[dict[str, str]] = [{}]
    for each in node.either(frozenset(["startdate", "enddate"])):
        if each.name in terms[-1]:
            terms.append({})
        terms[-1][each.name] = one_line(each.words)
    *earlier, last = terms
    for term in earlier:
        sentence = N_("Earlier terms of office are left out.")
        cells.notes.leave(sentence, line, " – ".join(term.values()))
    return last.get("startdate", ""), last.get("enddate", "")


def _attendees(
    root: Node, first: int, cells: Cells, unread: dict[str, None]
) -> list[ImportedPerson]:
    body = next((one_line(n.words) for n in root.children if n.name == "committeetitle"), "")
    nodes = enumerate(root.every("attendee"), start=first)
    return [_attendee(node, line, body, cells, unread) for line, node in nodes]


def _attendee(
    node: Node, line: int, body: str, cells: Cells, unread: dict[str, None]
) -> ImportedPerson:
    fields, again = first_of(node)
    _tell(fields, again, _OF_AN_ATTENDEE, unread)
    told = {name: one_line(words) for name, words in node.attributes.items()}
    unread |= {n: None for n in told if n not in _OF_AN_ATTENDEE and not private(n)}
    said = _words(fields, _OF_AN_ATTENDEE)
    said = {name: told.get(name, "") or said[name] for name in _OF_AN_ATTENDEE}
    if said["attendance"]:
        sentence = N_("Whether somebody attended is left out: it is not known before a meeting.")
        cells.notes.leave(sentence, line, f"{said['name']}: {said['attendance']}")
    return ImportedPerson(
        name=said["name"],
        ward=said["ward"],
        group=said["politicalparty"],
        authority=said["representing"],
        role=said["roledescription"],
        capacity=_capacity(said, line, cells.notes),
        body=body,
        identifier=said["memberid"].strip("0") and said["memberid"],
        line=line,
    )


def _capacity(said: dict[str, str], line: int, notes: Findings) -> Capacity:
    role = said["roledescription"].casefold()
    if "substitute" in role or "reserve" in role:
        return Capacity.SUBSTITUTE
    if "officer" in role and not said["politicalparty"]:
        sentence = N_("{name} is read as an officer, as the role says so.")
        notes.guessed(sentence, line, said["roledescription"], name=said["name"][:60] or "–")
        return Capacity.OFFICER
    return Capacity.MEMBER


def _words(fields: dict[str, Node], wanted: frozenset[str]) -> dict[str, str]:
    """The words of these fields on one line each; the lines of a list are parted by commas."""
    return {
        name: one_line(fields[name].words.replace("\n", ", ")) if name in fields else ""
        for name in wanted
    }


def _tell(
    fields: dict[str, Node], again: list[Node], read: frozenset[str], unread: dict[str, None]
) -> None:
    """Keep the names of what is not read; private ones are told apart."""
    names = [name for name in fields if name not in read] + [node.name for node in again]
    unread |= {name: None for name in names if not private(name)}
