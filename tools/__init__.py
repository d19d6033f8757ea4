"""Typed functions of the world that read and compute; none changes anything."""
