"""The agenda as a document: the notice to the public, and the summons to the members.

The notice is made of the meeting as it is known outside, and is the same for everybody; the summons
of the meeting as its reader may see it. The same meeting in the same language gives the same sheet,
whatever the time is, and every format is one of the minutes.
"""

from server.summons.compose import Around, notice, summons

__all__ = ["Around", "notice", "summons"]
