"""The road graph, its travel times, and tours of several stops."""
