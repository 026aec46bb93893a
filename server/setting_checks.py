"""What one setting may be, and which names are settings: what is wrong is said in a sentence."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from server.words import N_, Said

PREFIX = "ORDERPAPER_"

_HEADER_VALUE = re.compile(r"off|max-age=\d+(; ?includeSubDomains)?(; ?preload)?")
_DATABASE = re.compile(r"postgres(ql)?://")
_SITE = re.compile(r"https?://(\*\.)?[a-z0-9.-]+(:\d+)?|http://localhost(:\d+)?", re.I)
_EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104
# What Kubernetes and linked containers say of a service that is called orderpaper.
_OF_A_SERVICE = re.compile(r"SERVICE_(HOST|PORT)(_.+)?|PORT_\d+_(TCP|UDP)(_.+)?|NAME|ENV_.+")


class BadSetting(Said):
    """A setting that cannot be."""


def unknown(environment: Mapping[str, str], known: Collection[str]) -> Iterator[str]:
    """The variables that look like ours, have a value, and are no settings."""
    for name, given in sorted(environment.items()):
        if name in known or not given or not name.upper().startswith(PREFIX):
            continue
        rest = name.upper().removeprefix(PREFIX)
        of_a_service = rest == "PORT" and given.startswith(("tcp://", "udp://"))
        if not of_a_service and not _OF_A_SERVICE.fullmatch(rest):
            yield name


def check_names(environment: Mapping[str, str], known: Collection[str]) -> None:
    """Refuse a variable that looks like a slip of the pen: whoever set it believes that it counts.

    Raises BadSetting. Others that are unknown are left alone: they may be meant for somebody else.
    """
    shorter = {name.removeprefix(PREFIX): name for name in known}
    for name in unknown(environment, known):
        if alike := get_close_matches(name.upper().removeprefix(PREFIX), shorter, 1):
            raise BadSetting(
                N_(
                    "There is no setting {name}. If {meant} is meant, write that; if not, take it "
                    "out of the environment. “orderpaper --help” lists all settings."
                ),
                name=name,
                meant=shorter[alike[0]],
            )


def check_choice(name: str, choices: tuple[str, ...], given: object) -> None:
    """Raise BadSetting unless it is one of a few."""
    if given not in choices:
        raise BadSetting(
            N_("{name} is {choices} or {last}, and cannot be {given}."),
            name=name,
            choices=", ".join(choices[:-1]),
            last=choices[-1],
            given=given,
        )


def check_number(name: str, like: int, given: object) -> None:
    """Raise BadSetting unless it is a whole number. `like`: one that could stand there."""
    try:
        msgspec.convert(given, int, strict=False)
    except msgspec.ValidationError as fault:
        raise BadSetting(
            N_("{name} must be a whole number like {like}, and cannot be {given}."),
            name=name,
            like=like,
            given=given,
        ) from fault


def check_ports(host: str, port: int, metrics_host: str, metrics_port: int | None) -> None:
    """Raise BadSetting for what is no port, and for one that is wanted twice; 0 is any."""
    for each in (port, metrics_port or 0):
        if not 0 <= each <= 65535:
            raise BadSetting(N_("The port must lie between 1 and 65535, not {port}."), port=each)
    if port and port == metrics_port and _overlap(host, metrics_host):
        raise BadSetting(
            N_(
                "--port and --metrics-port are both {port}. "
                "The measures need a port of their own: --metrics-port {other}."
            ),
            port=port,
            other=port + 1,
        )


def check_address(text: str) -> None:
    """Raise BadSetting unless links can begin with it."""
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


def check_counts(retention: int, connections: int | None) -> None:
    """Raise BadSetting for less than there can be."""
    if retention < 0:
        raise BadSetting(N_("Names are kept for a number of months, or 0: then for ever."))
    if connections is not None and connections < 1:
        raise BadSetting(N_("One connection from an address is the least that can be set."))


def check_further(folder: Path) -> None:
    """Raise BadSetting unless there is this folder of further kinds of business."""
    if not folder.is_dir():
        raise BadSetting(
            N_(
                "ORDERPAPER_FURTHER (or --further) names a folder of further kinds of business, "
                "and there is no folder {folder}."
            ),
            folder=folder,
        )


def check_database(url: str) -> None:
    """Raise BadSetting unless it begins as the address of a database; it is not shown."""
    if not _DATABASE.match(url):
        raise BadSetting(
            N_("The address of a database is written postgresql://user@host/database.")
        )


def check_strict_transport(value: str) -> None:
    """Raise BadSetting unless browsers understand it (RFC 6797), or it is off."""
    if not _HEADER_VALUE.fullmatch(value):
        raise BadSetting(
            N_("Strict-Transport-Security cannot be {given}. Try max-age=31536000, or off."),
            given=value,
        )


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


def network(text: str) -> IPv4Network | IPv6Network:
    """The network of a trusted proxy. Raises BadSetting."""
    try:
        found = ip_network(text)
    except ValueError as fault:
        raise BadSetting(
            N_(
                "ORDERPAPER_TRUSTED_PROXIES (or --trusted-proxies) must be addresses or networks "
                "like 10.0.0.0/8, parted by commas: {fault}."
            ),
            fault=fault,
        ) from fault
    if found.prefixlen == 0:
        raise BadSetting(N_("Whoever trusts every address as a proxy can be told anything."))
    return found


def site(text: str) -> str:
    """A site that may frame the panel. Raises BadSetting."""
    if not _SITE.fullmatch(text):
        raise BadSetting(
            N_("A site that may frame the panel is written https://council.gov.uk, not {given}."),
            given=text,
        )
    return text


def _overlap(host: str, other: str) -> bool:
    """Whether who listens on both would meet itself."""
    return host == other or not set(_EVERYWHERE).isdisjoint((host, other))
