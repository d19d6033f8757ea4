"""Fine-tuning files from the trails of runs that a person decided on; docs/dataset.md says what goes in and why."""
