"""Why something cannot be done, and what would make it possible."""
