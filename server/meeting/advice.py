"""Rules advise, the law stops: what a body's own rules are against can be done with a reason."""

from __future__ import annotations

from server.meeting.refused import Advised
from server.meeting.votes import Despite


class Advice:
    """What the rules have against one command. With a reason given, it is kept to be minuted."""

    def __init__(self, override: str) -> None:
        self._reason = override
        self._despite: list[Despite] = []

    def against(self, rule: str, sentence: str, **values: object) -> None:
        """A rule is against it. Raises Advised, unless a reason to go on was given."""
        if not self._reason:
            raise Advised(sentence, **values)
        self._despite.append(Despite(rule, self._reason))

    @property
    def despite(self) -> tuple[Despite, ...]:
        """The rules that were not followed."""
        return tuple(self._despite)
