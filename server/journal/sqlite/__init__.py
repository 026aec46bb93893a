"""The journal in one SQLite file: the default. One server writes to it."""
