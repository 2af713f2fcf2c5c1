"""What is claimed about speed, each figure beside the same work done with nothing of Harr around it."""
