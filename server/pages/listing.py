"""The list of meetings: today, coming and past."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from server.live.meetings import Meetings
from server.meeting.meeting import Meeting
from server.meeting.sitting import Phase
from server.pages.answer import Answer
from server.render.language import Voice


def listed(meetings: Iterable[Meeting], today: date) -> dict[str, list[Meeting]]:
    """Every meeting by when it is: today, coming or past."""
    known = sorted(meetings, key=lambda m: m.starts_at)

    def when(meeting: Meeting) -> str:
        if meeting.sitting.phase in (Phase.OPEN, Phase.ADJOURNED) or meeting.date == today:
            return "today"
        return "coming" if meeting.date > today and not meeting.sitting.closed_at else "past"

    return {
        "today": [m for m in known if when(m) == "today"],
        "coming": [m for m in known if when(m) == "coming"],
        "past": [m for m in reversed(known) if when(m) == "past"],
    }


class Listing:
    """The public list in one language, drawn again when a meeting or the day has changed."""

    def __init__(
        self,
        meetings: Meetings,
        tongue: Voice,
        now: Callable[[], datetime],
        draw: Callable[[Voice, dict[str, list[Meeting]]], Answer],
    ) -> None:
        self._meetings = meetings
        self._tongue = tongue
        self._now = now
        self._draw = draw
        self._of: tuple[tuple[Meeting, ...], date] | None = None
        self._answer: Answer | None = None

    @property
    def newest(self) -> Answer:
        """The list as it is now."""
        known = tuple(running.live.outside for running in self._meetings)
        today = self._now().astimezone(self._tongue.zone).date()
        if self._answer is None or not self._is_of(known, today):
            self._answer = self._draw(self._tongue, listed(known, today))
            self._of = known, today
        return self._answer

    def _is_of(self, known: tuple[Meeting, ...], today: date) -> bool:
        """Whether it was drawn of these very meetings on this day."""
        if self._of is None or self._of[1] != today or len(self._of[0]) != len(known):
            return False
        return all(one is other for one, other in zip(self._of[0], known, strict=True))
