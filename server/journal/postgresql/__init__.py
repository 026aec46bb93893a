"""The journal in a PostgreSQL database, which several servers may write to.

It needs the extra `postgres`. All of it stands in a schema named `orderpaper`; other tables of the
database are left alone.
"""
