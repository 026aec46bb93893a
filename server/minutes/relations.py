"""The note as JSON: typed relations with keys that stay, for whoever imports it.

It holds what the note holds: nobody's name but those that it gives, nothing that was struck out.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from server.meeting.agenda import Access
from server.meeting.presence import Answer
from server.minutes.model import Block, ExclusionNote, ItemNote, MemberNote, Note, OtherNote, Turn

_OWN_KEYS = frozenset({"event", "kind", "type", "at", "text", "words", "private"})
_LIVE = {"vote": ("receipts", "stored", "stored_at", "by_device"), "motion": ("demanded",)}
"""What the record has of a vote or a motion, and the note does not tell."""


def relations(note: Note) -> bytes:
    """The note as JSON; times have the offset of the body's time zone."""
    return msgspec.json.format(msgspec.json.encode(_note(note)), indent=2) + b"\n"


def _note(note: Note) -> dict[str, object]:
    by_answer = {
        answer: [_away(member) for member in note.members if member.answer is answer]
        for answer in (Answer.APOLOGIES, Answer.ABSENT)
    }
    return {
        **({"restricted": note.restricted} if note.restricted else {}),
        "document": note.document,
        "draft": note.draft,
        "rehearsal": note.rehearsal,
        "language": note.language,
        "key": note.key,
        "title": note.title,
        "meeting": note.meeting,
        "body": note.body,
        "council": note.council,
        "date": note.date,
        "place": note.place,
        "opened_at": note.opened_at,
        "closed_at": note.closing.at if note.closing else None,
        "adjournments": list(_adjournments(note)),
        "quorum": {"needed": note.needed, "membership": note.membership},
        "items": [_item(item) for item in _every(note.items)],
        "attendance": [_member(member) for member in note.members],
        "apologies": by_answer[Answer.APOLOGIES],
        "absent": by_answer[Answer.ABSENT],
        "presided": list(note.presided),
        "in_attendance": [_other(other) for other in note.others],
        "not_reached": note.unreached,
        "without_quorum": [{"since": since, "until": until} for since, until in note.short],
        **({"private": list(map(_excluded, note.exclusions))} if note.exclusions else {}),
    }


def _excluded(exclusion: ExclusionNote) -> dict[str, object]:
    """A time in private."""
    return {
        "event": exclusion.event,
        "since": exclusion.since,
        "until": exclusion.until,
        "ground": exclusion.ground,
        "items": exclusion.items,
        "paragraphs": exclusion.paragraphs,
        "text": exclusion.text,
    }


def _adjournments(note: Note) -> Iterator[dict[str, object]]:
    for turn, following in zip(note.sitting, (*note.sitting[1:], None), strict=False):
        if turn.turn is Turn.ADJOURNED:
            resumed = following is not None and following.turn is Turn.RESUMED
            yield {
                "event": turn.event,
                "at": turn.at,
                "until": turn.until,
                "reason": turn.reason,
                "resumed_at": following.at if resumed and following else None,
            }


def _every(items: tuple[ItemNote, ...]) -> Iterator[ItemNote]:
    """The items with their sub-items after them."""
    for item in items:
        yield item
        yield from _every(item.children)


def _item(item: ItemNote) -> dict[str, object]:
    return {
        "number": item.number,
        "title": item.title,
        "parent": item.parent or None,
        "purpose": item.purpose,
        "standing": item.standing,
        "taken_at": item.taken_at,
        "presenters": item.presenters,
        **_access(item),
        "entries": [_entry(block) for block in item.blocks],
    }


def _access(item: ItemNote) -> dict[str, object]:
    """What there is to say of an item that is closed, or was taken in private."""
    closed = item.access is not Access.OPEN
    found = {
        "access": item.access if closed else None,
        "paragraphs": item.paragraphs if closed else None,
        "private_title": item.private_title,
        "in_private": item.in_private.text if item.in_private else None,
    }
    return {key: value for key, value in found.items() if value}


def _entry(block: Block) -> dict[str, object]:
    """`text` is what the note says, `words` what was typed; then what the event itself holds."""
    entry: dict[str, object] = {
        "event": block.event,
        "kind": block.kind,
        "type": block.name,
        "at": block.at,
        "text": block.text,
    }
    if block.words:
        entry["words"] = block.words
    if block.private:
        entry["private"] = True
    facts = {key: fact for key, fact in block.facts.items() if key not in _OWN_KEYS}
    return entry | {key: _told(key, fact) for key, fact in facts.items()}


def _told(key: str, fact: object) -> object:
    if not isinstance(fact, dict):
        return fact
    return {name: value for name, value in fact.items() if name not in _LIVE.get(key, ())}


def _member(member: MemberNote) -> dict[str, object]:
    """`substitute_for` is there of a substitute alone."""
    replacing = {"substitute_for": member.substitute_for} if member.substitute_for else {}
    return {
        "person": member.person,
        "name": member.name,
        "role": member.role,
        "authority": member.authority,
        "votes": member.votes,
        "answer": member.answer,
        "mode": member.mode,
        "spells": [{"since": stay.since, "until": stay.until} for stay in member.spells],
        **replacing,
    }


def _away(member: MemberNote) -> dict[str, object]:
    return {"person": member.person, "name": member.name, "authority": member.authority}


def _other(other: OtherNote) -> dict[str, object]:
    return {
        "name": other.name,
        "position": other.position,
        "authority": other.authority,
        "items": other.items,
        **({"private": True} if other.private else {}),
    }
