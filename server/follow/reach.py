"""What this machine lets one program have: open files, and ports to one server."""

from __future__ import annotations

import resource
from pathlib import Path

from server.words import N_, Said

SPARE = 64  # files that a process needs besides its connections
PORTS = Path("/proc/sys/net/ipv4/ip_local_port_range")


class TooFew(Said):
    """This machine does not give what is needed; the sentence says how it would."""


def require_files(each: int, processes: int) -> None:
    """Refuse if a process may not have so many connections. Raises TooFew."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and each + SPARE > hard:
        raise TooFew(
            N_(
                "Each of {processes} processes would need {needed} open files and may have {hard}: "
                "say --processes {more}, or raise the limit with “ulimit -Hn {needed}” as root in "
                "the shell that starts this."
            ),
            processes=processes,
            needed=each + SPARE,
            hard=hard,
            more=-(-each * processes // max(1, hard - SPARE)),
        )


def require_ports(followers: int, ports: int | None = None) -> None:
    """Refuse if one address of this machine has too few ports for so many. Raises TooFew."""
    free = local_ports() if ports is None else ports
    if free and followers > free:
        raise TooFew(
            N_(
                "This machine has {ports} ports for connections to one server, fewer than "
                "{followers}: follow with fewer, or say as root “sysctl -w "
                "net.ipv4.ip_local_port_range='1024 65535'”."
            ),
            ports=free,
            followers=followers,
        )


def local_ports() -> int:
    """How many ports this machine has for connections of its own; 0 if it does not say."""
    try:
        low, high = PORTS.read_text().split()
    except (OSError, ValueError):
        return 0
    return int(high) - int(low) + 1
