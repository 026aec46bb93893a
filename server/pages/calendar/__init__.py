"""The public calendar: what is on, when and of which body; the same for everybody."""
