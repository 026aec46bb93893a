"""The council's directory: what an operator writes down so that officers can sign in by it."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from server.words import N_, Said

LOOPBACK = ("127.0.0.1", "::1", "localhost")
_OF_ENTRA = ("login.microsoftonline.com", "login.microsoftonline.us", "sts.windows.net")
_OF_EVERYBODY = ("common", "organizations", "consumers")


class CannotSignOn(Said):
    """Single sign-on is set up in a way that cannot work or would not be safe."""


class Directory(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where officers sign in, and which words of the directory we go by.

    `person` is the claim that names a person for ever. `login` is the one compared, the first time
    only, with the login that an administrator has written: "email" counts if the directory says
    that it has verified it, "preferred_username" only where people cannot choose theirs.
    `administrators` and `clerks` are values of the claim `roles` that let in whoever has them.
    """

    name: str
    issuer: str
    client_id: str
    client_secret_file: Path | None = None
    tenant: str = ""
    person: str = "sub"
    login: Literal["email", "preferred_username", ""] = "email"
    roles: str = ""
    administrators: tuple[str, ...] = ()
    clerks: tuple[str, ...] = ()
    sign_out_there: bool = False
    client_secret: str = ""

    def __repr__(self) -> str:
        return f"Directory({self.issuer!r})"  # never the secret

    def role(self, claims: dict[str, object]) -> str:
        """The role that the directory gives somebody: administrator, clerk, or "" for none."""
        given = claims.get(self.roles) if self.roles else None
        held = {given} if isinstance(given, str) else set(given) if isinstance(given, list) else ()
        for role, names in (("administrator", self.administrators), ("clerk", self.clerks)):
            if not set(names).isdisjoint(held):
                return role
        return ""


def read_directory(path: Path) -> Directory:
    """The directory as a TOML file describes it, with its secret. CannotSignOn."""
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=Directory, dec_hook=_path)
        if found.client_secret:
            raise CannotSignOn(
                N_("{path}: keep the secret in a file of its own that client_secret_file names."),
                path=path,
            )
        if found.client_secret_file is not None:
            secret = _secret(path.parent / found.client_secret_file)
            found = msgspec.structs.replace(found, client_secret=secret)
    except OSError as error:
        raise CannotSignOn(
            N_("{path} cannot be read: {fault}."), path=error.filename, fault=error.strerror
        ) from error
    except (UnicodeDecodeError, msgspec.MsgspecError) as error:
        raise CannotSignOn(N_("{path} is wrong: {fault}."), path=path, fault=error) from error
    _check(found, path)
    return found


def _secret(path: Path) -> str:
    """What stands in the file of the secret. Raises CannotSignOn if anybody here can read it."""
    if os.name == "posix" and path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH):
        raise CannotSignOn(
            N_("{path} can be read by everybody on this machine. Shut it: chmod 600 {path}."),
            path=path,
        )
    return path.read_text(encoding="utf-8").strip()


def protected(address: str) -> bool:
    """Whether nobody on the way can read or change what is sent there."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _check(directory: Directory, path: Path) -> None:
    fault = _fault(directory)
    if fault:
        raise CannotSignOn(fault, path=path)


def _fault(directory: Directory) -> str:
    """What is unsafe about it, or ""."""
    if not protected(directory.issuer):
        return N_("{path}: the issuer must be an address that begins with https://.")
    if (directory.administrators or directory.clerks) and not directory.roles:
        return N_("{path}: `roles` must name the claim for administrators and clerks.")
    if not directory.login and not directory.roles:
        return N_("{path}: nobody could come in. Set `login`, or `roles`, or both.")
    if (urlsplit(directory.issuer).hostname or "") in _OF_ENTRA:
        return _entra_fault(directory)
    return ""


def _entra_fault(directory: Directory) -> str:
    """nOAuth (Descope, 2023): whoever owns any tenant can write any e-mail address into it, so
    one tenant only, and in it the id that nobody can change."""
    if not directory.tenant or directory.tenant not in directory.issuer.split("/"):
        return N_(
            "{path}: Entra ID needs the council's own tenant, by its id, in `tenant` and in "
            "`issuer`: common, organizations and consumers would let in other councils' people."
        )
    if directory.tenant in _OF_EVERYBODY:
        return N_("{path}: the tenant must be the council's own, by its id.")
    if directory.person != "oid" or directory.login == "email":
        return N_(
            '{path}: with Entra ID set person = "oid" and login = "preferred_username". An e-mail '
            "address there can be changed and is not verified, so it does not say who somebody is."
        )
    return ""


def _path(kind: type, value: object) -> object:
    if kind is Path:
        return Path(str(value))
    raise NotImplementedError  # so msgspec is told that it is to say itself what is wrong
