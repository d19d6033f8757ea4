"""What written rules make of a text: a planner's words, a report, a supposition; a question wherever they are unsure."""
