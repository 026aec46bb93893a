"""How much notice the public has of a meeting, and which days were counted for it."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from server.council.clear_days import clear_days, latest_publication, works
from server.meeting.profile import PublicationRule
from server.render.language import Voice


class Notice(msgspec.Struct, frozen=True):
    """How much notice the public has: `clear` days now, of `needed` ones, the last day being
    `latest`. `source`: the rule. `counted`: the clear days, from the first to the last.
    `urgent_items`: late ones are lawful for a reason. `late`: it would be too little."""

    clear: int
    needed: int
    latest: date
    source: str
    counted: tuple[date, ...] = ()
    urgent_items: bool = False

    @property
    def late(self) -> bool:
        """Whether it is less than the rule asks for."""
        return self.clear < self.needed

    def days(self, voice: Voice) -> str:
        """The days that were counted, one by one: Tuesday 24 November and Wednesday 25 November."""
        return voice.listed(f"{voice.weekday(day)} {voice.day(day)}" for day in self.counted)


def notice_of(today: date, day: date, rule: PublicationRule, nation: str) -> Notice:
    """The notice of a meeting on this day whose agenda is published today."""
    between = (today + timedelta(days=n) for n in range(1, max(0, (day - today).days)))
    return Notice(
        clear_days(today, day, nation),
        rule.clear_days,
        latest_publication(day, rule.clear_days, nation),
        rule.source,
        tuple(each for each in between if works(each, nation)),
        rule.urgent_items,
    )
