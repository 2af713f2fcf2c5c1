"""The tests of Harr; its folders mirror the house, and `postgres.py` is the one real server they share."""
