"""The pages on which officers prepare an agenda, and publish it."""
