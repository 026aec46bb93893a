"""Private business leaves no trace: two meetings that differ in it alone look the same outside."""
