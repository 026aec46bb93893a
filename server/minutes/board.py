"""The house style of a board: a title table, items with their decisions and actions beneath the
discussion, and the attendance list as an appendix.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec.structs import replace

from server.meeting.presence import Answer
from server.minutes.model import (
    Block,
    ItemNote,
    Line,
    MemberNote,
    Note,
    OtherNote,
    Paragraph,
    Part,
    SittingNote,
    Span,
)
from server.minutes.sheet import (
    Columns,
    Element,
    Group,
    Heading,
    Origin,
    Particulars,
    Passage,
    Register,
    Remarked,
    Row,
    Sentence,
    Sheet,
)
from server.render.language import Voice
from server.words import N_, Said

_DEEPEST = 4
# By whether they are decisions, whether there are several, whether the item is to be named.
_CONCLUDED = {
    (True, False, False): N_("Decision"),
    (True, True, False): N_("Decisions"),
    (True, False, True): N_("Decision on item {number}"),
    (True, True, True): N_("Decisions on item {number}"),
    (False, False, False): N_("Action"),
    (False, True, False): N_("Actions"),
    (False, False, True): N_("Action on item {number}"),
    (False, True, True): N_("Actions on item {number}"),
}


def board(note: Note, voice: Voice) -> Sheet:
    """The note in the style of a board."""
    return Sheet(
        key=note.key,
        title=note.title,
        language=note.language,
        author=note.council or note.body,
        subject=f"{note.meeting}, {voice.date(note.date)}",
        as_of=note.as_of,
        marks=tuple(_marks(note, voice)),
        running=f"{note.meeting}, {voice.short_date(note.date)}",
        page_of=voice.gettext("Page {page} of {pages}"),
        go=voice.gettext("Go to entry"),
        elements=tuple(_elements(note, voice)),
    )


def _marks(note: Note, voice: Voice) -> Iterator[str]:
    if note.rehearsal:
        yield voice.gettext("Rehearsal – not a record of a real meeting")
    if note.draft:
        yield voice.gettext("DRAFT")


def _elements(note: Note, voice: Voice) -> Iterator[Element]:
    if note.closing is None:
        yield Sentence(voice.gettext("The meeting has not been closed: this is the note so far."))
    yield _particulars(note, voice)
    yield Heading(1, voice.gettext("Attendance"))
    yield Sentence(_attached(note, voice))
    yield Columns(voice.gettext("Item"), voice.gettext("Decisions and actions"))
    for item in note.items:
        yield from _Item(item, note, voice).elements(1)
    if note.sitting:
        yield Heading(1, voice.gettext("Times of the meeting"))
        yield from _times(note, voice)
    if note.draft:
        ending = voice.gettext("This is a draft: it is subject to agreement at the next meeting.")
        yield Sentence(ending)
    yield Heading(1, voice.gettext("Appendix A – Attendance"), new_page=True)
    yield _register(note, voice)


def _particulars(note: Note, voice: Voice) -> Particulars:
    rows = [
        (voice.gettext("Title"), note.meeting),
        (voice.gettext("Date"), voice.date(note.date)),
        (voice.gettext("Venue"), note.place),
    ]
    if note.document != "note":  # a note stays within its organisation, minutes leave it
        rows.insert(0, (voice.gettext("Council"), note.council or note.body))
    return Particulars(voice.gettext("The meeting"), tuple(rows))


def _attached(note: Note, voice: Voice) -> str:
    if note.document == "note":
        return voice.gettext("An attendance list is attached as Appendix A to this note.")
    return voice.gettext("An attendance list is attached as Appendix A to these minutes.")


# The items


class _Item:
    """An item's heading, discussion, sub-items, and what came of it."""

    def __init__(self, item: ItemNote, note: Note, voice: Voice) -> None:
        self._item = item
        self._note = note
        self._voice = voice

    def elements(self, level: int) -> Iterator[Element]:
        item, below = self._item, min(level + 1, _DEEPEST)
        yield Heading(level, item.title, item.number, item.anchor)
        closing = self._note.closing
        if item.number in self._note.unreached and closing is not None:
            yield _told(closing, "narrative", self._voice.gettext("This item was not reached."))
        yield from map(_passage, item.narrative)
        for child in item.children:
            yield from _Item(child, self._note, self._voice).elements(below)
        if item.afterwards:
            yield Heading(below, self._again(N_("Item {number} (continued)")))
            yield from map(_passage, item.afterwards)
        for part in (Part.DECISION, Part.ACTION):
            concluded = [block for block in item.conclusions if block.part is part]
            if concluded:
                yield Heading(below, self._concluded(part, len(concluded)))
                yield from map(_passage, concluded)
        if item.outcomes and item.children and not (item.conclusions or item.afterwards):
            yield Heading(below, self._again(N_("Outcome of item {number}")))
        yield from map(_passage, item.outcomes)

    def _concluded(self, part: Part, count: int) -> str:
        """What stands above the decisions, and above the actions.

        It names the item where it would read as if it belonged to the last sub-item.
        """
        named = bool(self._item.children) and not self._item.afterwards
        return self._again(_CONCLUDED[part is Part.DECISION, count > 1, named])

    def _again(self, sentence: str) -> str:
        return self._voice.say(Said(sentence, number=self._item.number))


