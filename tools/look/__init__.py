"""Tools that read the world."""
