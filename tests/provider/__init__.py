"""A council's directory for the tests of single sign-on: a real one, a lying one, and a person."""
