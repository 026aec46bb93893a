"""The core: what a kind of business needs to be written, in one import. No I/O, no clock."""

from msgspec.structs import replace

from server.meeting.advice import Advice
from server.meeting.agenda import AgendaItem, Standing
from server.meeting.command import (
    ALWAYS,
    IN_SESSION,
    SEATS,
    UNTIL_CLOSE,
    Actor,
    Office,
    command,
    own,
)
from server.meeting.event import Event, Stamp
from server.meeting.meeting import Meeting
from server.meeting.record import Audience, Entry, Matter, Noted, OnOpenRecord
from server.meeting.refused import Refused
from server.words import N_, Term

__all__ = [
    "ALWAYS",
    "IN_SESSION",
    "N_",
    "SEATS",
    "UNTIL_CLOSE",
    "Actor",
    "Advice",
    "AgendaItem",
    "Audience",
    "Entry",
    "Event",
    "Matter",
    "Meeting",
    "Noted",
    "Office",
    "OnOpenRecord",
    "Refused",
    "Stamp",
    "Standing",
    "Term",
    "command",
    "own",
    "replace",
]
