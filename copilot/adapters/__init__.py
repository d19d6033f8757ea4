"""The doors to the outside: the store and the worker."""
