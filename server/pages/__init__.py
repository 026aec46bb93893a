"""The pages: what a browser asks for, one file an audience."""
