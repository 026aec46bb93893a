"""Secrets: accounts, links, sign-ins and the audit log, beside the journal and never in it."""

from __future__ import annotations

from server.journal.database import SECRETS, Connection
from server.journal.secrets.accounts import Accounts
from server.journal.secrets.audit import Audit
from server.journal.secrets.browsers import Browsers
from server.journal.secrets.identities import Identities
from server.journal.secrets.links import Links
from server.journal.secrets.sign_ins import SignIns


class Secrets:
    """Keeps tokens by their SHA-256 and passphrases by Argon2id: who steals the file cannot sign
    in. Whatever is done here is on the disk when the call returns, together with the line of the
    audit log that tells of it.
    """

    def __init__(self, writing: Connection, reading: Connection) -> None:
        self.accounts = Accounts(writing, reading)
        self.links = Links(writing, reading)
        self.sign_ins = SignIns(writing, reading)
        self.audit = Audit(writing, reading)
        self.identities = Identities(writing, reading)
        self.browsers = Browsers(writing, reading)
        self._writing = writing

    async def delete_all(self) -> None:
        """Forget everything; accounts and links must be made anew."""
        for table in ("account", "link", "sign_in", "audit", "audit_end", "identity", "browser"):
            await self._writing.change(SECRETS, f"DELETE FROM {table}")  # noqa: S608  # our own names
