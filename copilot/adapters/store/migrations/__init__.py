"""The revisions of the store's schema: Alembic runs those that a store lacks when it is opened."""
