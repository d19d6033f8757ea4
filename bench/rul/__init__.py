"""How well the remaining life of units run to failure is forecast."""
