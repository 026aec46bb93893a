"""Saying things in a language and a time zone, as a British council writes them."""

from __future__ import annotations

import datetime as dt
import gettext
from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.lists import format_list

from server import places
from server.words import Said, Term

DOMAIN = "orderpaper"
LANGUAGES = ("en", "cy")
_BABEL = {"en": "en_GB", "cy": "cy"}


class Voice:
    """A language and a time zone in which things are told."""

    def __init__(self, language: str, zone: ZoneInfo) -> None:
        self.language = language
        self.zone = zone
        self._catalogue = gettext.translation(
            DOMAIN, places.locale(), languages=[language], fallback=True
        )

    def gettext(self, sentence: str) -> str:
        """The sentence in this language; in English where there is no translation."""
        return self._catalogue.gettext(sentence) if sentence else ""

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The sentence for so many."""
        return self._catalogue.ngettext(one, many, count)

    def pgettext(self, context: str, sentence: str) -> str:
        """The sentence as it is meant in this context."""
        return self._catalogue.pgettext(context, sentence)

    def say(self, said: Said) -> str:
        """What `said` says, with its values told in this language too."""
        values = {name: self._told(value) for name, value in said.values.items()}
        sentence = self.gettext(said.sentence)
        return sentence.format(**values) if values else sentence

    def date(self, when: dt.date) -> str:
        """Tuesday 14 July 2020."""
        return format_date(self._day(when), "EEEE d MMMM y", locale=_BABEL[self.language])

    def short_date(self, when: dt.date) -> str:
        """14 July 2020."""
        return format_date(self._day(when), "d MMMM y", locale=_BABEL[self.language])

    def month(self, when: dt.date) -> str:
        """July 2020."""
        return format_date(when, "LLLL y", locale=_BABEL[self.language])

    def day(self, when: dt.date) -> str:
        """14 July."""
        return format_date(when, "d MMMM", locale=_BABEL[self.language])

    def weekday(self, when: dt.date, *, short: bool = False) -> str:
        """Tuesday; or Tue, for narrow columns."""
        return format_date(when, "EEE" if short else "EEEE", locale=_BABEL[self.language])

    def time(self, when: dt.datetime) -> str:
        """1.02pm, as minutes and public pages write it."""
        local = when.astimezone(self.zone)
        half = self.gettext("am") if local.hour < 12 else self.gettext("pm")
        return f"{local.hour % 12 or 12}.{local.minute:02}{half}"

    def clock(self, when: dt.datetime) -> str:
        """13:02, for columns of times."""
        local = when.astimezone(self.zone)
        return f"{local.hour:02}:{local.minute:02}"

    def listed(self, names: Iterable[str]) -> str:
        """A, B and C."""
        return format_list(list(names), locale=_BABEL[self.language])

    def _day(self, when: dt.date) -> dt.date:
        return when.astimezone(self.zone).date() if isinstance(when, dt.datetime) else when

    def _told(self, value: object) -> object:
        if isinstance(value, Term):
            return self.gettext(str(value))
        if isinstance(value, dt.datetime):
            return self.time(value)
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, Said):
            return self.say(value)
        return value


@lru_cache(maxsize=64)
def voice(language: str, zone: str) -> Voice:
    """The voice for a language ("en", "cy") and a time zone by name."""
    return Voice(language if language in LANGUAGES else "en", ZoneInfo(zone))
