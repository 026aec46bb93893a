"""Lists of people from elsewhere become one plain list: a row for every seat that somebody holds.

Read: a table as spreadsheets save it, Popolo, and ModernGov's councillors and attendees. Written:
the same table and Popolo, so that what was written is read again as it was. Home addresses, and
whatever else tells how to reach somebody, are never read, and stand in no finding.
"""

from server.importing.people.moderngov_people import read_moderngov_people
from server.importing.people.person import ImportedPeople, ImportedPerson
from server.importing.people.popolo import read_popolo
from server.importing.people.popolo_written import write_popolo
from server.importing.people.table import read_table
from server.importing.people.table_written import write_table

__all__ = [
    "ImportedPeople",
    "ImportedPerson",
    "read_moderngov_people",
    "read_popolo",
    "read_table",
    "write_popolo",
    "write_table",
]
