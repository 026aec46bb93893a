"""The attendance list of a board: who held which office, who was away, who else was there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec.structs import replace

from server.meeting.presence import Answer
from server.minutes.model import MemberNote, Note, OtherNote
from server.minutes.sheet import Group, Origin, Register, Remarked, Row
from server.render.language import Voice
from server.words import N_

_ABSENCES = (
    (Answer.APOLOGIES, N_("Apologies")),
    (Answer.ABSENT, N_("Absent")),
    (None, N_("Attendance not recorded")),
)


def register(note: Note, voice: Voice) -> Register:
    """The table of attendance."""
    groups = tuple(_groups(note, voice))
    columns: tuple[str, ...] = (voice.gettext("Position/Role"), voice.gettext("Councillor"))
    if any(row.authority for group in groups for row in group.rows):
        columns = (*columns, voice.gettext("Authority"))
    return Register(caption=voice.gettext("Attendance"), columns=columns, groups=groups)


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
    told = [_for_items(other.items, voice)] if other.items else []
    told += [voice.gettext("[private]")] if other.private else []
    again = replace(origin, first=False)
    where = other.authority or other.position
    remarks = tuple(Remarked(text, again) for text in told)
    return Row(role, Remarked(other.name, origin), remarks, where)


def _for_items(items: Iterable[str], voice: Voice) -> str:
    numbers = list(items)
    sentence = voice.ngettext("item {items}", "items {items}", len(numbers))
    return sentence.format(items=voice.listed(numbers))
