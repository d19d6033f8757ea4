"""The joint model: activities of all domains on one set of resources and stocks."""
