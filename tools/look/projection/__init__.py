"""What a schedule makes of stocks, vehicles and milestones over time."""
