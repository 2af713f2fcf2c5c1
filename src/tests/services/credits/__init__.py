"""What pays beside money."""
