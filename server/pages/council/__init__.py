"""The pages on which officers keep the register: councils, bodies, people and their seats."""
