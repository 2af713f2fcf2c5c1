"""One file for each resource. Made by generate.py."""
