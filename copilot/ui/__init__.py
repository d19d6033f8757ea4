"""The desk: widgets and what they say, no rules."""
