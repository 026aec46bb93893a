"""What the audit log tells of."""

from __future__ import annotations

from enum import StrEnum

from server.words import N_


class What(StrEnum):
    """What happened, as it is stored and read; translated where it is shown."""

    SIGNED_IN = N_("Signed in")
    REFUSED = N_("Sign-in refused")
    SIGNED_OUT = N_("Signed out")
    ENDED = N_("Sign-in ended")
    LINK_MADE = N_("Link made")
    LINK_REVOKED = N_("Link revoked")
    LINK_REFUSED = N_("Link refused")
    OFFICER_ADDED = N_("Officer added")
    OFFICER_DISABLED = N_("Officer disabled")
    OFFICER_ENABLED = N_("Officer enabled")
    ROLE_GIVEN = N_("Role changed")
    INVITED = N_("Link to choose a passphrase made")
    CHOSEN = N_("Passphrase chosen")
    BOUND = N_("Account joined to a person of the directory")
    ACCESS_REFUSED = N_("Page refused")
    COMMAND_REFUSED = N_("Command refused")
    COPIED = N_("Copy of everything taken")
    FOREIGN = N_("Request from another site refused")
    FLOOD = N_("Too many requests")
