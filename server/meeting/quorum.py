"""The quorum: how many members are needed, how many are here, and so whether it is quorate.

For the meeting, for an item from which interests bar some, and ahead of the items to come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from server.meeting.agenda import AgendaItem, Standing
from server.meeting.meeting import Meeting
from server.meeting.people import Person
from server.meeting.presence import Answer, Mode, Spell
from server.meeting.seats import seat_votes, seated, substitution_of
from server.meeting.sitting import Phase
from server.meeting.span import Span


class Quorum(msgspec.Struct, frozen=True):
    """Members needed and members present, of a whole membership with its vacancies.

    `barred` are those who are here, or expected, and may not stay for the item.
    """

    needed: int
    present: int
    membership: int
    vacancies: int = 0
    barred: tuple[str, ...] = ()

    @property
    def quorate(self) -> bool:
        """Whether enough members are present."""
        return self.present >= self.needed


def here(meeting: Meeting, person: Person, at: datetime | None = None) -> bool:
    """Whether this person is here now, or was at that time: arrived, not departed, and not out.

    A member who has left because of an interest is not present for its item.
    """
    return spell_of(meeting, person, at) is not None


def counts(meeting: Meeting, person: Person, at: datetime | None = None) -> bool:
    """Whether this person counts to the quorum: here, in a seat that has a vote.

    A remote member counts only by the profile (England since 7 May 2021: present means in the
    room; Wales: LG&E(W) Act 2021 s.47).
    """
    spell = spell_of(meeting, person, at)
    if spell is None or not seat_votes(meeting, person) or not seated(meeting, person, at):
        return False
    return spell.mode is Mode.CHAMBER or meeting.profile.remote_counts


def those_present(meeting: Meeting, at: datetime | None = None) -> tuple[Person, ...]:
    """Those who count to the quorum now, or did at that time."""
    return tuple(person for person in meeting.callable if counts(meeting, person, at))


def quorum(meeting: Meeting, at: datetime | None = None) -> Quorum:
    """The quorum now, or as it was at that time, by the profile's rule for the membership."""
    return quorum_of(meeting, those_present(meeting, at))


def item_quorum(meeting: Meeting, item: AgendaItem, at: datetime | None = None) -> Quorum:
    """The quorum for one item: who must leave for it does not count, though still in the room."""
    return _for_item(meeting, item, those_present(meeting, at))


def matter_quorum(meeting: Meeting, numbers: Iterable[str], at: datetime | None = None) -> Quorum:
    """The quorum for several items taken together: who must leave for one does not count."""
    items = [item for number in numbers if (item := meeting.find_item(number)) is not None]
    present = those_present(meeting, at)
    must_leave = {i.person for item in items for i in meeting.bearing(item) if i.must_leave}
    return quorum_of(meeting, present, tuple(p.id for p in present if p.id in must_leave))


def quorum_in_hand(meeting: Meeting, present: tuple[Person, ...] | None = None) -> Quorum:
    """The quorum for what is being considered; where nothing is, that of the meeting. `present`:
    those who count now, where they are known already."""
    item, present = meeting.in_hand, those_present(meeting) if present is None else present
    return quorum_of(meeting, present) if item is None else _for_item(meeting, item, present)


def forecast(meeting: Meeting, item: AgendaItem) -> Quorum:
    """The quorum to expect for an item if all leave who must.

    Until the roll was called these are the members who sent no apologies, or the substitutes who
    were named for them; then those who are here, with those who are only out for another item.
    """
    return _for_item(meeting, item, expected(meeting))


def expected(meeting: Meeting) -> tuple[Person, ...]:
    """Those who would count to the quorum of an item to come."""
    if meeting.sitting.phase is Phase.BEFORE or not meeting.presence.answered:
        return tuple(p for p in meeting.callable if _to_come(meeting, p))
    return tuple(p for p in meeting.callable if counts(meeting, p) or _only_out(meeting, p))


def shortfalls(meeting: Meeting) -> tuple[tuple[AgendaItem, Quorum], ...]:
    """The items to come that will be inquorate because of interests that were declared."""
    ahead = ((i, forecast(meeting, i)) for i in meeting.items if i.standing is Standing.PENDING)
    return tuple((item, q) for item, q in ahead if q.barred and not q.quorate)


