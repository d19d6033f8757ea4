"""Tools that build: routes and schedules."""
