"""Links from one page of the desk to another: addresses that a planner may also open beside the one at hand."""
