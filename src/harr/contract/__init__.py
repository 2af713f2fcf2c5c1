"""The promise: what callers may ask, what they are answered, and what goes out as news. Declarations, no behaviour."""
