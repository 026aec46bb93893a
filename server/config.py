"""The settings of one server: from the command line, the environment, and defaults."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from server.words import N_, Said


class BadSetting(Said):
    """A setting that cannot be."""


class Settings(msgspec.Struct, frozen=True):
    """Where the server listens and where it keeps things.

    `host` and `port`: the address it listens on. `address`: the one that people use, when a
    proxy stands before it; links begin with it. `data`: the folder of the journal and the drafts.
    `further`: a folder with kinds of business of one's own (business/, templates/business/).
    `demonstration`: perform the demonstration meeting. `meetings`: meeting files to convene.
    `speed`: how many times faster than it happened a demonstration is performed.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    address: str = ""
    data: Path = Path("data")
    further: Path | None = None
    demonstration: bool = False
    speed: float = 20.0
    meetings: tuple[Path, ...] = ()
    log_level: str = "WARNING"

    @property
    def link_base(self) -> str:
        """What every link begins with."""
        if self.address:
            return self.address.rstrip("/")
        host = "localhost" if self.host in ("127.0.0.1", "0.0.0.0", "::") else self.host  # noqa: S104
        return f"http://{host}:{self.port}"

    @property
    def journal(self) -> Path:
        """The file of the journal."""
        return self.data / "journal.db"

    @property
    def drafts(self) -> Path:
        """The folder of the drafts, one folder a meeting."""
        return self.data / "drafts"

    @property
    def control(self) -> Path:
        """The socket by which the command line talks to the running server."""
        return self.data / "control.sock"


def settings(environment: Mapping[str, str], **given: object) -> Settings:
    """The settings; what is given on the command line wins over the environment. BadSetting."""
    values: dict[str, object] = {}
    for field in ("host", "port", "address", "data", "further", "log_level"):
        name = "PORT" if field == "port" else f"ORDERPAPER_{field.upper()}"
        if environment.get(name):
            values[field] = environment[name]
    values.update({name: value for name, value in given.items() if value is not None})
    try:
        made = msgspec.convert(values, Settings, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise BadSetting(N_("A setting is wrong: {fault}."), fault=str(error)) from error
    if not 0 <= made.port <= 65535:
        raise BadSetting(N_("The port must lie between 1 and 65535, not {port}."), port=made.port)
    return made


def _path(kind: type, value: object) -> object:
    if kind is Path:
        return Path(str(value))
    raise NotImplementedError  # so msgspec is told that it is to say itself what is wrong
