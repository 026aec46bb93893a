"""What people and the log are told while the journal is out of reach."""

from __future__ import annotations

import logging

from server.journal.journal import InDoubt, OutOfReach
from server.words import N_, Said

NOT_STORED = N_(
    "The record cannot be written at the moment, and nothing was stored. "
    "Your words are still here: try again in a moment."
)
DOUBTFUL = N_(
    "The connection to the record broke before it was known whether this was stored. Your words "
    "are still here: do it again in a moment. What was stored is not done twice."
)
DOUBTFUL_BY_FORM = N_(
    "The connection to the record broke before it was known whether this was stored. Your words "
    "are still here: look at the record first, and do it again only if it is not there."
)

log = logging.getLogger(__name__)


class Outage:
    """Tells the log once that the journal is away, however many run into it, and once that it is
    back; and people what it means for them, without where the journal is."""

    def __init__(self) -> None:
        self.goes_on = False

    def plainly(self, why: Said, *, by_form: bool = False) -> Said:
        """What people are told instead, if this is of an outage; the log has its words.

        `by_form`: it was sent without a script. Sent again it would be another command.
        """
        if not isinstance(why, OutOfReach | InDoubt):
            return why
        self.begun(why)
        if isinstance(why, OutOfReach):
            return Said(NOT_STORED)
        return Said(DOUBTFUL_BY_FORM if by_form else DOUBTFUL)

    def begun(self, why: Said) -> None:
        """The journal cannot be used, for this reason."""
        if not self.goes_on:
            log.warning("the journal is away: %s", why)
        self.goes_on = True

    def over(self) -> None:
        """The journal can be used."""
        if self.goes_on:
            log.warning("the journal is back")
        self.goes_on = False
