"""Measurements of the product on its own worlds, beside peers that get the same effort."""
