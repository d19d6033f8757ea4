"""Carries a plan out many times under disturbances: docs/semantics.md says what may happen and what is done then."""
