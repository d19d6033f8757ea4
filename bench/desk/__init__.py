"""How fast the desk is for one planner, and for many."""
