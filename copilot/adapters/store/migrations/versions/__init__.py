"""One file a revision, each frozen: it imports nothing of today's store."""
