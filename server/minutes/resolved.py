"""The house style of councils that resolve: who was present first, then each item with its
resolutions, “RESOLVED – That …”, and a place for the signature (LGA 1972 Sch 12 para 41).

What was put to the vote stands as it was put: the style says what it is, and adds at most the
“That” of the clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from server.minutes.laying_out import LaidOut, laid_out, passage, sitting
from server.minutes.model import Block, Line, Note, Paragraph, Part, Span, plain
from server.minutes.register import register
from server.minutes.sheet import (
    Element,
    Heading,
    Particulars,
    Passage,
    Sentence,
    Sheet,
    Signature,
)
from server.render.language import Voice
from server.words import N_, Said

# “The work be welcomed”: what is resolved, without the “That” before it.
_BARE_CLAUSE = re.compile(r"(?:The|An?|All|No|This|These|Those)\b[^.;:]*?\bbe\b")
_OUTCOMES = {
    "resolved": N_("RESOLVED"),
    "noted": N_("NOTED"),
    "agreed": N_("AGREED"),
    "recommended": N_("RECOMMENDED TO {to}"),
    "deferred": N_("DEFERRED"),
    "referred": N_("REFERRED TO {to}"),
    "withdrawn": N_("WITHDRAWN"),
}


def resolved(note: Note, voice: Voice) -> Sheet:
    """The note in the style of resolutions."""
    return laid_out(note, voice, _elements(note, voice))


def _elements(note: Note, voice: Voice) -> Iterator[Element]:
    if note.closing is None:
        yield Sentence(voice.gettext("The meeting has not been closed: this is the note so far."))
    yield _particulars(note, voice)
    yield Heading(1, voice.gettext("Attendance"))
    yield register(note, voice)
    for item in note.items:
        yield from _Item(item, note, voice).elements(1)
    yield from sitting(note, voice)
    if note.draft:
        ending = voice.gettext("This is a draft: it is subject to agreement at the next meeting.")
        yield Sentence(ending)
    if note.closing is not None and note.document == "minutes":
        yield Signature((voice.gettext("Signed"), voice.gettext("Date")))


def _particulars(note: Note, voice: Voice) -> Particulars:
    rows = [
        (voice.gettext("Council"), note.council),
        (voice.gettext("Meeting"), note.meeting if note.meeting != note.council else ""),
        (voice.gettext("Date"), voice.date(note.date)),
        (voice.gettext("Place"), note.place),
        (voice.gettext("In the chair"), _presided(note, voice)),
    ]
    told = tuple((label, value) for label, value in rows if value)
    return Particulars(voice.gettext("The meeting"), told)


def _presided(note: Note, voice: Voice) -> str:
    """Who presided (LGA 1972 Sch 12 para 5); of a second one, from when."""
    first = (each.name for each in note.presided[:1])
    later = (
        voice.say(Said(N_("{name} from {time}"), name=each.name, time=each.since))
        for each in note.presided[1:]
    )
    return "; ".join((*first, *later))


class _Item(LaidOut):
    """An item with what was resolved and what is to be done after what was said, in the order in
    which it was recorded, so that an action follows the resolution that it comes from."""

    def _discussed(self, blocks: tuple[Block, ...]) -> Iterator[Element]:
        """Without a motion that stands in the resolution, word for word and with its movers."""
        told = {_motion_of(block) for block in self._item.conclusions} - {None}
        if any(block.kind == "amendment" for block in blocks):  # then it is needed to follow them
            told = set()
        return (passage(block) for block in blocks if _moved(block) not in told)

    def _concluded(self, level: int) -> Iterator[Element]:
        named = bool(self._item.children) and not self._item.afterwards
        if named and self._item.conclusions:
            private = all(block.private for block in self._item.conclusions)
            yield Heading(level, self._again(N_("Item {number}")), private=private)
        for block in self._item.conclusions:
            yield self._introduced(block)

    def _introduced(self, block: Block) -> Passage:
        """What an event says, after what it is."""
        word, told = self._word(block), passage(block)
        if not word:
            return told
        opening = Span(f"{word} ", strong=True)
        first, rest = block.pieces[0], block.pieces[1:]
        if not isinstance(first, Paragraph):  # points: it stands above them
            return replace(told, pieces=(Paragraph((opening,)), *block.pieces))
        line: Line = (opening, *self._clause(first.line, block))
        again = f"{word.removesuffix(' –').casefold()}."
        others = (piece for piece in rest if plain(piece).casefold() != again)
        return replace(told, pieces=(Paragraph(line), *others))

    def _clause(self, line: Line, block: Block) -> Line:
        """The words as a clause: “That” stands before one that lacks it, in English."""
        first = line[0]
        lacking = block.part is Part.DECISION and self._note.language == "en"
        if not (lacking and _BARE_CLAUSE.match(block.text)):
            return line
        words = f"That {first.text[:1].lower()}{first.text[1:]}"
        return (replace(first, text=words), *line[1:])

    def _word(self, block: Block) -> str:
        """What stands before it; empty where its own words say it."""
        if block.part is Part.ACTION:
            return self._voice.gettext("Action:")
        if "vote" in block.facts and not _is_carried(block):
            return ""
        outcome = str(block.facts.get("outcome", "resolved"))
        to = str(block.facts.get("to", "")).upper()
        sentence = _OUTCOMES.get(outcome, _OUTCOMES["resolved"])
        word = self._voice.say(Said(sentence, to=to))
        text = block.text.casefold()
        if text.startswith(word.casefold()):  # some type the word themselves
            return ""
        if outcome in ("noted", "agreed") and outcome in text:
            # “That the report be noted” is a clause; “The report was noted” says all.
            word = self._voice.gettext(_OUTCOMES["resolved"]) if _is_clause(block.text) else ""
        return f"{word} –" if word else ""


def _is_clause(text: str) -> bool:
    """Whether it is what somebody resolves, “That …”, and not a sentence of its own."""
    return text.casefold().startswith("that ") or _BARE_CLAUSE.match(text) is not None


def _is_carried(block: Block) -> bool:
    """Whether the vote that this block tells of was carried, and stands."""
    vote = block.facts["vote"]
    return isinstance(vote, dict) and vote["result"] == "carried" and not vote["void"]


_Motion = tuple[object, str, bool]


def _moved(block: Block) -> _Motion | None:
    """Of a motion that was moved, with nothing besides: its id, its words, and its side."""
    if block.name != "MotionMoved" or block.facts.get("despite"):
        return None
    return block.event, block.words, block.private


def _motion_of(block: Block) -> _Motion | None:
    """Of a vote that carried a motion: which it was, the words as voted, and its side."""
    if "vote" not in block.facts or not _is_carried(block):
        return None
    motion = block.facts.get("motion")
    return (motion["id"], block.words, block.private) if isinstance(motion, dict) else None
