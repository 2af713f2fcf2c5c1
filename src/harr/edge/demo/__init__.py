"""The main job, shown: a company bills its customers, takes the money, corrects a mistake, and its books add up."""

from harr.edge.demo.story import main

__all__ = ["main"]
