"""Papers of agendas as files: what kinds are taken, under which names, and where they are kept."""

from server.papers.kinds import NotTaken
from server.papers.store import Kept, Papers

__all__ = ["Kept", "NotTaken", "Papers"]