def inquorate(meeting: Meeting) -> tuple[Span, ...]:
    """The times during which the meeting sat without a quorum, by all that is known now.

    Members may still be called when a meeting was opened: until there was a quorum, or business
    was begun, nothing is amiss.
    """
    found: list[Span] = []
    first_item = min((s.since for item in meeting.items for s in item.spans), default=None)
    begun = False
    for at in sorted(set(_turns(meeting))):
        sat = meeting.sitting.phase_at(at) is Phase.OPEN
        quorate = quorum(meeting, at).quorate
        begun = begun or (sat and quorate) or (first_item is not None and first_item <= at)
        short = sat and begun and not quorate
        lasting = bool(found) and found[-1].until is None
        if short and not lasting:
            found.append(Span(at))
        elif lasting and not short:
            found[-1] = Span(found[-1].since, at)
    return tuple(found)


def spell_of(meeting: Meeting, person: Person, at: datetime | None = None) -> Spell | None:
    """The time here within which now, or that moment, lies; None for who was away or out."""
    if meeting.interests.out(person.id, at):
        return None
    attendance = meeting.presence.of(person.id)
    return attendance.here if at is None else attendance.here_at(at)


def counted(seats: int, vacancies: int, disqualified: int) -> int:
    """The members of whom the quorum is reckoned: all, with the seats that are vacant.

    If more than a third were disqualified at one time it is those who remain, until two thirds of
    all seats are held again (LGA 1972 Sch 12 para 45).
    """
    whole = seats + vacancies
    depleted = 3 * disqualified > whole and 3 * seats < 2 * whole
    return seats if depleted else whole


def quorum_of(
    meeting: Meeting, present: tuple[Person, ...], barred: tuple[str, ...] = ()
) -> Quorum:
    """The quorum where those who count are these, of whom some are barred."""
    seats = sum(1 for person in meeting.members if person.counts)
    membership = seats + meeting.vacancies
    base = counted(seats, meeting.vacancies, meeting.disqualified)
    needed = meeting.profile.quorum.needed(base)
    return Quorum(needed, len(present) - len(barred), membership, meeting.vacancies, barred)


def _for_item(meeting: Meeting, item: AgendaItem, present: tuple[Person, ...]) -> Quorum:
    must_leave = {i.person for i in meeting.bearing(item) if i.must_leave}
    return quorum_of(meeting, present, tuple(p.id for p in present if p.id in must_leave))


def _to_come(meeting: Meeting, person: Person) -> bool:
    """Whether this person is expected: of a member and the substitute who was named, one is."""
    if not seat_votes(meeting, person) or _sent_word(meeting, person.id):
        return False
    found = substitution_of(meeting, person.id)
    if found is None:
        return True
    pair = (found.substitute, found.member)
    if any(meeting.presence.of(id).spells for id in pair):
        return seated(meeting, person)
    return person.id == found.substitute or _sent_word(meeting, found.substitute)


def _sent_word(meeting: Meeting, id: str) -> bool:
    return meeting.presence.of(id).answer in (Answer.APOLOGIES, Answer.ABSENT)


def _only_out(meeting: Meeting, person: Person) -> bool:
    """Whether this person is away for nothing but an interest, and will count again."""
    spell = meeting.presence.of(person.id).here
    if spell is None or not meeting.interests.out(person.id):
        return False
    in_mode = spell.mode is Mode.CHAMBER or meeting.profile.remote_counts
    return in_mode and seat_votes(meeting, person) and seated(meeting, person)


def _turns(meeting: Meeting) -> Iterator[datetime]:
    """Every moment at which the quorum may have changed, or business was begun."""
    yield from (span.since for item in meeting.items for span in item.spans)
    yield from (change.at for change in meeting.sitting.changes)
    for attendance in meeting.presence.members.values():
        for spell in attendance.spells:
            yield from _ends(spell.since, spell.until)
    for interest in meeting.interests.declared:
        for absence in interest.absences:
            yield from _ends(absence.since, absence.until)
    for substitution in meeting.substitutions:
        yield from (at for _, at in substitution.handed)


def _ends(since: datetime, until: datetime | None) -> Iterator[datetime]:
    yield since
    if until is not None:
        yield until
