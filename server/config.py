"""The settings of one server: from the command line, the environment, and defaults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Literal, get_args, get_origin, get_type_hints

import msgspec

from server import setting_checks as checks
from server.program_log import LogFormat
from server.setting_checks import BadSetting
from server.words import N_

__all__ = ["BadSetting", "Settings", "name_of", "names", "settings"]

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]


class Settings(msgspec.Struct, frozen=True):
    """Where the server listens and where it keeps things.

    `host` and `port`: the address it listens on. `address`: the one that people use, when a
    proxy stands before it; links begin with it. `data`: the folder of the journal and the drafts.
    `database_url`: a PostgreSQL database for the journal, postgresql://user@host/database; without
    it the journal is a file in `data`. In the environment its name is DATABASE_URL.
    `further`: a folder with kinds of business of one's own (business/, templates/business/).
    `demonstration`: perform the demonstration meeting. `meetings`: meeting files to convene.
    `speed`: how many times faster than it happened a demonstration is performed.
    `trusted_proxies`: the proxies whose word on the client's address, scheme and host is taken:
    addresses or networks parted by commas; by default none. `proxy_headers`: which ones they set.
    `connections`: how many one address may have open; by default 1,000, and this machine itself
    any number.
    `strict_transport`: what Strict-Transport-Security says over TLS; by default a year, for this
    host and those below it. "max-age=31536000" leaves those out, "off" says nothing.
    `framed_by`: the sites that may frame the public panel, parted by spaces: those of every council
    of this server, or "COUNCIL = SITE SITE; COUNCIL = SITE". By default none, and no such page.
    `metrics_port`: where the operator's programs ask for measures and health, on `metrics_host`; by
    default nowhere. `log_format`: text, or json for one JSON object a line.
    `retention`: how many months after a meeting `orderpaper erase` erases the names of the public
    from its record (UK GDPR art. 5(1)(e)); 0 is never.
    `single_sign_on`: a file like config/single-sign-on.example.toml; without it, it is off.
    `scanner`: a command that is given the path of each file that officers upload, and ends with 0
    if it is clean and with 1 if it is infected; without it, files are not scanned.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    address: str = ""
    data: Path = Path("data")
    database_url: str = ""
    further: Path | None = None
    demonstration: bool = False
    speed: float = 20.0
    single_sign_on: Path | None = None
    meetings: tuple[Path, ...] = ()
    log_level: LogLevel = "WARNING"
    log_format: LogFormat = "text"
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = None
    trusted_proxies: str = ""
    proxy_headers: Literal["x-forwarded", "forwarded"] = "x-forwarded"
    connections: int | None = None
    strict_transport: str = "max-age=31536000; includeSubDomains"
    framed_by: str = ""
    retention: int = 0
    scanner: str = ""

    @property
    def link_base(self) -> str:
        """What every link begins with."""
        if self.address:
            return self.address.rstrip("/")
        host = "localhost" if self.host in ("127.0.0.1", "0.0.0.0", "::") else self.host  # noqa: S104
        return f"http://{host}:{self.port}"

    @property
    def journal(self) -> Path | str:
        """Where the journal is: a file, or the address of a database."""
        return self.database_url or self.data / "journal.db"

    @property
    def drafts(self) -> Path:
        """The folder of the drafts, one folder a meeting."""
        return self.data / "drafts"

    @property
    def papers(self) -> Path:
        """The folder of the papers; several processes share it."""
        return self.data / "papers"

    @property
    def control(self) -> Path:
        """The socket by which the command line talks to the running server."""
        return self.data / "control.sock"

    @property
    def proxies(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks of the trusted proxies. Raises BadSetting."""
        return tuple(
            checks.network(each) for each in re.split(r"[,\s]+", self.trusted_proxies) if each
        )

    @property
    def transport_security(self) -> str:
        """What Strict-Transport-Security says; empty for nothing."""
        return "" if self.strict_transport == "off" else self.strict_transport

    @property
    def framers(self) -> dict[str, tuple[str, ...]]:
        """The sites that may frame the public panel, by council; "" is every one. BadSetting."""
        found = {}
        for part in filter(None, map(str.strip, self.framed_by.split(";"))):
            council, _, sites = part.rpartition("=")
            found[council.strip()] = tuple(checks.site(site) for site in sites.split())
        return found


_FROM_ENVIRONMENT = (
    "host", "port", "address", "data", "further", "log_level", "single_sign_on", "trusted_proxies",
    "proxy_headers", "connections", "strict_transport", "framed_by", "log_format", "metrics_host",
    "metrics_port", "database_url", "retention", "scanner",
)  # fmt: skip
_AS_ELSEWHERE = {"port": "PORT", "database_url": "DATABASE_URL"}  # what hosts call them
_CHOICES: dict[str, tuple[str, ...]] = {
    field: get_args(kind)
    for field, kind in get_type_hints(Settings).items()
    if get_origin(kind) is Literal
}
_NUMBERS = {"port": 8000, "metrics_port": 9100, "connections": 1000, "retention": 24}  # like these


def name_of(field: str) -> str:
    """What a setting is called in the environment."""
    return _AS_ELSEWHERE.get(field, f"{checks.PREFIX}{field.upper()}")


def names() -> dict[str, str]:
    """The settings that the environment may have, and what each is called there."""
    return {field: name_of(field) for field in _FROM_ENVIRONMENT}


def settings(environment: Mapping[str, str], **given: object) -> Settings:
    """The settings; what is given on the command line wins over the environment. BadSetting."""
    checks.check_names(environment, names().values())
    values: dict[str, object] = {}
    for field in _FROM_ENVIRONMENT:
        if given_there := environment.get(name_of(field)):
            values[field] = given_there
    if "log_level" in values:
        values["log_level"] = str(values["log_level"]).upper()
    values.update({name: value for name, value in given.items() if value is not None})
    for field, choices in _CHOICES.items():
        checks.check_choice(name_of(field), choices, values.get(field, choices[0]))
    for field in _NUMBERS.keys() & values.keys():
        checks.check_number(name_of(field), _NUMBERS[field], values[field])
    try:
        made = msgspec.convert(values, Settings, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise BadSetting(N_("A setting is wrong: {fault}."), fault=str(error)) from error
    _check(made)
    return made


def _check(made: Settings) -> None:
    """Say what cannot be before anything is begun."""
    checks.check_ports(made.host, made.port, made.metrics_host, made.metrics_port)
    if made.address:
        checks.check_address(made.address)
    checks.check_counts(made.retention, made.connections)
    if made.further is not None:
        checks.check_further(made.further)
    if made.database_url:
        checks.check_database(made.database_url)
    checks.check_strict_transport(made.strict_transport)
    _ = made.proxies, made.framers  # what is wrong with them is said at the start


def _path(kind: type, value: object) -> object:
    if kind is Path:
        return Path(str(value))
    raise NotImplementedError  # so msgspec is told that it is to say itself what is wrong
