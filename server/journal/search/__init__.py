"""What everybody may read, found again by its words: a table beside the journal, made from it.

Both stores find the same. So words are told apart here, and without accents and capitals: a store
is given plain words with blanks between them, and asked for them one by one. Neither stems them,
for a stemmer knows one language and we have two; a word finds those that begin with it instead.
"""

from server.journal.search.index import CannotSearch, Found, Hit, Index, Query
from server.journal.search.passage import Passage

__all__ = ["CannotSearch", "Found", "Hit", "Index", "Passage", "Query"]
