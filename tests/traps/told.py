"""The story of a trap: a script of this folder, told line by line, and what is true on the way.

story = told("late_arrival")
story.until("put")                      # up to and including the line of this name
assert story.roll == ["amin", "shah"]
assert story.answer("khan-votes") == "Cllr Farah Khan is not on the roll …"
story.to_the_end()
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from server import places
from server.meeting.audience import seen_by
from server.meeting.meeting import Meeting
from server.meeting.motions import Motion
from server.meeting.quorum import Quorum, item_quorum, quorum
from server.meeting.record import Audience, Matter
from server.meeting.votes import Vote
from server.meeting_file import load_meeting_file
from server.script import Performance, ScriptRefused, read_script
from tests.conftest import ENGLISH

FOLDER = Path(__file__).parent
SCRIPTS = sorted(path.stem for path in FOLDER.glob("*.jsonl"))
MEETINGS = {
    path.name: load_meeting_file(path, places.config() / "profiles")
    for path in FOLDER.glob("*.toml")
}


class Told:
    """A script as far as it has been told. Lines that must be refused keep what was answered."""

    def __init__(self, script: str) -> None:
        self._lines = list(read_script((FOLDER / f"{script}.jsonl").read_text(encoding="utf-8")))
        self._performance = Performance(MEETINGS.__getitem__)
        self._answers: dict[str, str] = {}

    def until(self, name: str) -> Told:
        """Go on up to the line of this name, and tell it too."""
        assert name in [line.name for line in self._lines], f"{name} is no line that is to come"
        while self._next() != name:
            pass
        return self

    def to_the_end(self) -> Told:
        """Tell all that is left."""
        while self._lines:
            self._next()
        return self

    def answer(self, name: str) -> str:
        """What is answered on the line of this name, which must be refused."""
        if name not in self._answers:
            self.until(name)
        return self._answers[name]

    def _next(self) -> str:
        line = self._lines.pop(0)
        if not line.refused:
            self._performance.perform(line)
            return line.name
        before, recorded = self.meeting, len(self._performance.recorded)
        self._answers[line.name] = ""
        try:
            self._performance.perform(replace(line, refused=False))
        except ScriptRefused as refused:
            self._answers[line.name] = ENGLISH.say(refused.reason)
        assert self._answers[line.name], f"line {line.number} was accepted: {line.do} {line.name}"
        assert self.meeting is before
        assert len(self._performance.recorded) == recorded
        return line.name

    # What there is to see

    @property
    def meeting(self) -> Meeting:
        """The meeting as it stands."""
        return self._performance.meeting

    @property
    def public(self) -> Meeting:
        """The meeting as everybody sees it."""
        return seen_by(self._performance.sides, Audience.PUBLIC)

    @property
    def vote(self) -> Vote:
        """The vote that was put last."""
        found = self.meeting.votes.latest
        assert found is not None
        return found

    @property
    def roll(self) -> list[str]:
        """Who may vote on it."""
        return list(self.vote.roll)

    @property
    def totals(self) -> tuple[int, int, int, int]:
        """For, against, abstained, and no vote cast."""
        counts = self.vote.totals
        return counts.in_favour, counts.against, counts.abstained, self.vote.uncast

    @property
    def result(self) -> str:
        """What came of it; nothing while it waits."""
        return self.vote.result.value if self.vote.result else ""

    def why_not(self, person: str) -> str:
        """Why somebody is not on its roll: the bar, and the rule if one is behind it."""
        found = next(e for e in self.vote.excluded if e.person == person)
        return f"{found.bar.value}: {found.rule}" if found.rule else found.bar.value

    @property
    def motions(self) -> list[Motion]:
        """The motions in the order in which they were moved."""
        return list(self.meeting.motions.moved)

    def reads(self, place: int = 0) -> tuple[str, str]:
        """How a motion reads, and where it stands."""
        return self.motions[place].text, self.motions[place].standing.value

    @property
    def quorum(self) -> Quorum:
        """The quorum of the meeting now."""
        return quorum(self.meeting)

    def quorum_for(self, item: str) -> Quorum:
        """The quorum for an item now."""
        return item_quorum(self.meeting, self.meeting.item(item))

    def matters(self, item: str) -> list[Matter]:
        """What stands on the record under an item."""
        return [e.matter for e in self.meeting.item(item).record if e.struck is None]

    def kinds(self, item: str) -> list[str]:
        """The names of what stands on the record under an item."""
        return [matter.name for matter in self.matters(item)]


def told(script: str) -> Told:
    """A script of this folder, from its beginning."""
    return Told(script)
