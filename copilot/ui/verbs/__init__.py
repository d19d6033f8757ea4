"""What can be done with the item at hand: one button a verb, and its keys."""