def _passage(block: Block) -> Passage:
    return Passage(Origin(block.event, f"entry-{block.event}"), block.part.value, block.pieces)


# The sitting


def _times(note: Note, voice: Voice) -> Iterator[Element]:
    for turn in note.sitting:
        yield Passage(Origin(turn.event, "sitting"), "sitting", turn.pieces)
    for since, until in note.short:
        sentence = (
            N_("The meeting was without a quorum from {since} until {until}.")
            if until
            else N_("The meeting was without a quorum from {since}.")
        )
        told = voice.say(Said(sentence, since=since, until=until))
        yield _told(note.sitting[-1], "sitting", told)
    if note.unreached and note.closing is not None:
        sentence = voice.ngettext(
            "Not reached: item {items}.", "Not reached: items {items}.", len(note.unreached)
        )
        yield _told(note.closing, "sitting", sentence.format(items=voice.listed(note.unreached)))


def _told(turn: SittingNote, part: str, text: str) -> Passage:
    """Once more something that follows from the sitting, in the words of the house style."""
    line: Line = (Span(text),)
    return Passage(Origin(turn.event, "sitting", first=False), part, (Paragraph(line),))


# The attendance list

_ABSENCES = (
    (Answer.APOLOGIES, N_("Apologies")),
    (Answer.ABSENT, N_("Absent")),
    (None, N_("Attendance not recorded")),
)


def _register(note: Note, voice: Voice) -> Register:
    columns = (voice.gettext("Position/Role"), voice.gettext("Councillor"))
    return Register(
        caption=voice.gettext("Attendance"),
        columns=(*columns, voice.gettext("Authority")),
        groups=tuple(_groups(note, voice)),
    )


def _groups(note: Note, voice: Voice) -> Iterator[Group]:
    present = [member for member in note.members if member.answer is Answer.PRESENT]
    for ordinary, run in groupby(present, key=_ordinary):
        if ordinary:
            yield _members(list(run), voice)
        else:
            yield from (Group(member.role, (_row(member.role, member),)) for member in run)
    for answer, heading in _ABSENCES:
        role = voice.gettext(heading)
        away = [_away(role, member) for member in note.members if member.answer is answer]
        if away:
            yield Group(role, tuple(away))
    if note.others:
        role = voice.gettext("In attendance")
        yield Group(role, tuple(_other(role, other, voice) for other in note.others))


def _ordinary(member: MemberNote) -> bool:
    """Whether a member holds no office on the body."""
    return member.role.casefold() in ("", "member", "members")


def _members(members: list[MemberNote], voice: Voice) -> Group:
    heading = voice.ngettext("Member", "Members", len(members))
    role = voice.gettext("Member")
    return Group(heading, tuple(_row(role, member) for member in members))


def _away(role: str, member: MemberNote) -> Row:
    """A row that names the office of a member who was not there, since no group does."""
    row = _row(role, member)
    if _ordinary(member):
        return row
    office = Remarked(member.role, replace(row.name.origin, first=False))
    return replace(row, remarks=(office, *row.remarks))


def _row(role: str, member: MemberNote) -> Row:
    place = f"roll-{member.person}"
    told = {member.event}
    remarks = []
    for remark in member.remarks:
        first = remark.event not in told
        told.add(remark.event)
        remarks.append(Remarked(remark.text, Origin(remark.event, place, first=first)))
    name = Remarked(member.name, Origin(member.event, place, first=bool(member.event)))
    return Row(role, name, tuple(remarks), member.authority)


def _other(role: str, other: OtherNote, voice: Voice) -> Row:
    origin = Origin(other.event, "others")
    remarks = (
        Remarked(_for_items(other.items, voice), Origin(other.event, "others", first=False)),
    )
    where = other.authority or other.position
    return Row(role, Remarked(other.name, origin), remarks if other.items else (), where)


def _for_items(items: Iterable[str], voice: Voice) -> str:
    numbers = list(items)
    sentence = voice.ngettext("item {items}", "items {items}", len(numbers))
    return sentence.format(items=voice.listed(numbers))
