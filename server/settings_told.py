"""Every setting in a line, for `--help`; config/README.md has the same lines in a table."""

from __future__ import annotations

from textwrap import fill

from server.config import name_of

_WIDTH, _BROADEST = 80, 29  # columns, of a line and of a name in it

# What each is, and what it is where nobody sets it.
SETTINGS = {
    "host": ("address to listen on", "127.0.0.1"),
    "port": ("port", "8000"),
    "address": ("what links begin with, behind a proxy", "http://localhost:PORT"),
    "data": ("data folder", "data"),
    "database_url": ("PostgreSQL database for the journal", "none"),
    "further": ("further kinds of business", "none"),
    "scanner": ("virus scanner for papers", "none: files are not scanned"),
    "trusted_proxies": ("proxies that are believed", "none"),
    "proxy_headers": ("what they say of clients: x-forwarded or forwarded", "x-forwarded"),
    "single_sign_on": ("single sign-on", "none"),
    "framed_by": ("sites that may frame the public panel", "none"),
    "connections": ("connections of one address", "1,000; this machine itself any number"),
    "strict_transport": ("Strict-Transport-Security", "one year"),
    "metrics_port": ("port for measures and health", "none"),
    "metrics_host": ("address of that port", "127.0.0.1"),
    "log_format": ("form of the log: text or json", "text"),
    "log_level": ("the least that is logged", "WARNING"),
    "retention": ("months after a meeting for which names of the public are kept", "0: for ever"),
}


def settings_told() -> str:
    """All settings that the environment may have, each with what it is and its default."""
    begin = "settings from the environment (an option wins over them):"
    return "\n".join((begin, *map(_line, SETTINGS)))


def _line(field: str) -> str:
    what, default = SETTINGS[field]
    return fill(
        f"{what} ({default})",
        _WIDTH,
        initial_indent=f"  {name_of(field):<{_BROADEST}} ",
        subsequent_indent=" " * (_BROADEST + 3),
        break_on_hyphens=False,
        break_long_words=False,
    )
