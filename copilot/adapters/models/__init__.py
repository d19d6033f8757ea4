"""Language models: where the answers come from."""
