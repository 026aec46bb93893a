"""What PostgreSQL says of itself and of the network, as sentences that tell what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from server.journal.journal import Damaged, Full, InDoubt, OutOfReach, Unusable
from server.words import N_, Said

# What PostgreSQL says is told apart by its codes (PostgreSQL manual, appendix A).
_DISK_FULL = "53100"
_MAY_NOT = "42501"
_READ_ONLY = "25006"
_DAMAGED = ("XX001", "XX002")
_DISK_FAILED = "58"
# No connection; too many; going down or not up yet; waited too long for somebody else.
_OUT_OF_REACH = ("08", "53300", "57P", "55P03", "57014", "25P03", "40P01")


@contextmanager
def told(where: object) -> Iterator[None]:
    """Turn what PostgreSQL says into sentences; a fault of our own is left as it is."""
    try:
        yield
    except psycopg.Error as trouble:
        sentence = _sentence(trouble, where)
        if sentence is None:
            raise
        raise sentence from trouble


def in_doubt(where: object) -> InDoubt:
    """The connection broke while the database was to confirm."""
    return InDoubt(
        N_(
            "The connection to {where} broke before it said whether this was stored. "
            "Do it again: what was stored is not done twice."
        ),
        where=where,
    )


def being_moved(where: object) -> OutOfReach:
    """Somebody copies the journal, and must miss nothing."""
    return OutOfReach(
        N_("The journal in {where} is being moved: nothing was stored. Do it again after that."),
        where=where,
    )


def unanswered(where: object, fault: object) -> OutOfReach:
    """The database cannot be reached."""
    return OutOfReach(
        N_(
            "The database {where} cannot be reached: nothing was stored. Do it again in a moment. "
            "If this goes on, see whether PostgreSQL runs there and lets this server in: {fault}"
        ),
        where=where,
        fault=fault,
    )


def _sentence(trouble: psycopg.Error, where: object) -> Said | None:
    code = trouble.sqlstate or ""
    if code == _DISK_FULL:
        return Full(
            N_(
                "The disk of the database {where} is full: nothing was stored. Make room "
                "there, then do it again; everything that was acknowledged before is safe."
            ),
            where=where,
        )
    if code in _DAMAGED:
        return Damaged(
            N_("The database {where} is damaged. Restore it from a backup."), where=where
        )
    if code in (_READ_ONLY, _MAY_NOT) or code.startswith(_DISK_FAILED):
        return _unusable(code, trouble, where)
    return unanswered(where, first_line(trouble)) if lost(trouble) else None


def _unusable(code: str, trouble: psycopg.Error, where: object) -> Unusable:
    if code == _READ_ONLY:
        return Unusable(N_("The journal {path} may be read here, but not written."), path=where)
    if code == _MAY_NOT:
        return Unusable(
            N_(
                "PostgreSQL lets this user do too little in {where}: {fault}. "
                "Let the user own the schema orderpaper, or create it."
            ),
            where=where,
            fault=first_line(trouble),
        )
    return Unusable(
        N_(
            "The disk of {path} failed, and what was to be stored is not. "
            "Have the disk looked at before going on."
        ),
        path=where,
    )


def lost(trouble: psycopg.Error) -> bool:
    """Whether the server could not be asked, or did not answer."""
    if trouble.sqlstate is None:  # the network's own troubles have no code
        return isinstance(trouble, psycopg.OperationalError)
    return trouble.sqlstate.startswith(_OUT_OF_REACH)


def first_line(trouble: BaseException) -> str:
    """What went wrong, in the words of PostgreSQL or of the network."""
    return str(trouble).strip().partition("\n")[0].rstrip(".")
