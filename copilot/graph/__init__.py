"""The graph of agents: who runs when, and what they hand over."""
