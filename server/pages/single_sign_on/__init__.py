"""Single sign-on: officers sign in by the council's own directory (OpenID Connect); off by default.

It opens the same sessions as a passphrase does, and never closes the door of the passphrase. The
way: `pages` sends the browser to the directory and takes it back, `attempts` remembers which
browser it was, `provider` asks who it is and `proof` checks the answer, `persons` says who may come
in, `directory` is what the operator wrote down. How to set it up, with Entra ID too, stands in
config/single-sign-on.example.toml.

What a directory takes away later ends nothing that goes on here: Entra ID tells nobody of it by a
back channel. A session ends by itself, and an administrator can disable the account at once.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from server.pages.doors import Doors
from server.pages.single_sign_on.attempts import Attempts
from server.pages.single_sign_on.directory import CannotSignOn, Directory, read_directory
from server.pages.single_sign_on.persons import Persons
from server.words import N_

if TYPE_CHECKING:
    from server.pages.single_sign_on.provider import Provider

BEGIN = "/sign-in/single-sign-on"
BACK = f"{BEGIN}/back"
END = f"{BEGIN}/end"


class SingleSignOn(msgspec.Struct, frozen=True, eq=False):
    """The parts of it, and what the sign-in page shows: a name, and where to begin."""

    directory: Directory
    provider: Provider
    attempts: Attempts
    persons: Persons
    base: Callable[[], str]

    @property
    def name(self) -> str:
        """What people call it."""
        return self.directory.name

    @property
    def address(self) -> str:
        """Where it begins."""
        return BEGIN

    @property
    def end(self) -> str:
        """Where one signs out of the directory too; "" if that is not offered."""
        return END if self.directory.sign_out_there else ""

    @property
    def back(self) -> str:
        """Where the directory sends the browser back to: by the address that was configured, and
        not by what a request says of itself."""
        return self.base() + BACK


def open_single_sign_on(
    path: Path | None, doors: Doors, base: Callable[[], str]
) -> SingleSignOn | None:
    """Single sign-on as this file describes it; None if there is none. Raises CannotSignOn."""
    if path is None:
        return None
    try:
        from server.pages.single_sign_on.provider import Provider
    except ImportError as error:
        raise CannotSignOn(
            N_(
                "Single sign-on needs a library that is not installed. Install Orderpaper with "
                "it, orderpaper[single-sign-on], or start without ORDERPAPER_SINGLE_SIGN_ON."
            )
        ) from error
    directory = read_directory(path)
    return SingleSignOn(
        directory, Provider(directory, doors.now), Attempts(doors.now), Persons(doors), base
    )
