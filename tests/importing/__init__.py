"""What others wrote becomes ours, and nothing of it is lost silently."""
