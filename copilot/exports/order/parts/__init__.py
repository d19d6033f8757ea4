"""The parts of an order, one file each, in the order in which they are read."""
