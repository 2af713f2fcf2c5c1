"""A server that is killed while it works, and what is found when it comes back."""
