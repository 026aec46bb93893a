"""The wire to PostgreSQL, taken by its socket when the driver waits for what does not come."""

from __future__ import annotations

import contextlib
import os
import socket
from typing import Any

import psycopg


def cut(connection: psycopg.BaseConnection[Any]) -> None:
    """Cut a connection from outside, so that whoever waits on it hears that it is lost."""
    with contextlib.suppress(OSError, psycopg.Error):  # it has just been closed
        wire = socket.socket(fileno=os.dup(connection.fileno()))
        with wire:
            wire.shutdown(socket.SHUT_RDWR)
