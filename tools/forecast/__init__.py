"""Tools that forecast: consumption, wear and failures."""
