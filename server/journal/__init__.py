"""The journal: what has happened, kept for ever, in order, and safe before anybody is told.

Start with `journal.py`, which says what a journal promises; `sqlite.py` keeps those promises.
"""
