"""The settings of one server: from the command line, the environment, and defaults."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Literal, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

import msgspec

from server.program_log import LogFormat
from server.words import N_, Said

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]


class BadSetting(Said):
    """A setting that cannot be."""


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
        return tuple(_network(each) for each in re.split(r"[,\s]+", self.trusted_proxies) if each)

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
            found[council.strip()] = tuple(_site(site) for site in sites.split())
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


def settings(environment: Mapping[str, str], **given: object) -> Settings:
    """The settings; what is given on the command line wins over the environment. BadSetting."""
    values: dict[str, object] = {}
    for field in _FROM_ENVIRONMENT:
        if given_there := environment.get(_name(field)):
            values[field] = given_there
    if "log_level" in values:
        values["log_level"] = str(values["log_level"]).upper()
    values.update({name: value for name, value in given.items() if value is not None})
    for field, choices in _CHOICES.items():
        _check_choice(field, choices, values.get(field, choices[0]))
    for field in _NUMBERS.keys() & values.keys():
        _check_number(field, values[field])
    try:
        made = msgspec.convert(values, Settings, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise BadSetting(N_("A setting is wrong: {fault}."), fault=str(error)) from error
    _check(made)
    return made


def _check(made: Settings) -> None:
    """Say what cannot be before anything is begun."""
    for port in (made.port, made.metrics_port or 0):
        if not 0 <= port <= 65535:
            raise BadSetting(N_("The port must lie between 1 and 65535, not {port}."), port=port)
    if made.port and made.port == made.metrics_port and _overlap(made.host, made.metrics_host):
        raise BadSetting(
            N_(
                "--port and --metrics-port are both {port}. "
                "The measures need a port of their own: --metrics-port {other}."
            ),
            port=made.port,
            other=made.port + 1,
        )
    if made.address:
        _check_address(made.address)
    _check_counts(made)
    if made.further is not None and not made.further.is_dir():
        raise BadSetting(
            N_(
                "ORDERPAPER_FURTHER (or --further) names a folder of further kinds of business, "
                "and there is no folder {folder}."
            ),
            folder=made.further,
        )
    if made.database_url and not _DATABASE.match(made.database_url):
        raise BadSetting(
            N_("The address of a database is written postgresql://user@host/database.")
        )
    if not _HEADER_VALUE.fullmatch(made.strict_transport):
        raise BadSetting(
            N_("Strict-Transport-Security cannot be {given}. Try max-age=31536000, or off."),
            given=made.strict_transport,
        )
    _ = made.proxies, made.framers  # what is wrong with them is said at the start


def require_scanner(command: str) -> None:
    """Find the program that is to scan files, before officers upload any. Raises BadSetting."""
    try:
        words = shlex.split(command)
    except ValueError as fault:
        raise BadSetting(
            N_("ORDERPAPER_SCANNER is a command, and {given} cannot be read as one: {fault}."),
            given=command,
            fault=fault,
        ) from fault
    if words and shutil.which(words[0]) is None:
        raise BadSetting(
            N_(
                "ORDERPAPER_SCANNER is a command, and there is no program {program} that can be "
                "run. Without this setting files are not scanned."
            ),
            program=words[0],
        )


def _check_counts(made: Settings) -> None:
    if made.retention < 0:
        raise BadSetting(N_("Names are kept for a number of months, or 0: then for ever."))
    if made.connections is not None and made.connections < 1:
        raise BadSetting(N_("One connection from an address is the least that can be set."))


_HEADER_VALUE = re.compile(r"off|max-age=\d+(; ?includeSubDomains)?(; ?preload)?")
_DATABASE = re.compile(r"postgres(ql)?://")
_SITE = re.compile(r"https?://(\*\.)?[a-z0-9.-]+(:\d+)?|http://localhost(:\d+)?", re.I)


def _name(field: str) -> str:
    """What a setting is called in the environment."""
    return _AS_ELSEWHERE.get(field, f"ORDERPAPER_{field.upper()}")


def _check_choice(field: str, choices: tuple[str, ...], given: object) -> None:
    if given not in choices:
        raise BadSetting(
            N_("{name} is {choices} or {last}, and cannot be {given}."),
            name=_name(field),
            choices=", ".join(choices[:-1]),
            last=choices[-1],
            given=given,
        )


def _check_number(field: str, given: object) -> None:
    try:
        msgspec.convert(given, int, strict=False)
    except msgspec.ValidationError as fault:
        raise BadSetting(
            N_("{name} must be a whole number like {like}, and cannot be {given}."),
            name=_name(field),
            like=_NUMBERS[field],
            given=given,
        ) from fault


def _check_address(text: str) -> None:
    try:
        parts = urlsplit(text)
        sound = (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and parts.port != 0  # or raises ValueError: it is no number
            and parts._replace(scheme="", netloc="").geturl() in ("", "/")
        )
    except ValueError:
        sound = False
    if not sound:
        raise BadSetting(
            N_(
                "The address that people use is written https://meetings.council.example, "
                "with http or https and nothing after the host, and cannot be {given}."
            ),
            given=text,
        )


def _overlap(host: str, other: str) -> bool:
    """Whether who listens on both would meet itself."""
    return host == other or not {"", "0.0.0.0", "::"}.isdisjoint((host, other))  # noqa: S104


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        network = ip_network(text)
    except ValueError as fault:
        raise BadSetting(
            N_(
                "ORDERPAPER_TRUSTED_PROXIES (or --trusted-proxies) must be addresses or networks "
                "like 10.0.0.0/8, parted by commas: {fault}."
            ),
            fault=fault,
        ) from fault
    if network.prefixlen == 0:
        raise BadSetting(N_("Whoever trusts every address as a proxy can be told anything."))
    return network


def _site(text: str) -> str:
    if not _SITE.fullmatch(text):
        raise BadSetting(
            N_("A site that may frame the panel is written https://council.gov.uk, not {given}."),
            given=text,
        )
    return text


def _path(kind: type, value: object) -> object:
    if kind is Path:
        return Path(str(value))
    raise NotImplementedError  # so msgspec is told that it is to say itself what is wrong
