"""Public scheduling families: read, solved by the engine and by a peer, verified, compared."""
