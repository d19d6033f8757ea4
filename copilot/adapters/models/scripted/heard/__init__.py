"""What written rules make of a planner's words, a report or a supposition; a question wherever they are unsure."""
