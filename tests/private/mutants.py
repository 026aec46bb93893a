"""Each kind and each field put on the wrong side of the allow-list, in turn.

A row changes one text in a copy of the code; what looks from outside must then find a difference.
`by`: what decides: the rules alone (`fold`), two servers (`sockets`), or a test by its address.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

import server.business  # noqa: F401  # the kinds of business, with their events
from server.meeting.agenda import AgendaItem
from server.meeting.declared import AdjournedInPrivate
from server.meeting.event import Event, Undone
from server.meeting.exclusion import Exclusion
from server.meeting.interests import Interest, Interests
from server.meeting.meeting import Meeting
from server.meeting.motions import Motion
from server.meeting.presence import Attendance, Presence
from server.meeting.readmission import Seen
from server.meeting.record import Entry, Matter, Noted, OnOpenRecord
from server.meeting.sitting import Change
from server.meeting.spoken import Spoken
from server.meeting.votes import Vote
from tests.private.alike import (
    NEVER_PRIVATE,
    OF_PRIVATE_ENTRIES,
    PUBLIC_FIELDS,
    RELEASED_WHOLE,
    SAME_ITEM,
    SAME_PARTS,
    TOLD_NOBODY,
)
from tests.private.mutant import SOCKETS, Mutant
from tests.private.mutants_ahead import of_papers_ahead
from tests.private.mutants_by_device import by_device

WHO = "tests/private/test_who_is_outside.py"
PRIVACY, FOLDING = "server/meeting/privacy.py", "server/meeting/fold.py"
SIGHT, AGENDA = "server/meeting/audience.py", "server/meeting/agenda.py"
CONVENED, EXCLUSION = "server/meeting/convened.py", "server/meeting/exclusion.py"

NOT_RECORDED = {Matter, Noted, OnOpenRecord, AdjournedInPrivate, Seen, Spoken}
NOT_RECORDED_NAMES = (
    "PutAside",
    "CameOrWent",
    "SittingChanged",
    "AttendanceKnown",
    "ResultDeclared",
    "OfferAnswered",
)


OFTEN = {
    "Vote": "put_question record_counts cast_vote close_vote",
    "Motion": "move_motion second_motion alter_motion withdraw_motion move_procedural",
    "Entry": "declare_interest put_question agree_without_dissent",
    "Attendance": "record_absent record_apologies record_present",
    "AgreedWithoutDissent": "agree_without_dissent",
    "EntryCorrected": "correct_entry",
    "EntryStruck": "strike_entry",
    "ItemTakenDespite": "move_motion take_item",
    "MemberAbsent": "record_absent",
    "MemberPresent": "record_present",
    "MotionAltered": "move_motion alter_motion",
    "PreviousMinutesAgreed": "agree_previous_minutes",
    "AmendmentMoved": "move_motion move_amendment",
    "MemberReturned": "declare_interest leave_for_interest return_from_interest",
    "MotionSeconded": "move_motion second_motion",
    "NoteEdited": "record_note edit_note",
    "OwnVoteMinuted": "put_question record_counts close_vote record_own_vote",
    "RecountDeclared": "put_question record_counts close_vote recount_vote",
    "RollReopened": "put_question record_arrival reopen_roll",
    "VoteChanged": "put_question cast_vote change_vote",
    "VoteRecounted": "put_question record_counts close_vote recount_vote",
    "VoteVoided": "put_question void_vote",
    "Meeting.suspended": "move_procedural put_question record_counts close_vote",
    "Vote.added": "put_question record_arrival reopen_roll",
    "Vote.lot": "put_question record_counts close_vote draw_lot",
    "Vote.void": "put_question void_vote",
    "Vote.own": "put_question close_vote record_own_vote",
    "a roll": "declare_interest put_question agree_without_dissent",
    "a rule": "declare_interest take_chair put_question agree_without_dissent",
    "a result": "declare_interest put_question record_counts close_vote agree_without_dissent",
    "a motion": "move_motion move_amendment second_motion put_question record_counts close_vote",
    "for which interest": "declare_interest leave_for_interest return_from_interest",
    "a decision": "declare_interest record_decision",
    "who takes the chair": "take_chair declare_interest",
    "what refers": "correct_entry strike_entry edit_note correct_vote",
    "a vote or motion": "cast_vote record_counts close_vote second_motion",
    "opening an item": "open_item close_item",
    "Motion.closed": "move_motion move_procedural put_question record_counts close_vote",
    "Meeting.exclusions": "take_item exclude_public move_exclusion",
    "an open motion": "move_motion take_item",
    "the last item": "take_item record_fault exclude_public",
    "an item may": "take_item record_fault",
    "what was decided": "put_question record_counts close_vote agree_without_dissent",
    "what was begun": "put_question move_motion",
}
"""What must be given often for this to be found soon, by how its name begins."""


SKIPPED = {*NEVER_PRIVATE, *OF_PRIVATE_ENTRIES, *RELEASED_WHOLE, Undone.__name__}


def mutants() -> Iterator[Mutant]:
    """All of them, each with what is to be given often."""
    for mutant in _every():
        known = [often for name, often in OFTEN.items() if mutant.name.startswith(name)]
        yield mutant._replace(focus=tuple(known[-1].split()) if known else mutant.focus)


def _every() -> Iterator[Mutant]:
    yield from _kinds()
    yield from _releases()
    yield from _fields()
    yield from _convened()
    yield from _told()
    yield from _rules()
    yield from by_device()
    yield from of_papers_ahead()
    yield from _pages()


def _recorded() -> Iterator[str]:
    """The names of all kinds that the journal may hold."""
    for name, kind in sorted(Event.named.items()):
        ours = kind.__module__.startswith(("server.business", "server.meeting"))
        if ours and kind not in NOT_RECORDED and name not in NOT_RECORDED_NAMES:
            yield name


def _kinds() -> Iterator[Mutant]:
    """An act of this kind is never private."""
    old = "    if meeting.private is not None or meeting.private_at(actor.at):\n        return True"
    for name in _recorded():
        if name in SKIPPED or name in TOLD_NOBODY:
            continue
        new = f'    if type(event).__name__ == "{name}":\n        return False\n{old}'
        yield Mutant(f"{name} is never private", PRIVACY, old, new)
    undone = f'    if type(event).__name__ == "Undone":\n        return False\n{old}'
    yield Mutant("Undone is never private", PRIVACY, old, undone)


def _releases() -> Iterator[Mutant]:
    """A private act of this kind is heard whole."""
    old = "told = event.released(heard, stamp) if stamp.private else event.told(heard, stamp)"
    audible = "    return not recorded.stamp.private or type"
    for name in _recorded():
        if name in SKIPPED:
            continue
        new = (
            f'told = event if type(event).__name__ == "{name}" else '
            "event.released(heard, stamp) if stamp.private else event.told(heard, stamp)"
        )
        also = (
            f'    return type(recorded.event).__name__ == "{name}" or '
            + audible.partition("return ")[2]
        )
        yield Mutant(f"{name} is heard whole", FOLDING, f"{old}\0{audible}", f"{new}\0{also}")


def _fields() -> Iterator[Mutant]:
    """A field is that of the inside."""
    for field in msgspec.structs.fields(Meeting):
        if field.name not in PUBLIC_FIELDS:
            yield _mixed(
                f"Meeting.{field.name}", f"replace(seen, {field.name}=inside.{field.name})"
            )
    for field in msgspec.structs.fields(AgendaItem):
        if field.name not in SAME_ITEM:
            yield _mixed(f"AgendaItem.{field.name}", _each("items", "items", field.name, "number"))
    parts: tuple[tuple[type[msgspec.Struct], str, str, str], ...] = (
        (Vote, "votes", "taken", "id"),
        (Motion, "motions", "moved", "id"),
        (Interest, "interests", "declared", "id"),
    )
    for kind, whole, name, key in parts:
        for field in msgspec.structs.fields(kind):
            what = f"{kind.__name__}.{field.name}"
            if what not in SAME_PARTS:
                yield _mixed(what, _within(whole, name, field.name, key))
    for kind, whole in ((Interests, "interests"), (Presence, "presence")):
        for field in msgspec.structs.fields(kind):
            value = f"replace(seen.{whole}, {field.name}=inside.{whole}.{field.name})"
            if f"{kind.__name__}.{field.name}" not in SAME_PARTS:
                yield _mixed(f"{kind.__name__}.{field.name}", f"replace(seen, {whole}={value})")
    for field in msgspec.structs.fields(Attendance):
        if f"Attendance.{field.name}" not in SAME_PARTS:
            yield _mixed(f"Attendance.{field.name}", _attendance(field.name))
    for field in msgspec.structs.fields(Entry):
        if f"Entry.{field.name}" not in SAME_PARTS:
            yield _mixed(f"Entry.{field.name}", _entries(field.name))
    for field in msgspec.structs.fields(Change):
        if f"Change.{field.name}" not in SAME_PARTS:
            yield _mixed(f"Change.{field.name}", _changes(field.name))
    for field in msgspec.structs.fields(Exclusion):
        if f"Exclusion.{field.name}" not in SAME_PARTS:
            yield _mixed(f"Exclusion.{field.name}", _exclusions(field.name))


_SEEN = "        return self._allowed(_admitted(sides) if inside else sides.outside)"


def _mixed(name: str, value: str) -> Mutant:
    """Everybody sees this of the inside."""
    text = (
        "        shown = self._allowed(_admitted(sides) if inside else sides.outside)\n"
        "        inside = sides.inside\n"
        "        seen = shown\n"
        f"        return {value} if inside.key else shown"
    )
    return Mutant(f"{name} is that of the inside", SIGHT, _SEEN, text)


def _each(whole: str, among: str, field: str, key: str) -> str:
    other = f"next((o for o in inside.{among} if o.{key} == e.{key}), e).{field}"
    return f"replace(seen, {whole}=tuple(replace(e, {field}={other}) for e in seen.{among}))"


def _within(whole: str, name: str, field: str, key: str) -> str:
    other = f"next((o for o in inside.{whole}.{name} if o.{key} == e.{key}), e).{field}"
    each = f"tuple(replace(e, {field}={other}) for e in seen.{whole}.{name})"
    return f"replace(seen, {whole}=replace(seen.{whole}, {name}={each}))"


def _attendance(field: str) -> str:
    known = f"replace(a, {field}=inside.presence.of(id).{field})"
    members = f"{{id: {known} for id, a in seen.presence.members.items()}}"
    return f"replace(seen, presence=replace(seen.presence, members={members}))"


def _entries(field: str) -> str:
    found = "(inside.find_entry(e.id) or (None, e))[1]"
    record = f"tuple(replace(e, {field}={found}.{field}) for e in i.record)"
    return f"replace(seen, items=tuple(replace(i, record={record}) for i in seen.items))"


def _changes(field: str) -> str:
    other = f"next((o for o in inside.sitting.changes if o.id == c.id), c).{field}"
    changes = f"tuple(replace(c, {field}={other}) for c in seen.sitting.changes)"
    return f"replace(seen, sitting=replace(seen.sitting, changes={changes}))"


def _exclusions(field: str) -> str:
    other = f"next((o for o in inside.exclusions if o.since == e.since), e).{field}"
    return f"replace(seen, exclusions=tuple(replace(e, {field}={other}) for e in seen.exclusions))"


def _convened() -> Iterator[Mutant]:
    """What the agenda says of a closed item."""
    old = "            self.purpose,\n            minutes=self.minutes,"
    for field in ("summary", "recommendations", "presenters", "papers", "private_title"):
        new = old.replace("minutes=", f"{field}=self.{field},\n            minutes=")
        yield Mutant(f"a closed item tells its {field}", AGENDA, old, new)
    exempt = "papers=tuple(p for p in self.papers if not p.exempt)"
    yield Mutant("an open item tells its exempt papers", AGENDA, exempt, "papers=self.papers")
    under = "if above is not None and above.closed and not item.closed:"
    yield Mutant("what is under a closed item is told", CONVENED, under, "if False:")
    yield Mutant(
        "the agenda is told whole",
        CONVENED,
        "tuple(item.outside() for item in self._inherited())",
        "self._inherited()",
    )
    opened = "if not paper.exempt)"
    yield Mutant("opening an item tells exempt papers", "server/business/access.py", opened, ")")


def _told() -> Iterator[Mutant]:
    """What is told of acts in public, and of those that are released."""
    roll, declared = "server/meeting/roll.py", "server/meeting/declared.py"
    yield Mutant(
        "a roll gives the reasons of the inside",
        roll,
        "        excluded=tuple(_known(heard, each, put, at) for each in put.excluded),\n",
        "",
    )
    yield Mutant(
        "a roll gives the quorum of the inside",
        roll,
        "        present=min(each.present for each in figures),\n",
        "",
    )
    for rule in ("QUORATE", "BY_RULE, STREAMED"):
        old = f"despite.rule == {rule}" if rule == "QUORATE" else f"despite.rule in ({rule})"
        yield Mutant(f"a rule not followed is told: {rule}", roll, old, "False")
    yield Mutant(
        "a result gives the roll of the inside",
        declared,
        "return replace(self, vote=replace(self.vote, question=put), motion=motion)",
        "return replace(self, motion=motion)",
    )
    yield Mutant(
        "every result is released",
        declared,
        "if motion is None or not adjourns or self.vote.result is not Result.CARRIED:",
        "if motion is None:",
    )
    yield Mutant(
        "the reason of an adjournment is released",
        "server/business/sitting.py",
        'return replace(self, reason="")',
        "return self",
    )
    yield Mutant(
        "a return in private is released",
        "server/business/declaration.py",
        "return None if heard.private is not None else self.told(heard, stamp)",
        "return self.told(heard, stamp)",
    )
    yield Mutant(
        "for which interest somebody was away is told",
        "server/business/declaration.py",
        "        if self.interest not in out:\n",
        "        if False:\n",
    )
    yield Mutant(
        "a decision tells the quorum of the inside",
        "server/business/decision.py",
        "if item is None or not heard.exclusions:",
        "if True:",
    )
    yield Mutant(
        "who takes the chair tells why",
        "server/business/chair.py",
        "because=_because(heard, member), despite=kept",
        "despite=kept",
    )


def _rules() -> Iterator[Mutant]:
    """What makes an act private, and what keeps private business from acts in public."""
    yield Mutant(
        "what is done while the public is out is public",
        PRIVACY,
        "if meeting.private is not None or meeting.private_at(actor.at):",
        "if meeting.private_at(actor.at):",
    )
    yield Mutant(
        "what is said to have been in private is public",
        PRIVACY,
        "if meeting.private is not None or meeting.private_at(actor.at):",
        "if meeting.private is not None:",
    )
    yield Mutant(
        "what stands under a closed item is public",
        PRIVACY,
        "if not event.of_the_agenda and _under_closed(meeting, event):",
        "if False:",
    )
    yield Mutant(
        "the undoing of a private act is public",
        PRIVACY,
        "if isinstance(event, Undone) and act_key(event.actor, event.command) in meeting.sealed:",
        "if False:",
        focus=("undo",),
    )
    yield Mutant(
        "what refers to a private act is public",
        PRIVACY,
        "return not meeting.sealed.isdisjoint(_texts(event))",
        "return False",
    )
    yield Mutant(
        "a vote or motion that is touched in private stays public",
        FOLDING,
        "own = {stamp.id, act_key(stamp.actor, stamp.command), *_touched(was, meeting)}",
        "own = {stamp.id, act_key(stamp.actor, stamp.command)}",
    )
    yield Mutant(
        "what is not heard makes another object",
        FOLDING,
        "    audible = [each for each in new if _audible(each)]",
        "    audible = [each for each in new if _audible(each)]\n    heard = replace(heard)",
    )
    yield Mutant(
        "a private undoing is heard",
        FOLDING,
        "isinstance(each.event, Undone) and not each.stamp.private for each in audible",
        "isinstance(each.event, Undone) for each in new",
    )
    yield Mutant(
        "the last item that was taken in private is where public business stands",
        "server/meeting/proceedings.py",
        "(private or not meeting.private_at(span.since))",
        "True",
    )
    yield Mutant(
        "an item may be said in private to have been taken in public",
        "server/meeting/taking.py",
        "if meeting.private is not None and at < meeting.private.since:",
        "if False:",
    )
    yield Mutant(
        "an item may be said in public to have been taken in private",
        "server/meeting/taking.py",
        "if meeting.private is None and meeting.private_at(at):",
        "if False:",
    )
    yield Mutant(
        "somebody may be said in public to have taken the chair in private",
        "server/business/chair.py",
        "if meeting.private is None and meeting.private_at(actor.at):",
        "if False:",
    )
    yield Mutant(
        "what was decided in private is final in public",
        "server/meeting/finality.py",
        "if meeting.private is None and vote.id in meeting.sealed:",
        "if False:",
    )
    yield Mutant(
        "a motion to exclude that is lost in private opens its item",
        "server/meeting/declared.py",
        "return _opened(meeting, motion) if meeting.private is None else meeting",
        "return _opened(meeting, motion)",
    )
    yield Mutant(
        "what was begun in private may be left open",
        "server/business/exclusion.py",
        "if vote is not None and vote.id in meeting.sealed:",
        "if False:",
    )


def _pages() -> Iterator[Mutant]:
    """What is shown, sent, written and logged."""
    show, inside = "server/live/show.py", "server/live/inside.py"
    pages = "server/pages/inside.py"
    asked = "    await _clerk_or_chair(request, following)\n"
    admission, documents = "server/meeting/admission.py", "server/live/documents.py"
    yield Mutant(
        "public feeds are drawn on private changes",
        show,
        "(heard or feed.audience is not Audience.PUBLIC)",
        "True",
        SOCKETS,
    )
    for place, old in (
        ("first drawn", "spoken, self.live.sides)"),
        ("drawn", "feed.show(self.live.sides)"),
    ):
        new = old.replace(
            "self.live.sides", "type(self.live.sides)(self.live.meeting, self.live.meeting)"
        )
        yield Mutant(f"a feed {place} shows the inside", show, old, new, SOCKETS)
    yield Mutant(
        "why.json gives the reasons of the inside",
        "server/pages/why.py",
        "reasons(seen_by(following.live.sides, Audience.PUBLIC))",
        "reasons(following.live.meeting)",
        SOCKETS,
    )
    yield Mutant(
        "the note is made of the inside",
        pages,
        f"{asked}    outside, tongue = following.live.outside,",
        f"{asked}    outside, tongue = following.live.meeting,",
        SOCKETS,
    )
    yield Mutant(
        "the full note is for everybody",
        pages,
        "    await _reads_all(request, following)\n    sides, tongue",
        "    sides, tongue",
        SOCKETS,
    )
    yield Mutant(
        "the file for the public is the full one",
        documents,
        "await self._keep_public(sides.outside, tongue)",
        "await self._keep_public(sides.inside, tongue)",
        SOCKETS,
    )
    yield Mutant(
        "aiosqlite may log what it writes",
        "server/journal/sqlite/connection.py",
        'logging.getLogger("aiosqlite").setLevel(logging.INFO)',
        "",
        SOCKETS,
    )
    yield Mutant(
        "an order is logged",
        "server/live/turn.py",
        "        now = self._clock.now()\n        last",
        '        __import__("logging").getLogger("server").debug("%s", order.command)\n'
        "        now = self._clock.now()\n        last",
        SOCKETS,
    )
    for name, old, new in (
        ("everybody", "if office is Office.CLERK:", "if True:"),
        ("who is away", "return here(meeting, found) and seated", "return seated"),
        ("a substitute without the seat", "and seated(meeting, found) and", "and"),
        ("who must leave", "and not must_leave(meeting, found)\n\n\n", "\n\n\n"),
        (
            "an officer for other items",
            "not other.items or in_hand & set(other.items)",
            "True",
        ),
    ):
        yield Mutant(f"{name} may stay", admission, old, new, WHO)
    yield Mutant(
        "rights are not asked again",
        inside,
        "if present.running is running and not self._as_it_was(present):",
        "if False:",
        SOCKETS,
    )
    yield Mutant(
        "only the office is asked again, and not who may stay",
        inside,
        "return same and audience_of(meeting, now) is present.feed.audience",
        "return same",
        SOCKETS,
    )
    yield Mutant(
        "a socket takes commands from outside",
        inside,
        "if present.feed.audience is Audience.PUBLIC:",
        "if False:",
        WHO,
    )
    yield Mutant(
        "a form takes commands from outside",
        "server/pages/commands.py",
        "if audience_of(following.live.meeting, asking) is Audience.PUBLIC:",
        "if False:",
        WHO,
    )
    yield Mutant(
        "a page inside is drawn for the office and not for who may stay",
        pages,
        "    audience = audience_of(following.live.meeting, asking)\n    given",
        "    audience = Audience(asking.office.value)\n    given",
        WHO,
    )
