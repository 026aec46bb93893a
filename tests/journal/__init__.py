"""Tests of the journal: what every store promises, and what SQLite adds."""
