"""What takes minutes to prove: long random meetings, and that every rule of the traps is tested."""
