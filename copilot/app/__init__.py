"""The composition root and the one service: the only floor that sees everyone."""
