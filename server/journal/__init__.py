"""The journal: what has happened, kept for ever, in order, and safe before anybody is told.

Start with `journal.py`, which says what a journal promises. `stored.py` keeps those promises with
one body of SQL, which runs on either store: `sqlite/`, a file, or `postgresql/`, a database.
"""
