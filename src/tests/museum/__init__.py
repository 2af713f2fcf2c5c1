"""Bugs that happened to others, one test each, named after their place in the collection."""
